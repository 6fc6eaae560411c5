import { wordsOf, type Language, type Sign } from './words';

/**
 * A text as words are compared: one form of each character, small letters, no Arabic vowel signs, and one letter
 * where Arabic writers use several.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u064b-\u0652\u0670\u0640]/g, '')
    .replaceAll(/[\u0622\u0623\u0625\u0671]/g, '\u0627')
    .replaceAll('\u0649', '\u064a')
    .replaceAll('\u0629', '\u0647')
    .replaceAll('’', "'");
}

/** The words of a sign that a normalised text has, in its order, as often as they stand there. */
export function findWords(sign: Sign, text: string): string[] {
  return [...text.matchAll(patterns[sign])].map(([word]) => word);
}

/** Words after which a clause begins, besides punctuation and the start of a line. */
const joints = 'and|then|or|please|also|you|you to|first|next|finally|und|dann|oder|bitte|请|請';
const clauseStart = `(?<=(?:^|[\\n.,;:!?()"„“«。、،؛؟-]|(?<!\\p{L})(?:${joints}))[ \\t]{0,4})`;

/** Scripts whose words stand apart; Japanese and Chinese have no spaces, so their words are found anywhere. */
const scripts: Readonly<Partial<Record<Language, string>>> = {
  english: 'Latin',
  german: 'Latin',
  arabic: 'Arabic',
};
/** Particles that Arabic writes at the front of a word. */
const particles = '(?:[وف]?(?:ال|لل|[بلك](?:ال)?)?)';

/** What stands before and after the words of a kind, so that a word is not found within another. */
function around(language: Language, isClause: boolean, hasEndings: boolean): readonly [string, string] {
  const script = scripts[language];
  const start = isClause ? clauseStart : '';
  if (script === undefined) return [start, ''];
  const letter = `[\\p{Script=${script}}\\p{Mn}\\p{Nd}]`;
  const before = `${start}(?<!${letter})${language === 'arabic' ? particles : ''}`;
  return [before, `${hasEndings ? `\\p{Script=${script}}*` : ''}(?!${letter})`];
}

/** One pattern of all words of a sign: those of a kind share what is around them, which keeps it fast. */
function compile(sign: Sign): RegExp {
  const kinds = new Map<string, { around: readonly [string, string]; words: string[] }>();
  for (const [language, list] of Object.entries(wordsOf[sign]) as [Language, string][]) {
    for (const word of list.split('|')) {
      const [isClause, hasEndings] = [word.startsWith('^'), word.endsWith('*')];
      const ends = around(language, isClause, hasEndings);
      const kind = kinds.get(ends.join()) ?? { around: ends, words: [] };
      kind.words.push(normalise(word.replace(/^\^/, '').replace(/\*$/, '')));
      kinds.set(ends.join(), kind);
    }
  }
  const parts = [...kinds.values()].map(({ around: [before, after], words }) => {
    // The longest first: of two words that begin alike the whole one counts.
    const literals = words.sort((a, b) => b.length - a.length).map(asLiteral);
    return `${before}(?:${literals.join('|')})${after}`;
  });
  return new RegExp(parts.join('|'), 'gmu');
}

function asLiteral(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const patterns = Object.fromEntries(
  Object.keys(wordsOf).map((sign) => [sign, compile(sign as Sign)]),
) as Readonly<Record<Sign, RegExp>>;
