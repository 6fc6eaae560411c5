/** Words that hardly a sentence of a language goes without, and that mean little: they tell it from others. */
const lists: readonly (readonly [string, ReadonlySet<string>])[] = Object.entries({
  en: `the of and to in is are was were for with that this from by what which who how why when does did do has have had
    been its their there between best most versus about into than or not can will write list explain compare summarize`,
  de: `der die das den dem des und ist sind war wurde wurden ein eine einer eines einem mit von für auf im am zum zur nicht
    auch wie was wer warum welche welcher welches zwischen oder aus bei nach über sich als es erkläre vergleiche`,
  fr: `le la les de du des et est sont était un une dans pour avec que qui sur par au aux quel quelle quels quelles comment
    pourquoi entre en ce cette il elle ne pas plus ou où combien`,
  es: `el la los las de del y es son era un una en para con que qué quién por se su sus cuál cuáles cómo cuántos cuántas
    entre lo al más no o como dónde`,
  pt: `o a os as de do da dos das e é são era um uma em no na nos nas para com que quem por se seu sua qual quais como
    quantos entre ao mais não ou`,
  it: `il lo la gli le di del della dei delle e è sono era un una in nel nella per con che chi sul sulla si suo quale quali
    come quanti tra più non o dal dalla al alla`,
  nl: `de het een en van is zijn was in op voor met dat die wat wie hoe waarom welke tussen uit bij naar over zich als niet
    ook of hoeveel door`,
  sv: `och det att i en ett är på var för med som av den till inte om hur vad vem varför vilka mellan från eller har kan`,
  da: `og det at i en et er på var for med som af den til ikke om hvor hvad hvem hvorfor hvordan mellem fra eller har der`,
  no: `og det at i en et er på var for med som av den til ikke om hvor hva hvem hvorfor hvordan mellom fra eller har`,
  fi: `on ja ei se että ovat oli olivat mutta kun mikä mitä kuka miten kuinka joka jotka sekä tai myös hän`,
  pl: `i w na z do się jest są był była że nie o jak co kto ile przez dla oraz od po między czy który która`,
  cs: `a v na z do se je jsou byl byla že s o jak co kdo kolik pro od po mezi nebo který která při`,
  hu: `a az és hogy nem egy is van volt mi ki hány milyen miért között vagy mint meg`,
  ro: `și este sunt în de la cu pe care un o din pentru ce cine cât cum între sau a fost nu`,
  tr: `ve bir bu da de ile için ne mi mı kaç kim nasıl olarak olan çok arasında`,
  id: `dan yang di dari untuk dengan adalah pada ini itu apa siapa berapa bagaimana mengapa oleh dalam antara`,
  vi: `và của là có các được trong cho những với một này đã như thế nào bao nhiêu`,
}).map(([language, words]) => [language, new Set(words.split(/\s+/))] as const);

/** How many words of a text are function words of a language, and how many different ones. */
export interface FunctionWords {
  readonly language: string;
  readonly count: number;
  readonly different: number;
}

/** The languages that words of a text are function words of, those with most first. Takes words in lower case. */
export function functionWordsOf(words: readonly string[]): FunctionWords[] {
  return lists
    .map(([language, list]) => {
      const found = words.filter((word) => list.has(word));
      return { language, count: found.length, different: new Set(found).size };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
