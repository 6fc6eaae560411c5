import { asciiDigits } from './digits';

/** What a reader takes for a citation, where it stands in a text. */
export interface InlineNumber {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  /** Whether it is written as ours are: `[n]` in ASCII, without a zero before it. */
  readonly isPlain: boolean;
}

const pattern = /[[［【](\p{Nd}+)[\]］】]/gu;

/**
 * The inline citations of a text, in order: a whole number alone between brackets, `[3]`, `［3］` or `【3】`, with digits
 * of any script, wherever it stands, also in code and addresses. A number with a space in its brackets (`list[ 3 ]`), a
 * footnote (`[^3]`), a range (`[1, 5]`) and a number in round brackets are none.
 */
export function inlineNumbers(text: string): InlineNumber[] {
  return [...text.matchAll(pattern)].map(({ 0: found, 1: digits = '', index }) => {
    const number = Number(asciiDigits(digits));
    return { start: index, end: index + found.length, number, isPlain: found === `[${number}]` };
  });
}
