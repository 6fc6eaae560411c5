/**
 * Domains of universities that no suffix tells, by country code, A to G: the entries under country domains of Hipo's
 * university-domains-list of 2026-06-20 (MIT licence). Those under .com, .net and .org are left out: too many have lapsed.
 */
export const universitiesAToG: Readonly<Record<string, string>> = {
  AD: 'uda.ad',
  AE: 'agu.ae alhosnu.ae aue.ae sia.ae sorbonne.ae',
  AG: 'uhsa.ag',
  AL: 'epitech.al upt.al',
  AM: 'armmed.am asau.am asue.am aua.am eiu.am eriicta.am rau.am seua.am ufar.am ysmu.am ysu.am',
  AO: 'uan.ao ugs.ed.ao unia.ao',
  AR: 'uba.ar',
  AT: `fh-burgenland.at fh-hagenberg.at fh-joanneum.at fh-steyr.at fh-wels.at fhv.at fhw.at htl-villach.at
    htl-wels.at jku.at meduni-graz.at meduniwien.at technikum-wien.at tugraz.at umit-tirol.at umit.at`,
  AU: 'adfa.oz.au',
  AZ: 'conservatory.az',
  BA: 'aubih.ba sfa.ba spu.ba sve-mo.ba unbi.ba unmo.ba unsa.ba untz.ba unze.ba',
  BE: `brexgata.eu carolus-magnus-university.eu coleurope.eu ecam.be ehb.be ehsal.be ha.be hogent.be howest.be
    hzs.be ichec.be kdg.be khk.be khleuven.be khlim.be kuleuven.be odisee.be thomasmore.be uams.be
    uantwerpen.be uclouvain.be ugent.be uhasselt.be ulb.be uliege.be vlekho.be vlerick.be vub.be wenk.be`,
  BF: 'univ-ouaga.bf',
  BG: `au-plovdiv.bg aubg.bg bfu.bg btu.bg cityu.bg ltu.bg meduniversity-plovdiv.bg mgu.bg mu-pleven.bg
    mu-sofia.bg mu-varna.bg natfiz.bg nbu.bg nma.bg nsa.bg pv-ma.bg swu.bg tu-sofia.bg tugab.bg uacg.bg
    ue-varna.bg uft-plovdiv.bg uni-plovdiv.bg uni-ruse.bg uni-sofia.bg uni-svishtov.bg uni-sz.bg uni-vt.bg
    vfu.bg vumk.eu`,
  BH: 'asb.bh',
  BI: 'ulbu.bi',
  BJ: 'uac.bj',
  BM: 'bercol.bm',
  BR: `anhembi.br baraodemaua.br brazcubas.br candidomendes.br castelobranco.br creupi.br emescam.br epm.br
    estacio.br faap.br facens.br faculdadescuritiba.br fecap.br fic.br fua.br furg.br impa.br ita.br
    italo.br mackenzie.br maua.br newtonpaiva.br poli.br puc-rio.br puccamp.br pucminas.br pucpr.br pucrs.br
    pucsp.br saojudas.br smarcos.br stcecilia.br toledo.br ucb.br ucg.br ucp.br ucsal.br udesc.br uece.br
    uefs.br uel.br uem.br uema.br uenf.br uepg.br uerj.br uern.br uesb.br uesc.br uespi.br ufac.br ufal.br
    ufba.br ufc.br ufes.br uff.br ufg.br ufjf.br ufla.br ufma.br ufmg.br ufms.br ufmt.br ufop.br ufpa.br
    ufpb.br ufpe.br ufpi.br ufpr.br ufrgs.br ufrj.br ufrn.br ufrpe.br ufrrj.br ufs.br ufsc.br ufscar.br
    ufsm.br ufu.br ufv.br ugf.br ulbra.br umc.br unaerp.br unama.br unb.br uneb.br unesp.br ung.br unib.br
    uniban.br unibosco.br unicamp.br unicap.br unicastelo.br uniceub.br unicid.br unicsul.br unifacs.br
    unifap.br unifenas.br unifor.br unifran.br unig.br unigranrio.br unimar.br unimep.br unimonte.br
    unimontes.br uninove.br unioeste.br unip-objetivo.br unipe.br unir.br unirio.br unisa.br unisc.br
    unisinos.br unisul.br unit.br unitau.br uniube.br univale.br univap.br universo.br univesp.br unoeste.br
    unp.br upe.br upis.br urca.br uri.br usc.br usf.br usp.br usu.br uva.br uvanet.br`,
  BW: 'bca.bw ub.bw',
  BY: `baa.by bntu.by bseu.by bsmu.by bstu.by bsu.by bsuir.by buk.by grsmu.by grsu.by iseu.by miu.by mslu.by
    pac.by psu.by vsu.by`,
  BZ: 'giuedu.bz westcoastuniversity.bz',
  CA: `acadiau.ca assumptionu.ca athabascau.ca augustana.ab.ca bcit.ca bcou.ca bdeb.qc.ca boothcollege.ca
    borealc.on.ca bowvalleycollege.ca brandonu.ca brocku.ca cambriancollege.ca camosun.bc.ca
    capcollege.bc.ca cariboo.bc.ca carleton.ca ccbc.ca centennialcollege.ca cmu.ca cnc.bc.ca
    collegeuniversel.ca columbiacollege.ca concordia.ab.ca concordia.ca conestogac.on.ca cotr.bc.ca
    cstj.qc.ca cus.ca cuslm.ca dal.ca dawsoncollege.qc.ca dcmail.ca douglas.bc.ca eciad.bc.ca etsmtl.ca
    fanshawec.ca fanshaweonline.ca firstnationsuniversity.ca gbrownc.on.ca georgiancollege.ca hec.ca
    humber.ca humbermail.ca huronuc.on.ca kingsu.ab.ca kpu.ca kwantlen.bc.ca lakeheadu.ca lambtoncollege.ca
    langara.bc.ca langara.ca laurentian.ca lethbridgecollege.ca macewan.ca mala.bc.ca mcgill.ca mcmaster.ca
    mohawkcollege.ca msvu.ca mta.ca mtroyal.ca mycambrian.ca mylambton.ca mylaurier.ca myscc.ca myseneca.ca
    nait.ca niagaracollege.ca nic.bc.ca nipissingu.ca nlc.bc.ca nsac.ns.ca nscad.ns.ca nvit.bc.ca ocad.ca
    okanagan.bc.ca ontariotechu.ca picollege.ca polymtl.ca queensu.ca questu.ca redeemer.ca rmc.ca
    royalroads.ca ryerson.ca sait.ca selkirk.bc.ca senecacollege.ca sfu.ca sheridancollege.ca smu.ca
    stclairc.on.ca stclairconnect.ca stfx.ca stmarys.ca stthomasu.ca torontomu.ca trentu.ca tru.ca twu.ca
    ualberta.ca ubc.ca ubishops.ca ucalgary.ca uccb.ns.ca ufv.ca ukings.ns.ca ulaval.ca uleth.ca
    umanitoba.ca umoncton.ca umontreal.ca unb.ca unbc.ca unbsj.ca universitycanadawest.ca uoguelph.ca
    uoit.ca uottawa.ca upei.ca uqac.ca uqam.ca uqo.ca uquebec.ca uregina.ca usask.ca usherb.ca
    ustboniface.mb.ca ustpaul.ca utoronto.ca uvic.ca uwaterloo.ca uwindsor.ca uwinnipeg.ca uwo.ca
    vaniercollege.qc.ca vcc.ca wlu.ca yorku.ca yukoncollege.yk.ca`,
  CD: 'unikin.cd upc-rdc.cd',
  CH: `bfh.ch bhms.ch bsl-lausanne.ch chuv.ch dct.ch edufr.ch ehl.ch epfl.ch ethz.ch ffhs.ch fh-aargau.ch
    fh-htachur.ch fh-htwchur.ch fh-hwz.ch fhbb.ch fhnw.ch fhsg.ch fhso.ch gbs-ge.ch gsba.ch hcuge.ch
    hep-bejune.ch hepl.ch hepvs.ch hes-so.ch hfh.ch hgkz.ch hslu.ch hsr.ch insel.ch iun.ch lrguas.ch ntb.ch
    ph-gr.ch phbern.ch phlu.ch phsg.ch phsz.ch phtg.ch phzg.ch phzh.ch rosey.ch supsi.ch swissmc.ch
    unibas.ch unibe.ch unifr.ch unige.ch unil.ch unilu.ch uniludes.ch unine.ch unisg.ch unispital.ch
    unizh.ch usi.ch uzh.ch victoria-uni.ch webster.ch zhaw.ch zhdk.ch zhwin.ch`,
  CI: 'biu.education uabobo.ci ubouake.ci univ-cocody.ci',
  CL: `academia.cl arquitecturaucv.cl uach.cl uaconcagua.cl uahurtado.cl uai.cl uamericas.cl uandes.cl
    uantof.cl uas.cl uaysen.cl ubiobio.cl ubohiggins.cl ubolivariana.cl ubritanica.cl uc.cl ucentral.cl
    ucervantes.cl uchile.cl ucinf.cl ucm.cl ucn.cl ucsc.cl ucsh.cl uctem.cl ucv.cl uda.cl udec.cl udelmar.cl
    udesarrollo.cl udp.cl ufinis.cl ufro.cl ufromail.cl ugm.cl uisek.cl ujso.cl ulagos.cl ulare.cl umag.cl
    umaritima.cl umayor.cl umce.cl ume.cl unab.cl unachile.cl unap.cl unfa.cl uniacc.cl unicit.cl
    universidadarcis.cl upa.cl upacifico.cl usach.cl usanandres.cl userena.cl usm.cl uss.cl ust.cl uta.cl
    utalca.cl utem.cl utfsm.cl uv.cl uvipro.cl uvm.cl`,
  CM: 'fomicgroup.cm ubuea.cm univ-ndere.cm',
  CN: 'cduestc.cn cqust.cn ecjtu.jx.cn hnfjxy.cn njuts.cn swsm.cn xza.cn yznu.cn zgfxy.cn',
  CU: 'uh.cu umcc.cu unica.cu',
  CZ: `cuni.cz cvut.cz czu.cz famu.cz jcu.cz mendelu.cz mpu-prague.cz muni.cz osu.cz praguecollege.cz slu.cz
    spsmb.cz tiffinprague.cz ujep.cz unva.cz unyp.cz upce.cz upol.cz utb.cz vfu.cz vsb.cz vscht.cz vsci.cz
    vse.cz vslib.cz vsp.cz vstecb.cz vut.cz vutbr.cz zcu.cz`,
  DE: `akad.de asfh-berlin.de augustana.de b-tu.de ba-bautzen.de bethel.de bits-iserlohn.de
    campus-m-university.de campusm21.de cbs.de code.berlin dhbw-karlsruhe.de dhbw-loerrach.de
    dhbw-mannheim.de dhbw-mosbach.de dhbw-stuttgart.de dhbw-vs.de dhbw.de dhv-speyer.de diploma.de
    dshs-koeln.de eba-muenchen.de ebs.de ecla.de efh-bochum.de efh-freiburg.de efh-hannover.de
    efh-reutlingen-ludwigsburg.de efhlu.de eh-darmstadt.de ehs-dresden.de ems-mainz.de eufh.de europa-uni.de
    euv-frankfurt-o.de evfh-berlin.de evfh-nuernberg.de fau.de fern-fh.de fernuni-hagen.de fh-aachen.de
    fh-aschaffenburg.de fh-augsburg.de fh-bad-honnef.de fh-biberach.de fh-bielefeld.de fh-bingen.de
    fh-bochum.de fh-brandenburg.de fh-dortmund.de fh-eberswalde.de fh-erfurt.de fh-flensburg.de
    fh-frankfurt.de fh-fresenius.de fh-furtwangen.de fh-gelsenkirchen.de fh-giessen.de fh-hamburg.de
    fh-hannover.de fh-heidelberg.de fh-heilbronn.de fh-hildesheim.de fh-hof.de fh-isny.de fh-jena.de
    fh-karlsruhe.de fh-kempten.de fh-kiel.de fh-kl.de fh-koblenz.de fh-koeln.de fh-konstanz.de
    fh-landshut.de fh-lausitz.de fh-lippe.de fh-ludwigshafen.de fh-luebeck.de fh-mainz.de fh-mannheim.de
    fh-merseburg.de fh-muenchen.de fh-muenster.de fh-nb.de fh-niederrhein.de fh-nordhausen.de
    fh-nuernberg.de fh-nuertingen.de fh-offenburg.de fh-oow.de fh-osnabrueck.de fh-ottersberg.de
    fh-pforzheim.de fh-potsdam.de fh-regensburg.de fh-reutlingen.de fh-riedlingen.de fh-rosenheim.de
    fh-rottenburg.de fh-schmalkalden.de fh-schwaebischhall.de fh-stralsund.de fh-telekom-leipzig.de
    fh-trier.de fh-wedel.de fh-weihenstephan.de fh-weingarten.de fh-westkueste.de fh-wiesbaden.de
    fh-wolfenbuettel.de fh-worms.de fh-wuerzburg.de fh-zwickau.de fhdw.de fhkt.de fhm-mittelstand.de
    fhnon.de fhoebb.de fhs-mannheim.de fhs-moritzburg.de fht-stuttgart.de fhtw-berlin.de fhw-berlin.de
    fhwt.de fom.de fs-students.de fs.de fu-berlin.de h-brs.de h-da.de hanseuni.de haw-hamburg.de
    hcu-hamburg.de hdm-stuttgart.de hfb.de hff-muenchen.de hfg-gmuend.de hfk-bremen.de hfk2020.de
    hfm-detmold.de hfmdd.de hfmt-koeln.de hhl.de hhu.de himh.de hmdk-stuttgart.de hmt-leipzig.de
    hmtm-hannover.de hmtm.de hochschule-bonn-rhein-sieg.de hs-albsig.de hs-anhalt.de hs-bremen.de
    hs-bremerhaven.de hs-coburg.de hs-duesseldorf.de hs-esslingen.de hs-fulda.de hs-hannover.de hs-harz.de
    hs-magdeburg.de hs-mittweida.de hs-neu-ulm.de hs-rm.de hs-ulm.de hs-wismar.de hs-zigr.de htw-berlin.de
    htw-dresden.de htw-saarland.de htwk-leipzig.de htwm.de hu-berlin.de hwg-lu.de hwp-hamburg.de i-u.de
    ihi-zittau.de ism-dortmund.de isnm.de ist-hochschule.de iubh-fernstudium.de jacobs-university.de
    karlshochschule.de kath-fh-nord.de kfb-berlin.de kfh-freiburg.de kfh-mainz.de kfhnw.de kh-berlin.de
    khsa.de ksbk-do.de ksfh.de ku-eichstaett.de kunstakademie-duesseldorf.de leuphana.de lmu.de
    merz-akademie.de mfh-iserlohn.de mh-hannover.de mh-luebeck.de mh-trossingen.de mu-luebeck.de
    musikhochschule-muenchen.de muthesius.de mytum.de nordakademie.de ostfalia.de oth-aw.de paderborn.de
    pfh-goettingen.de ph-erfurt.de ph-freiburg.de ph-gmuend.de ph-heidelberg.de ph-karlsruhe.de
    ph-ludwigsburg.de ph-weingarten.de philtheol-augustin.de popakademie.de privatfh-da.de pth-bb.de
    pth-muenster.de pthv.de rauheshaus.de rfh-koeln.de rwth-aachen.de selk.de siewerth-akademie.de
    siu-heidelberg.de srh-berlin.de stw.de tfh-berlin.de tfh-bochum.de tfh-wildau.de th-brandenburg.de
    th-deg.de th-koeln.de th-rosenheim.de tha.de thh-friedensau.de thi.de thm.de thu.de tiho-hannover.de
    tu-berlin.de tu-braunschweig.de tu-bs.de tu-chemnitz.de tu-clausthal.de tu-cottbus.de tu-darmstadt.de
    tu-dortmund.de tu-dresden.de tu-freiberg.de tu-ilmenau.de tuhh.de tum.de udk-berlin.de uni-augsburg.de
    uni-bamberg.de uni-bayreuth.de uni-bielefeld.de uni-bonn.de uni-bremen.de uni-duesseldorf.de
    uni-duisburg-essen.de uni-erfurt.de uni-erlangen.de uni-flensburg.de uni-frankfurt.de uni-freiburg.de
    uni-giessen.de uni-goettingen.de uni-greifswald.de uni-halle.de uni-hamburg.de uni-hannover.de
    uni-heidelberg.de uni-hildesheim.de uni-hohenheim.de uni-jena.de uni-kassel.de uni-kiel.de uni-kl.de
    uni-koblenz-landau.de uni-koeln.de uni-konstanz.de uni-leipzig.de uni-lueneburg.de uni-magdeburg.de
    uni-mainz.de uni-mannheim.de uni-marburg.de uni-muenchen.de uni-muenster.de uni-oldenburg.de
    uni-osnabrueck.de uni-paderborn.de uni-passau.de uni-potsdam.de uni-regensburg.de uni-rostock.de
    uni-saarland.de uni-siegen.de uni-speyer.de uni-stuttgart.de uni-trier.de uni-tuebingen.de uni-ulm.de
    uni-vechta.de uni-weimar.de uni-wh.de uni-wuerzburg.de uni-wuppertal.de unibw-hamburg.de
    unibw-muenchen.de uol.de w-hs.de whu-koblenz.de wwu.de`,
  DK: `a-aarhus.dk aau.dk ah.dk asmildkloster.dk ats.dk au.dk auc.dk cbs.dk db.dk ddea.dk dfh.dk dkdm.dk dlh.dk
    dpu.dk dtu.dk hha.dk hhs.dk ibss.eu iha.dk ihk.dk ipc.dk itu.dk karch.dk ku.dk kunstakademiet.dk kvl.dk
    musik-kons.dk ou.dk ruc.dk sdu.dk teologi.dk tietgen.dk videndjurs.dk`,
  DM: 'dsc.dm newworld.ac',
  DZ: `lagh-univ.dz umbb.dz ummto.dz univ-alger.dz univ-alger3.dz univ-annaba.dz univ-batna.dz univ-bejaia.dz
    univ-biskra.dz univ-blida.dz univ-chlef.dz univ-emir.dz univ-guelma.dz univ-jijel.dz univ-mosta.dz
    univ-msila.dz univ-oeb.dz univ-oran.dz univ-ouargla.dz univ-saida.dz univ-sba.dz univ-setif.dz
    univ-skikda.dz univ-tebessa.dz univ-tiaret.dz univ-tlemcen.dz univ-usto.dz usthb.dz`,
  EC: 'uisrael.ec',
  EE: 'artun.ee ebs.ee emu.ee nooruse.ee sisekaitse.ee tktk.ee tlu.ee ttu.ee ut.ee',
  EG: 'msa.eun.eg',
  ES: `barcelonagse.eu ceu.es deusto.es ehu.es ehu.eus enae.es esic.es floridauniversitaria.es gsyc.es muni.es
    ua.es uab.es uah.es ualm.es uam.es uax.es ub.es ubu.es uc3m.es uca.es ucavila.es uchceu.es uclm.es
    ucm.es uco.es ucv.es udc.es udc.gal udg.es udl.es uem.es uf3ceu.es ufv.es ugr.es uhu.es ui1.es uia.es
    uib.es uic.es uimp.es ujaen.es uji.es ull.es uloyola.es ulpgc.es um.es uma.es umh.es unav.es unavarra.es
    uneatlantico.es uned.es unex.es unican.es unileon.es uniovi.es unirioja.es unizar.es unnet.es uoc.es
    upco.es upct.es upf.es upm.es upo.es upsa.es upv.es urjc.es url.es urv.es us.es usal.es usc.es usc.gal
    usj.es uv.es uva.es uvic.es uvigo.es uvigo.gal viu.es`,
  FI: `aalto.fi abo.fi cou.fi diak.fi evtek.fi hamk.fi helsinki.fi hkkk.fi hut.fi joensuu.fi jyu.fi kuva.fi
    lamk.fi laurea.fi lut.fi metropolia.fi oamk.fi oulu.fi puv.fi ramk.fi samk.fi scp.fi shh.fi siba.fi
    teak.fi tpu.fi tukkk.fi tut.fi uiah.fi uku.fi ulapland.fi uta.fi utu.fi uwasa.fi`,
  FO: 'setur.fo',
  FR: `ac-aix-marseille.fr ac-besancon.fr ac-bordeaux.fr ac-creteil.fr ac-mayotte.fr ac-orleans-tours.fr
    ac-paris.fr aea.asso.fr agroparistech.fr agrosupdijon.fr aup.fr centrale-marseille.fr centralesupelec.fr
    cesi.fr clermont-sb.fr cnam.fr cnearc.fr college-de-france.fr cpe.fr dauphine.fr devinci.fr eap.fr
    ec-lille.fr ec-lyon.fr ec-nantes.fr ecam.fr ece.fr eerie.fr efrei.fr eigsi.fr eivp-paris.fr emse.fr
    ena.fr enac.fr enic.fr enim.fr enise.fr enit.fr enitab.fr enitac.fr enitiaa-nantes.fr enpc.fr
    ens-cachan.fr ens-fcl.fr ens-lyon.fr ens-paris-saclay.fr ens.fr ens2m.fr ensae.fr ensai.fr ensait.fr
    ensat.fr ensc-lille.fr ensc-rennes.fr enscm.fr ensea.fr enseeiht.fr ensica.fr ensieta.fr ensitm.fr
    ensm-ales.fr ensm-douai.fr ensma.fr ensmp.fr enst-bretagne.fr enst.fr ensta.fr entpe.fr envt.fr epf.fr
    epita.fr epitech.eu esa-purpan.fr esc-bordeaux.fr esc-brest.fr esc-grenoble.fr esc-lille.fr
    esc-marseille.fr esc-normandie.fr esc-pau.fr esc-rouen.fr esc-toulouse.fr escem.fr escna.fr escom.fr
    escp.eu escp.fr eseo.fr esiae.fr esiea.fr esiee.fr esigelec.fr eslsca.fr esme.fr espci.fr essca.asso.fr
    essec.fr estp.fr eudil.fr fupl.asso.fr grenoble-inp.fr hec.fr hei.fr iae-france.fr icam.fr icp.fr
    ict-toulouse.asso.fr ieseg.fr ifmparis.fr ifp.fr inp-fc.fr inpg.fr inpl-nancy.fr insa-lyon.fr
    insa-rennes.fr insa-rouen.fr insa-tlse.fr insa-toulouse.fr inseec.fr int-evry.fr ipsa.fr ircam.fr
    ireste.fr isab.fr isara.fr isen.fr isep.fr ismcm-cesti.fr ismra.fr iso.fr istp.fr itech.fr jussieu.fr
    mines-ales.fr paris-sorbonne.fr parisnanterre.fr polytech-lille.fr polytech-marseille.fr
    polytechnique.fr sciences-po.fr sciencespo-rennes.fr sciencespo.fr sorbon.fr sorbonne-universite.fr
    supaero.fr supbiotech.fr supco-amiens.fr supco-montpellier.fr supelec.fr u-3mrs.fr u-bordeaux2.fr
    u-bourgogne.fr u-cergy.fr u-clermont1.fr u-grenoble3.fr u-paris10.fr u-paris2.fr u-pec.fr u-pem.fr
    u-picardie.fr u-psud.fr ubfc.fr uca.fr uco.fr uha.fr uhb.fr uhp-nancy.fr ujf-grenoble.fr umontpellier.fr
    unicaen.fr unice.fr unilasalle.fr unilim.fr unimes.fr unistra.fr univ-amu.fr univ-angers.fr
    univ-artois.fr univ-avignon.fr univ-bpclermont.fr univ-brest.fr univ-catholyon.fr univ-corse.fr
    univ-evry.fr univ-fcomte.fr univ-grenoble-alpes.fr univ-jfc.fr univ-lehavre.fr univ-lemans.fr
    univ-lille1.fr univ-lille2.fr univ-lille3.fr univ-littoral.fr univ-lorraine.fr univ-lr.fr univ-lyon1.fr
    univ-lyon2.fr univ-lyon3.fr univ-metz.fr univ-mlv.fr univ-montp1.fr univ-montp2.fr univ-montp3.fr
    univ-mulhouse.fr univ-nancy2.fr univ-nantes.fr univ-orleans.fr univ-paris-diderot.fr univ-paris1.fr
    univ-paris12.fr univ-paris13.fr univ-paris3.fr univ-paris5.fr univ-paris8.fr univ-pau.fr univ-perp.fr
    univ-poitiers.fr univ-reims.fr univ-rennes1.fr univ-rennes2.fr univ-rouen.fr univ-savoie.fr
    univ-st-etienne.fr univ-tln.fr univ-tlse1.fr univ-tlse2.fr univ-tlse3.fr univ-toulouse.fr univ-tours.fr
    univ-ubs.fr univ-valenciennes.fr universite-paris-saclay.fr univmed.fr upmc.fr upmf-grenoble.fr
    ups-tlse.fr utbm.fr utc.fr utt.fr uvsq.fr vet-alfort.fr vet-lyon.fr vet-nantes.fr yncrea.fr`,
  GA: 'uob.ga',
  GB: 'halifaxuni.ac lcst.ac sclondon.ac',
  GE: 'btu.ge esm-tbilisi.ge sangu.ge',
  GF: 'univ-ag.fr',
  GL: 'ilisimatusarfik.gl',
  GM: 'euclid.int',
  GP: 'univ-antilles.fr',
  GQ: 'unge.gq',
  GR: `acg.gr aegean.gr agsm.gr asfa.gr aspete.gr aua.gr aueb.gr auth.gr cityu.gr duth.gr eap.gr hmu.gr hua.gr
    ihu.gr ionio.gr ntua.gr panteion.gr sse.gr tuc.gr unipi.gr uniwa.gr uoa.gr uoc.gr uoi.gr uom.gr uop.gr
    uowm.gr upatras.gr uth.gr`,
};
