import { findWords, normalise } from './find-words';
import type { Sign } from './words';

/** What a question shows of itself without a model. */
export interface Question {
  /** The words of each sign, in the order of the text. */
  readonly words: Readonly<Record<Sign, readonly string[]>>;
  /** Signs of the end of a question. */
  readonly questions: number;
  /** Points of a list that are more than a name. */
  readonly listed: number;
  /** Commas and their like. */
  readonly separators: number;
  /** Whether it is long, material that it brings included. */
  readonly isLong: boolean;
  readonly hasAddress: boolean;
  /** Whether it names a file, such as `sales.csv`. */
  readonly fileName: string | undefined;
  /** Whether it has a sum that people would not do in their heads. */
  readonly hasArithmetic: boolean;
}

/** Of a text longer than this its beginning and its end are read: what is between is material most often. */
const readWhole = 1_500;
const readFirst = 700;
const readLast = 300;
/** Characters from which a text is long; one of a script without spaces says as much as 2.5 letters. */
const longCharacters = 1_200;
const wordsOfAPoint = 3;

const address = /(?:https?:\/\/|www\.)\S+/g;
const code = /```[\s\S]*?(?:```|$)/g;
const fileName =
  /(?<![\w./-])[\w-]{1,80}\.(?:csv|tsv|xlsx?|pdf|docx?|pptx?|json|jsonl|xml|ya?ml|txt|md|py|ipynb|zip|parquet|sql|log)(?!\w)/;
const number = String.raw`\p{Nd}[\p{Nd}.,]{0,30}%?`;
const sum = new RegExp(`${number}(?: {0,2}[*×÷^] {0,2}| [-+/−] )${number}`, 'gu');

/** Reads a question: the same text gives the same signs, in time that grows with its length alone. */
export function readQuestion(query: string): Question {
  const characters = [...query];
  const isWhole = characters.length <= readWhole;
  const excerpt = isWhole
    ? query
    : `${characters.slice(0, readFirst).join('')}\n${characters.slice(-readLast).join('')}`;
  const spoken = excerpt.replace(code, ' ');
  const prose = spoken.replace(address, ' ');
  // Some single characters become whole sentences when they are normalised.
  const text = normalise(prose).slice(0, readWhole);
  const words = Object.fromEntries(
    signs.map((sign) => [sign, findWords(sign, text)]),
  ) as unknown as Question['words'];
  return {
    words,
    questions: countOf(text, /[?؟]+|か(?=。|\n|$)/g),
    listed: listedIn(prose),
    separators: countOf(text, /[,;、،؛]/g),
    isLong:
      characters.length + 1.5 * countOf(query, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) >
      longCharacters,
    hasAddress: spoken !== prose,
    fileName: fileName.exec(text)?.[0],
    hasArithmetic: isArithmetic(text, words.exact.length > 0),
  };
}

const signs: readonly Sign[] = [
  ...(['sequence', 'work', 'comparison', 'project', 'thorough', 'fresh', 'web', 'files', 'run'] as const),
  ...(['contested', 'choice', 'puzzle', 'search', 'exact', 'proof', 'writing'] as const),
];

const point =
  /^[ \t\u3000]*(?:\p{Nd}{1,2}[.)、．）]|[(（]\p{Nd}{1,2}[)）]|[-*•・●]|[①-⑳]|[一二三四五六七八九十]、)(.*)$/gmu;
const inlinePoint = /[(（]\p{Nd}{1,2}[)）]|[①-⑳]/gu;

/** Points of a list: lines with a number or a mark before them, or numbers in brackets within a line. */
function listedIn(text: string): number {
  const lines = [...text.matchAll(point)].filter(([, rest = '']) => wordCount(rest) >= wordsOfAPoint);
  return Math.max(lines.length, countOf(text, inlinePoint));
}

/** Words, also of scripts that do not part them; counted up to what a point needs. */
function wordCount(text: string): number {
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text)) {
    if (isWordLike) count += 1;
    if (count >= wordsOfAPoint) break;
  }
  return count;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** A sum of at least four digits in all, or a question for a number that gives three of them. */
function isArithmetic(text: string, asksForNumber: boolean): boolean {
  const hasSum = [...text.matchAll(sum)].some(([found]) => countOf(found, /\p{Nd}/gu) >= 4);
  if (hasSum) return true;
  const numbers = [...text.matchAll(/\p{Nd}[\p{Nd}.,]*/gu)].map(([found]) => countOf(found, /\p{Nd}/gu));
  return asksForNumber && numbers.length >= 3 && numbers.reduce((total, digits) => total + digits, 0) >= 6;
}

function countOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
