import type { NumberMention } from './particulars/mention';

/** How a number of a claim stands to one of a page; `vague`: the page says it less exactly than the claim. */
export type Likeness = 'same' | 'vague' | 'other' | 'unlike';

/**
 * Compares two numbers. A claim may round, and say "more than"; it may not be more exact than its page. Numbers with
 * different units are unlike: neither speaks for or against the other.
 */
export function compareNumbers(claimed: NumberMention, found: NumberMention): Likeness {
  if (claimed.isOrdinal !== found.isOrdinal) return 'unlike';
  const hasOneUnit = claimed.unit === found.unit;
  if (!hasOneUnit && claimed.unit !== '' && found.unit !== '') return 'unlike';
  const distance = Math.abs(claimed.value - found.value);
  if (distance <= 1e-9 * Math.abs(claimed.value)) return 'same';
  if (claimed.bound === 'least' && found.value > claimed.value && found.value <= 2 * claimed.value)
    return 'same';
  if (claimed.bound === 'most' && found.value < claimed.value && found.value >= claimed.value / 2)
    return 'same';
  const [coarse, fine] = [grain(claimed), grain(found)];
  // A hair more than half a unit: 0.5 is seldom exactly that.
  if (coarse > fine && distance <= 0.500001 * coarse) return 'same';
  if (fine > coarse && distance <= 0.500001 * fine) return 'vague';
  return hasOneUnit && !isFarFrom(claimed.value, found.value) ? 'other' : 'unlike';
}

/** A ticket and a tunnel both cost crowns: so far from each other two numbers hardly measure the same thing. */
function isFarFrom(one: number, other: number): boolean {
  const [small = 0, large = 0] = [Math.abs(one), Math.abs(other)].sort((a, b) => a - b);
  return small > 0 && large > 1_000 * small;
}

/** What the number leaves open: one unit of its last digit; zeros at the end count where it is meant roughly. */
function grain({ value, step, bound }: NumberMention): number {
  if (bound !== 'about' || value === 0) return step;
  let open = step;
  while (Math.abs(value % (open * 10)) < 1e-9 && open * 10 < Math.abs(value)) open *= 10;
  return open;
}
