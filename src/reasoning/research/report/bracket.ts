import { asciiDigits } from './digits';

/**
 * What the inside of a bracket says: ids of passages, numbers that the writer made up, a figure that only looks like
 * one, or words.
 */
export type Bracket =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'numbers'; readonly count: number }
  | { readonly kind: 'figure' }
  | { readonly kind: 'words' };

const words: Bracket = { kind: 'words' };
const token = /(p ?)?\d+|[-–—~〜]/gi;
/** What stands around ids without changing what they say. */
const filling =
  /\^|[\s,;:、，；：&+/·|]|\b(?:and|und|et|see|vgl|passages?|sources?|refs?|citations?|quellen?|siehe)\b|出典|出处|出處|来源|來源|参照|参考|출처|المصدر|و|と|和|및/gi;
const longestRange = 12;

/** Reads the inside of a bracket, such as `p3, p7`, `^p3`, `p3–p5`, `3†source` or `see p3`. */
export function readBracket(inside: string): Bracket {
  const text = asciiDigits(inside)
    .trim()
    .replace(/^(p? ?\d+) ?[†‡].*$/i, '$1');
  if (!/\d/.test(text)) return words;
  const tokens = text.match(token) ?? [];
  if (text.replace(token, '').replace(filling, '').replace(/\./g, 'x') !== '') return words;
  const numbers = tokens.filter((one) => /\d/.test(one));
  if (numbers.some((one) => /^p/i.test(one))) return { kind: 'ids', ids: idsOf(tokens) };
  // A year, a zero, a sign: no writer numbers sources so.
  const isFigure = /^[-–—]/.test(text) || numbers.some((one) => one.length > 3 || one.startsWith('0'));
  return isFigure ? { kind: 'figure' } : { kind: 'numbers', count: numbers.length };
}

/** Ids in order; `p3-p5` is three, and in `p3, 7` the 7 is one too. */
function idsOf(tokens: readonly string[]): string[] {
  const ids: string[] = [];
  let [last, isRange] = [0, false];
  for (const one of tokens) {
    if (!/\d/.test(one)) isRange = last > 0;
    else {
      const number = Number(/\d+/.exec(one)?.[0]);
      const from = isRange && number > last && number - last <= longestRange ? last + 1 : number;
      for (let each = from; each <= number; each += 1) ids.push(`p${each}`);
      [last, isRange] = [number, false];
    }
  }
  return ids;
}
