import { fold } from './tokens';

/** What of a text is compared with others: marks of its runs of words. */
export interface Fingerprint {
  /** Runs of words that the text has. */
  readonly size: number;
  /** Of the runs' marks those that are divisible by `step`, sorted. */
  readonly marks: Uint32Array;
  readonly step: number;
}

const token =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}\p{M}]+?(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[^\p{L}\p{N}\p{M}]|$)/gu;
/** Words of a run: long enough to stand in two texts only where one was copied. */
const runLength = 5;
const mostMarks = 4_096;
/** Runs that a text has at least to be compared at all. */
const leastRuns = 12;

/** What `isSameText` compares of a text, so that each of many is read once. */
export function fingerprint(text: string): Fingerprint {
  const marks = new Set<number>();
  const last: number[] = [];
  for (const [word] of fold(text).matchAll(token)) {
    last.push(hashOf(word));
    if (last.length > runLength) last.shift();
    if (last.length === runLength) marks.add(last.reduce((sum, each) => mixed(sum, each), 1));
  }
  let step = 1;
  while (marks.size / step > mostMarks) step *= 2;
  const kept = Uint32Array.from([...marks].filter((mark) => mark % step === 0)).sort();
  return { size: marks.size, marks: kept, step };
}

/**
 * Whether two texts are one text in two places: a mirror, or a copy with other things around it. That is so when they
 * share 60 % of all their runs of five words, or when 80 % of the shorter one stand in the other and it is not below 30 %
 * of its length.
 */
export function isSameText(a: string | Fingerprint, b: string | Fingerprint): boolean {
  const [one, other] = [
    typeof a === 'string' ? fingerprint(a) : a,
    typeof b === 'string' ? fingerprint(b) : b,
  ];
  if (Math.min(one.size, other.size) < leastRuns) return false;
  const step = Math.max(one.step, other.step);
  const [left, right] = [one, other].map(({ marks }) => marks.filter((mark) => mark % step === 0));
  if (!left || !right) return false;
  const shared = sharedOf(left, right);
  const [smaller, larger] = [Math.min(left.length, right.length), Math.max(left.length, right.length)];
  if (shared >= 0.6 * (left.length + right.length - shared)) return shared > 0;
  return shared >= 0.8 * smaller && smaller >= 0.3 * larger;
}

function sharedOf(left: Uint32Array, right: Uint32Array): number {
  let [i, j, shared] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const difference = (left[i] ?? 0) - (right[j] ?? 0);
    if (difference === 0) shared += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return shared;
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Mixes a hash into another so that each bit of either counts. */
function mixed(sum: number, hash: number): number {
  let value = Math.imul(sum ^ hash, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
