import type { Mention } from './particulars/mention';
import type { Statement } from './statement';

/** A year that stands farther from a number says nothing of it. */
const reach = 80;

/**
 * Parts numbers of a sentence into those of the year to which the claim's number belongs and those of other years: in
 * "1.6 million in 2022 and 1.9 million in 2025" each is of one. Where a side names no year, all are of the first kind.
 */
export function otherYears<Of extends Mention>(
  claim: Statement,
  one: Mention,
  sentence: Statement,
  numbers: readonly Of[],
): readonly [ofYear: readonly Of[], ofOthers: readonly Of[]] {
  const wanted = yearOf(claim, one);
  if (wanted === undefined) return [numbers, []];
  const ofOthers = numbers.filter((number) => (yearOf(sentence, number) ?? wanted) !== wanted);
  return [numbers.filter((number) => !ofOthers.includes(number)), ofOthers];
}

/** The year that stands nearest to a number, in its own clause before all others. */
function yearOf({ text, particulars: { dates } }: Statement, number: Mention): number | undefined {
  const near = dates
    .filter(({ span, year }) => span === 'date' && year !== undefined)
    .filter(({ start, end }) => end <= number.start || start >= number.end)
    .map(({ start, end, year }) => {
      const [from, to] = end <= number.start ? [end, number.start] : [number.end, start];
      return { year, distance: to - from + (/[,;，；、]/u.test(text.slice(from, to)) ? reach / 2 : 0) };
    })
    .filter(({ distance }) => distance <= reach)
    .sort((first, second) => first.distance - second.distance);
  return near[0]?.year;
}
