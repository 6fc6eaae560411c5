import { fold, tokenize } from '../../../text/tokens';
import { scriptLanguage } from './particulars/negations';

/**
 * Ways to say one relation, as reports and encyclopaedias tell what somebody or something is: each group stands for its
 * first word. Of languages with spaces single words are given as they are written and compared as stems.
 */
const groups: Readonly<Record<string, string>> = {
  en: `founded founding founder founders established establish establishes establishment,
    born birth birthplace, died dies death, employs employ employed employees employee employer staff workforce personnel,
    revenue turnover, located situated location lies, opened opening inaugurated inauguration, director directs directed,
    leader leads led, builder built builds building constructed construction, designer designed designs, author wrote written writes writer,
    composer composed composes, owner owns owned ownership, producer produced produces production, inventor invented invention,
    discoverer discovered discovery, winner won wins, publisher published publishes publication, bought purchased acquired acquisition purchase,
    sold sells sale, began begun begins started starts, inhabitants residents population, visitors visits visited visit,
    length long, height high, width wide, depth deep, headquarters headquartered`,
  de: `gegründet gründung gründer gründete gründerin, geboren geburt geburtsort, gestorben starb tod verstorben, hauptsitz zentrale,
    mitarbeiter mitarbeitern beschäftigte beschäftigt belegschaft angestellte, liegt gelegen befindet, eröffnet eröffnung eröffnete,
    erbaut gebaut errichtet, einwohner bevölkerung, erfinder erfand erfunden, leiter leitet geleitet`,
  zh: `创办 创立 创建 创始人 创办人 创始 成立 设立 建立 創辦 創立 創建 創始人 設立, 出生 出生地 出生日期 出生年月 生于 诞生 出生於 生於 誕生,
    去世 逝世 病逝 辞世, 总部 总公司 總部, 员工 职工 雇员 雇佣 雇用 职员 員工 職工, 营业收入 营业额 营收 销售额 營業收入 營業額,
    研究 研究领域 研究方向 专攻 主攻 專攻 研究領域, 位于 坐落于 坐落在 坐落 座落于 地处 设在 所在地 位於 設在, 荣获 获得 赢得 榮獲 獲得,
    出版 刊行, 导演 执导 導演 執導, 建成 竣工 完工 落成, 当选 获选 當選, 担任 出任 就任 擔任, 人口 居民, 收购 并购 收購`,
  ja: `設立 創業 創業者 創立 創立者 創設 創設者 創始者, 生まれ育 生まれ 誕生 誕生日 生年月日 出生 出身 出身地, 死去 死亡 亡くな 逝去,
    本社 本部 本店, 従業員 従業員数 社員 社員数, 売上高 売上 売り上げ, 専門 専攻 研究者 研究, 位置 所在地 所在, 完成 竣工 落成,
    受賞 賞を受け, 著書 著作, 監督 メガホン, 人口 住民, 買収 取得`,
  ko: `설립 창립 창업 창업자 설립자, 출생 태어 출신, 사망 별세, 본사 본부, 직원 사원 종업원, 매출 매출액, 위치 소재, 수상`,
};

/** What several words of English say together. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:head|main) offices?\b/giu, 'headquarters'],
  [/\bset up\b/giu, 'established'],
];

/** Words of scripts without spaces that say nothing by themselves. */
const empty: Readonly<Record<string, string>> = {
  zh: '已经 已經 曾经 曾經 至今 目前 现在 現在 一家 一个 一個 一名 一位 一座 一种 一種 一部 其中 以及 进行 進行 共有 总共 一共 主要 正式',
  ja: '現在 これまで すでに 既に',
};

const isDense = /[\p{Script=Han}\p{Script=Hangul}]/u;

interface Meanings {
  /** The word that stands for a word's group, by its stem. */
  readonly byWord: ReadonlyMap<string, string>;
  /** The words that stand for groups. */
  readonly meanings: ReadonlySet<string>;
  /** The same by the words of a script without spaces; undefined for others. */
  readonly inText: RegExp | undefined;
}

const known = new Map<string, Meanings>();

/** Words of a language that mean the same, `stem` applied to those of languages with spaces; made once. */
function meaningsOf(language: string, stem: (word: string) => string): Meanings {
  const made = known.get(language) ?? read(groups[language] ?? '', empty[language] ?? '', stem);
  known.set(language, made);
  return made;
}

function read(list: string, nothing: string, stem: (word: string) => string): Meanings {
  const byWord = new Map(nothing.split(' ').map((word) => [word, '']));
  for (const group of list.split(',')) {
    const words = group.trim().split(/\s+/).filter(Boolean);
    const [first = ''] = words;
    const meaning = isDense.test(first) ? first : stem(fold(first));
    for (const word of words)
      for (const form of isDense.test(word) ? [word] : tokenize(word))
        if (!byWord.has(stem(form))) byWord.set(stem(form), meaning);
  }
  const meanings = new Set([...byWord.values()].filter(Boolean));
  const dense = [...byWord.keys()].filter((word) => isDense.test(word));
  const sorted = dense.sort((one, other) => other.length - one.length);
  return { byWord, meanings, inText: sorted.length > 0 ? new RegExp(sorted.join('|'), 'gu') : undefined };
}

/** The word that stands for all that mean the same as this one, both as stems; the word itself where there is none. */
export function meaningOf(word: string, language: string, stem: (word: string) => string): string {
  return meaningsOf(language, stem).byWord.get(word) ?? word;
}

/** Whether a word stands for all that mean the same as it, as `meaningOf` and `takeMeanings` give it. */
export function isMeaning(word: string, language: string): boolean {
  return known.get(language)?.meanings.has(word) ?? false;
}

/** A text without its words that have others of the same meaning, and for each of them the word of its group. */
export function takeMeanings(
  text: string,
  language: string,
): { readonly rest: string; readonly meanings: string[] } {
  if (language === 'en') {
    let rest = text;
    for (const [phrase, word] of phrases) rest = rest.replace(phrase, word);
    return { rest, meanings: [] };
  }
  const { byWord, inText } = meaningsOf(language, (word) => word);
  const meanings: string[] = [];
  if (!inText) return { rest: text, meanings };
  const rest = text.replace(inText, (word) => {
    const meaning = byWord.get(word) ?? word;
    if (meaning !== '') meanings.push(meaning);
    return '\n';
  });
  return { rest, meanings };
}

/** The language whose words are compared: as it is known, else as its script lets expect. */
export function wordsLanguage(text: string, language: string | undefined): string {
  return language?.slice(0, 2) ?? scriptLanguage(text);
}
