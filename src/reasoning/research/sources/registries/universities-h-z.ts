/**
 * Domains of universities that no suffix tells, by country code, H to Z; see `universities-a-g.ts`.
 */
export const universitiesHToZ: Readonly<Record<string, string>> = {
  HK: 'eduhk.hk hku.hk ln.hk ust.hk',
  HN: 'uth.hn',
  HR: `algebra.hr tvz.hr unidu.hr unin.hr unios.hr unipu.hr uniri.hr unist.hr unizd.hr unizg.hr vern.hr zsem.hr`,
  HU: `andrassyuni.hu arts7.hu avicenna.hu bdtf.hu bke.hu bme.hu ceu.hu dote.hu drk.hu duf.hu efe.hu ehf.hu
    elte.hu filmacademy.hu hiete.hu hupe.hu jedlik.eu jpte.hu kee.hu kgre.hu kodolanyi.hu lfze.hu mif.hu
    nyme.hu pote.hu ppke.hu pte.hu sote.hu sze.hu szie.hu tkbf.hu u-szeged.hu uni-bge.hu uni-corvinus.hu
    uni-miskolc.hu uni-nke.hu uni-obuda.hu uni-pannon.hu unideb.hu univet.hu`,
  ID: 'perbanas.id',
  IE: `ait.ie cit.ie dcu.ie dias.ie dit.ie dkit.ie gcd.ie gmit.ie iiuedu.ie itcarlow.ie ittralee.ie lsb.ie
    may.ie mtu.ie mymtu.ie ncirl.ie nui.ie nuigalway.ie rcpi.ie rcsi.ie tcd.ie tudublin.ie tus.ie ucc.ie
    ucd.ie ucdconnect.ie ucg.ie ul.ie universityofgalway.ie wit.ie`,
  IN: `adtu.in apsurewa.nic.in assamuniversity.nic.in bamu.nic.in bau.nic.in bnmu.in bpitindia.in
    bubhopal.nic.in christuniversity.in government.ind.in gu.nic.in hpuniv.nic.in iiits.in ivri.nic.in
    jmi.nic.in jnkvv.nic.in karnatakastateopenuniversity.in lpu.in ndri.nic.in nduat.nic.in nitap.in
    pgimer.nic.in sagaruniversity.nic.in sambalpuruniversitypgc.in sanskrit.nic.in sjsv.nic.in
    tripurauniv.in tsvu.nic.in tvuni.in uumail.in wbuafs.nic.in`,
  IQ: 'ukh.ac uod.ac',
  IR: 'gorganiau.ir iaukb.ir',
  IS: 'bifrost.is hi.is holar.is hsvest.is hvanneyri.is iti.is khi.is lhi.is ru.is unak.is',
  IT: `ictp.trieste.it ihteamlingue.it imtlucca.it iue.it iulm.it iuo.it iusspavia.it jhubc.it liuc.it luiss.it
    lumsa.it naba.it poliba.it polimi.it polito.it pul.it pusc.it sissa.it sns.it sssup.it studbocconi.it
    unian.it uniba.it unibas.it unibg.it unibo.it unibocconi.it unibs.it unibz.it unica.it unical.it
    unicam.it unicampus.it unicas.it unicatt.it unich.it unict.it uniecampus.it uniese.it unife.it unifg.it
    unifi.it unige.it unigre.it unile.it unilink.it unimc.it unime.it unimi.it unimib.it unimol.it unina.it
    unina2.it uninav.it uninsubria.it unipa.it unipd.it unipg.it unipi.it unipr.it unipv.it unirc.it
    uniroma1.it uniroma2.eu uniroma3.it unisa.it unisal.it unisannio.it unisg.it unisi.it unisob.na.it
    uniss.it unistrapg.it unistrasi.it unite.it unitn.it unito.it units.it unitus.it uniud.it uniurb.it
    univaq.it unive.it univr.it`,
  JP: 'chiba-u.jp oecu.jp oist.jp sendaidaigaku.jp',
  KG: 'auca.kg bhu.kg iuk.kg knau.kg kstu.kg ksucta.kg manas.kg university.kg',
  KZ: `ablaikhan.kz aktsu.kz atgu.kz ektu.kz enu.kz eurazir.kz kau.kz kazeu.kz kaznpu.kz kazntu.kz kaznu.kz
    kbtu.kz kimep.kz kstu.kz ksu.kz nkzu.kz psu.kz semgu.kz sgma.kz turkistan.kz uib.kz vkgu.kz wkau.kz
    zhezu.kz zhgu.kz`,
  LI: 'iap.li uni.li',
  LK: 'esoft.academy nibm.lk nsbm.lk sliit.lk',
  LS: 'nul.ls',
  LT: `ism.lt ktu.lt ku.lt lcc.lt lka.lt lkka.lt lmta.lt lva.lt lzua.lt mruni.eu su.lt vda.lt vdu.lt vgtu.lt
    vpu.lt vu.lt`,
  LU: 'iuil.lu uni.lu',
  LV: `aml.lv ba.lv dau.lv jvlma.lv lama.lv lbtu.lv llu.lv lma.lv lu.lv psy.lv rau.lv rpiva.lv rtu.lv ru.lv
    tsi.lv turiba.lv va.lv venta.lv`,
  MA: 'aui.ma groupeiscae.ma imbt.ma',
  MD: 'ase.md kdu.md uasm.md uccm.md ulim.md usam.md usb.md usm.md usmf.md ust.md utm.md',
  MG: `univ-antananarivo.mg univ-antsiranana.mg univ-fianar.mg univ-mahajanga.mg univ-toamasina.mg
    univ-toliara.mg`,
  MK: 'ukim.mk',
  MN: 'hsum-ac.mn humanities.mn',
  MR: 'univ-nkc.mr',
  MS: 'usat.ms',
  MW: 'unima.mw',
  MX: `anahuac.mx buap.mx ceti.mx cetys.mx ceux.mx chapingo.mx colmex.mx dgit.gob.mx ebc.mx ita.mx itam.mx
    itc.mx iteso.mx itson.mx reduaeh.mx reduaz.mx tec.mx tecbc.mx tecmilenio.mx uaa.mx uaaan.mx uabc.mx
    uabcs.mx uabjo.mx uacam.mx uach.mx uacj.mx uadec.mx uady.mx uaem.mx uaemex.mx uaf.mx uag.mx uagro.mx
    ual.mx uam.mx uan.mx uanl.mx uaq.mx uas.mx uaslp.mx uasnet.mx uat.mx uatx.mx ucol.mx udg.mx udla.mx
    udlap.mx udo.mx ugto.mx uia.mx ujat.mx ujed.mx ujsierra.mx umar.mx umich.mx un.mx unacar.mx unach.mx
    unam.mx unikino.mx unitec.mx univa.mx univillarica.mx uno.mx up.mx upaep.mx upn.mx uqroo.mx ur.mx
    uson.mx utm.mx uv.mx uvp.mx`,
  MY: 'ukm.my unimas.my usm.my utm.my',
  MZ: 'uem.mz',
  NA: 'unam.na',
  NC: 'ufp.nc',
  NG: 'miva.university',
  NL: `aereshogeschool.nl amsterdam.tech ddu.nl dehaagsehogeschool.nl eur.nl hanze.nl hku.nl hotelschool.nl
    hr.nl hro.nl hsleiden.nl hu.nl hva.nl inholland.nl islamicuniversity.nl iss.nl itc.nl nhtv.nl
    nyenrode.nl ou.nl roac.nl rsm.nl ru.nl rug.nl tilburguniversity.nl tudelft.nl tue.nl unimaas.nl
    universiteitleiden.nl utwente.nl uu.nl uva.nl uvh.nl vu.nl wageningenuniversity.nl windesheim.nl
    wittenborg.eu zuyd.nl`,
  NO: `aho.no bi.no hia.no hib.no hibo.no hifm.no hil.no himolde.no khio.no kristiania.no nhh.no nih.no nith.no
    nla.no nlh.no nmh.no ntnu.no uia.no uib.no uio.no uis.no uit.no umb.no veths.no`,
  PF: 'upf.pf',
  PH: 'iacademy.ph pma.ph usp.ph',
  PL: `ae.katowice.pl am.katowice.pl amb.bydgoszcz.pl amuz.bydgoszcz.pl ar.szczecin.pl art.olsztyn.pl
    asp.waw.pl awf.katowice.pl gallus.pl gwsh.pl lazarski.pl man.radom.pl nkrriwf.pl pam.szczecin.pl
    pb.bialystok.pl pcz.czest.pl po.opole.pl polsl.pl prz.rzeszow.pl pwsz.eu pwsz.pila.pl pz.zgora.pl
    sggw.waw.pl sgh.waw.pl slam.katowice.pl swps.pl tuniv.szczecin.pl uni.opole.pl univ.rzeszow.pl
    univ.szczecin.pl uth.pl wlodkowic.pl wsiz.rzeszow.pl wsm.szczecin.pl wsp.bydgoszcz.pl wsp.czest.pl
    wsp.slupsk.pl wsp.zgora.pl wsps.waw.pl wsub.waw.pl wsz.pl zpsb.szczecin.pl`,
  PR: 'ut.pr',
  PT: `cocite.pt enautica.pt esad.pt eshte.pt europeanuniversity.pt iade.pt inp.pt inuaf-studia.pt ipb.pt
    ipbeja.pt ipc.pt ipca.pt ipcb.pt ipg.pt ipl.pt ipleiria.pt ipp.pt ipportalegre.pt ips.pt ipsantarem.pt
    ipt.pt ipvc.pt isai.pt isbb.pt iscet.pt iscte-iul.pt iscte.pt isg.pt isla.pt ispa.pt ispab.pt ispgaya.pt
    istec.pt istp.pt pedago.pt ua.pt uac.pt ualg.pt uatla.pt ubi.pt uc.pt ucp.pt uevora.pt ufp.pt
    uinternacional.pt ul.pt ulusiada.pt ulusofona.pt uma.pt uminho.pt umoderna.pt uni.pt univ-ab.pt
    universidade-autonoma.pt unl.pt up.pt uportu.pt utad.pt utl.pt`,
  PY: 'una.py',
  QA: 'oryxschool.qa',
  RE: 'univ-reunion.fr',
  RO: `aistedaab.ro amgd.eu anefs-edu.ro arteiasi.ro ase.ro emanuel.ro iaim.ro mta.ro pub.ro rau.ro sibiu.ro
    snspa.ro spiruharet.ro tuiasi.ro uab.ro uaic.ro uartdcluj.ro uat.ro uauim.ro uav.ro ub.ro ubbcluj.ro
    ubm.ro uem.ro ugal.ro ulbsibiu.ro umfcluj.ro umfiasi.ro umft.ro umftgm.ro unarte.ro unatc.ro unibuc.ro
    unitbv.ro univ-ovidius.ro univagro-iasi.ro univcb.ro univermed-cdgm.ro universitateamaritima.ro unmb.ro
    uoradea.ro upa.ro upet.ro upg-ploiesti.ro upit.ro upm.ro upt.ro usab-tm.ro usab.ro usamvcluj.ro usv.ro
    utcb.ro utcluj.ro utgjiu.ro utm.ro utt.ro uvt.ro uvvg.ro valahia.ro`,
  RU: `academiaga.ru adygnet.ru ael.ru agtu.ru ame.ru amursu.ru asmu.ru aspu.ru asu.ru bashedu.ru bmstu.ru
    brstu.ru bsaa.ru bspu.ru bstu.ru chuvsu.ru conservatoire.ru conservatory.ru dgu.ru dongau.ru dvgu.ru
    dvgups.ru elsu.ru eltech.ru engec.ru esstu.ru fa.ru festu.ru ftacademy.ru gasu.ru gma.ru
    gnesin-academy.ru gorny-ins.ru gpma.ru gubkin.ru gukit.ru guu.ru hse.ru ibch.ru ibp-moscow.ru iet.ru
    ifmo.ru ime.ru isea.ru ispu.ru istu.ru isu.ru isuct.ru itmo.ru jum.ru kai.ru kalmsu.ru kamgu.ru
    kantiana.ru kazanconservatory.ru kbsu.ru kemsu.ru kgpu.ru khspu.ru khstu.ru kiu.ru klgtu.ru knastu.ru
    ksaba.ru ksfei.ru ksu.ru kubagro.ru kubstu.ru kubsu.ru kursk-uni.ru madi.ru masu.ru mesi.ru mgavm.ru
    mgimo.ru mgri-rggru.ru miet.ru miigaik.ru miit.ru mipt.ru mirbis.ru mirea.ru misis.ru miu.ru mma.ru
    mosconsv.ru mosgu.ru mpgu.su mrsu.ru msaab.ru msiu.ru mstuca.ru msu.ru msuee.ru msuie.ru mtuci.ru muh.ru
    ncstu.ru nes.ru niuitmo.ru nosu.ru nsmu.ru nstu.ru nsu.ru nwpi.ru omgau.ru omgtu.ru omgups.ru
    omsk-osma.ru orun.ru osu.ru petrsu.ru pglu.ru pnzgu.ru pomorsu.ru psfa.ru psma.ru psu.ru rah.ru rea.ru
    rshu.ru rsmu.ru rsu.ru rsuh.ru rsute.ru samara.university samiit.ru samsmu.ru sapanet.ru sgap.ru sgau.ru
    sgu.ru smtu.ru spbau.ru spbgasu.ru spbguki.ru spbiir.ru spbstu.ru spbtei.ru spbu.ru spbuwc.ru spcpa.ru
    ssaa.ru ssau.ru sseu.ru ssmu.ru sstu-edu.ru stankin.ru stavsu.ru stu.ru suai.ru sut.ru sutd.ru
    synergy.ru synergy.university tgsha.ru theatrins-yar.ru timacad.ru tltsu.ru touro.ru tpu.ru tsma.ru
    tsogu.ru tstu.ru tsu.ru tsuab.ru tsure.ru tu-bryansk.ru tusur.ru tuvsu.ru uapa.ru uef.ru ugrasu.ru
    ugsha.ru ulspu.ru ulstu.ru ulsu.ru uni-dubna.ru urfu.ru usaaa.ru usart.ru uscon.ru usfea.ru usla.ru
    usmga.ru usu.ru usue.ru utmn.ru uvauga.ru vaganovaacademy.ru vfrta.ru vgafk.ru vgasa.ru vieup.ru vlsu.ru
    voenmeh.ru volgogradstatemedicaluniversity.in volsu.ru vsau.ru vspu.ru vstu.ru vsu.ru vvsu.ru ysu.ru`,
  SA: 'ngha.med.sa',
  SD: 'ush.sd',
  SE: `bth.se chalmers.se du.se gu.se hb.se hgo.se hh.se hhs.se hig.se hik.se his.se hj.se hkr.se htu.se kau.se
    ki.se konstfack.se kth.se lhs.se liu.se lu.se luth.se mah.se mdh.se miun.se nhv.se oru.se sh.se slu.se
    su.se umu.se uu.se vxu.se wmu.se`,
  SI: 'um.si ung.si uni-lj.si upr.si',
  SK: `akademiapz.sk aku.sk aos.sk bisla.sk dti.sk euba.sk ismpo.sk ku.sk selyeuni.sk sevs.sk stuba.sk szu.sk
    tnuni.sk truni.sk tuke.sk tuzvo.sk ucm.sk ukf.sk umb.sk uniag.sk uniba.sk uninova.sk unipo.sk uniza.sk
    upjs.sk uvm.sk vsm.sk vsmu.sk vssladkovicovo.sk vssvalzbety.sk vsvu.sk`,
  SM: 'unirsm.sm',
  SN: 'afi-ue.sn bambey.univ.sn uahb.sn ucad.sn udb.sn ugb.sn unis.sn univ-thies.sn univ-zig.sn',
  SZ: 'uniswa.sz',
  TG: 'univ-lome.tg',
  TJ: 'tajagroun.tj tiu.tj',
  TN: 'ult.ens.tn unat.ens.tn',
  TT: 'uwi.tt',
  UA: `academy.sumy.ua btsau.kiev.ua chnu.cv.ua dnu.dp.ua dstu.dp.ua forest.lviv.ua franko.lviv.ua
    ifdtung.if.ua karazin.ua khadi.kharkov.ua kma.mk.ua kneu.kiev.ua knu.ua kpi.kharkov.ua kpi.ua
    ksmu.kharkov.ua kstuca.kharkov.ua lgpu.lg.ua ma.odessa.ua meduniv.lviv.ua nauu.kiev.ua nure.ua
    ogasa.odessa.ua opu.odessa.ua osaft.odessa.ua osmu.odessa.ua pu.if.ua sau.sumy.ua tnu.crimea.ua
    tup.km.ua ukma.kiev.ua ukrfa.kharkov.ua univ.kiev.ua univ.uzhgorod.ua univer.kharkov.ua
    university.kherson.ua usuft.kiev.ua vnmu.vn.ua vstu.vinnica.ua`,
  US: 'cwidaho.cc swc.tc tvcc.cc',
  UZ: `agrar.uz ibs.uz itpu.uz mdis.uz ndpi.uz nuu.uz pharmi.uz polito.uz qdpi.uz samdu.uz tashgiv.uz tayi.uz
    tdiu.uz tdtu.uz tfi.uz tiim.uz tiu.uz tma.uz tuit.uz uwed.uz uzswlu.uz wiut.uz`,
  VE: 'ucv.ve ula.ve usb.ve',
  VN: 'hanu.vn udn.vn',
  ZM: 'unza.zm',
};
