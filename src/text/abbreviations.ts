/** Abbreviations of several languages by what follows them; without their last dot, in lower case. */

/** Something always follows: titles, and words that explain or compare. */
export const leading = words(`
  dr mr mrs ms mx prof st ste hr mme sr sra srta dott dra rev gen col sgt capt lt cmdr maj adm sen rep gov hon messrs
  vs cf viz eg ie approx ca circa bzw vgl evtl ggf inkl exkl zzgl sog geb gest dipl ing phil med jur rer nat hl bspw
  allg bes ehem urspr mag hrsg ing arch avv sig sig.ra mons
  e.g i.e z.b d.h u.a i.d.r z.t s.o v.a u.u p.ex c.-à-d m.e o.ä s.u a.d p.ej т.е т.д г ул им проф
`);

/** A number follows; without one they are words like any other. */
export const numbered = words(`
  no nos nr nrn nº num art abs fig figs abb tab eq eqs sec sect ch chap kap vol vols bd bde p pp s pg str tel ver v op
  § aufl jan feb mar mär apr jun jul aug sep sept oct okt nov dec dez ziff rn rz gl cap pág núm стр рис табл
`);

/** They end a sentence or not; what follows tells. */
export const either = words(`
  inc ltd co corp bros plc llc jr esq dept univ assn al ff f eds ed mio mrd std min max jh jhd
`);

/** Mostly they stand at the end of something; a capital after them begins a sentence. */
export const trailing = words(`etc usw u.s.w a.m p.m ph.d m.d usf p.s`);

/** Words that begin a sentence much more often than they go on in a name. */
const starters = words(`
  the a an it its he she they we you i this that these those there in on at by for from with as after before when while
  if but and or so however although since because during to what who how why where our their his her my no not many most
  some all one two both each such another then thus also meanwhile today yesterday according under over until
  der die das den dem des ein eine einer eines einem es er sie wir ich im am auf mit für von vom zu zum zur bei nach vor
  seit als wenn weil aber und oder doch auch dies diese dieser dieses danach dann heute damit dabei man nur dort hier
  le la les un une il elle ils elles ce cette ces dans en au aux sur pour par avec mais et ou on nous cela
  el los las una unos se su sus este esta por para con pero y al del
  il lo gli nel nella questo questa o os as um uma em na het een hij zij wij
`);

/** Whether a text begins with a capitalised word that most often begins a sentence. */
export function beginsLikeSentence(text: string): boolean {
  const word = /^(\p{Lu}[\p{L}\p{M}]*)(?=[\s,'’]|$)/u.exec(text)?.[1];
  return word !== undefined && starters.has(word.toLowerCase());
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
