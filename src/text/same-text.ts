import { sentencesOf } from './sentences';
import { fold } from './tokens';

/** What of a text is compared with others. */
export interface Fingerprint {
  /** Different runs of words that the text has. */
  readonly runs: number;
  /** Of the marks of these runs those that `step` divides, sorted: a sample that is the same in each text. */
  readonly marks: Uint32Array;
  readonly step: number;
  /** Sentences with numbers: by their words alone, what they are with their numbers. */
  readonly figures: ReadonlyMap<number, ReadonlySet<number>>;
}

const dense = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`;
/** Numbers with their points, single letters of dense scripts, words. */
const token = new RegExp(
  String.raw`\p{N}+(?:[.,]\p{N}+)*|[${dense}]|(?:(?![${dense}\p{N}])[\p{L}\p{M}])+`,
  'gu',
);
/** Words of a run: so many in a row stand in two texts seldom by chance. */
const runLength = 5;
const mostMarks = 4_096;
/** Runs that a text has at least to be compared at all, and words that a sentence has. */
const leastRuns = 12;
const leastWords = 8;
const mostSentences = 5_000;

/** How much of all runs of two texts is common to both, or of the shorter one's stands in the other, at least. */
const leastCommon = 0.6;
const leastContained = 0.8;
/** The shorter text's share of the longer one: a quoted notice is not the article that quotes it. */
const leastLength = 0.3;

/** Reads a text once for being compared with many. */
export function fingerprint(text: string): Fingerprint {
  const marks = new Set<number>();
  const last: number[] = [];
  for (const word of hashesOf(text)) {
    last.push(word);
    if (last.length > runLength) last.shift();
    if (last.length === runLength) marks.add(joined(last));
  }
  let step = 1;
  while (marks.size / step > mostMarks) step *= 2;
  const kept = Uint32Array.from([...marks].filter((mark) => mark % step === 0)).sort();
  return { runs: marks.size, marks: kept, step, figures: figuresOf(text) };
}

/**
 * Whether two texts are one text in two places: a mirror, or a syndicated copy with other things around it. They share 60 %
 * of all their runs of five words (letters, in dense scripts), or 80 % of the shorter one stand in the other and it has at
 * least 30 % of its length. Not where a sentence of one has another number in the other: then they are two statements. Names
 * and other words that were changed in a copy do not show. Texts of less than sixteen words are never the same.
 */
export function isSameText(a: string | Fingerprint, b: string | Fingerprint): boolean {
  const one = typeof a === 'string' ? fingerprint(a) : a;
  const other = typeof b === 'string' ? fingerprint(b) : b;
  if (Math.min(one.runs, other.runs) < leastRuns) return false;
  const step = Math.max(one.step, other.step);
  const sample = ({ marks, step: own }: Fingerprint) =>
    own === step ? marks : marks.filter((mark) => mark % step === 0);
  const [left, right] = [sample(one), sample(other)];
  const common = commonOf(left, right);
  const shorter = Math.min(left.length, right.length);
  const isAlike = common >= leastCommon * (left.length + right.length - common);
  const isContained =
    common >= leastContained * shorter && shorter >= leastLength * Math.max(left.length, right.length);
  return common > 0 && (isAlike || isContained) && !differInFigures(one, other);
}

function figuresOf(text: string): Map<number, Set<number>> {
  const figures = new Map<number, Set<number>>();
  for (const sentence of sentencesOf(text).slice(0, mostSentences)) {
    // A line without a full stop, such as a date under a title, is no statement.
    if (!/\p{N}/u.test(sentence.text) || !/\p{Sentence_Terminal}/u.test(sentence.text.slice(-8))) continue;
    const words = [...hashesOf(sentence.text)];
    if (words.length < leastWords) continue;
    const plain = joined([...hashesOf(sentence.text.replace(/\p{N}+(?:[.,]\p{N}+)*/gu, ' 0 '))]);
    figures.set(plain, (figures.get(plain) ?? new Set()).add(joined(words)));
  }
  return figures;
}

function differInFigures(one: Fingerprint, other: Fingerprint): boolean {
  for (const [plain, said] of one.figures) {
    const otherwise = other.figures.get(plain);
    if (otherwise && ![...said].some((each) => otherwise.has(each))) return true;
  }
  return false;
}

function commonOf(left: Uint32Array, right: Uint32Array): number {
  let [i, j, common] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const difference = (left[i] ?? 0) - (right[j] ?? 0);
    if (difference === 0) common += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return common;
}

function* hashesOf(text: string): Generator<number> {
  for (const [word] of fold(text).matchAll(token)) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
    yield hash >>> 0;
  }
}

/** One mark of several hashes in their order, each bit of which counts. */
function joined(hashes: readonly number[]): number {
  let sum = 1;
  for (const hash of hashes) {
    sum = Math.imul(sum ^ hash, 0x85ebca6b);
    sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
    sum ^= sum >>> 16;
  }
  return sum >>> 0;
}
