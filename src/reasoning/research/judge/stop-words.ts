const lists: Readonly<Record<string, string>> = {
  en: `a an the and or but if then than that this these those of in on at by for from to into onto over under with
    within as is are was were be been being am has have had having do does did doing will would shall should can could
    may might must it its he his him she her hers they their them we our us you your i my me who whom whose which what
    when where while how there here also such so very more most other some any all both each not no nor only own same
    too s t between during after before about against through up down out off again further once because until
    one use used using well known called named many often usually generally including include includes`,
  de: `der die das den dem des ein eine einer eines einem einen und oder aber wenn als wie dass ist sind war waren sein
    wird werden wurde wurden worden hat haben hatte hatten im in am an auf bei mit nach von vom zu zum zur aus für
    über unter durch gegen um er sie es ihr ihre ihren seiner seine seinen sich auch noch nur so sehr mehr man nicht kein
    keine dieser diese dieses diesem jener welche welcher deren dessen bis seit vor während zwischen sowie`,
  ar: `في من إلى على عن مع هو هي هم التي الذي الذين هذا هذه ذلك تلك كان كانت يكون تكون قد لقد ثم أو و كما بين بعد قبل
    عند حتى كل بعض أن إن لا لم لن ما أي كذلك أيضا`,
  es: `el la los las un una unos unas de del en y o que es son fue fueron ser ha han por para con sin sobre su sus se lo
    como más pero no al este esta estos estas entre desde hasta`,
  fr: `le la les un une des de du en et ou que qui est sont fut été être a ont par pour avec sans sur son sa ses se ce
    cette ces comme plus mais ne pas au aux dans entre depuis`,
};

const sets = new Map(
  Object.entries(lists).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
);
const none: ReadonlySet<string> = new Set();

/** Words of a language that say nothing by themselves, in lower case. */
export function stopWordsOf(language: string): ReadonlySet<string> {
  return sets.get(language) ?? none;
}
