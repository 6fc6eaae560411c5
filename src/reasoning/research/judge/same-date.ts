import type { DateMention } from './particulars/mention';
import type { Likeness } from './same-number';

/** Compares two dates as far as both tell them; a claim may say less than its page, not more. */
export function compareDates(claimed: DateMention, found: DateMention): Likeness {
  if (claimed.span !== 'date' || found.span !== 'date') return compareSpans(claimed, found);
  const fields = ['year', 'month', 'day'] as const;
  const shared = fields.filter((field) => claimed[field] !== undefined && found[field] !== undefined);
  if (shared.length === 0) return 'unlike';
  const differs = shared.some((field) => claimed[field] !== found[field]);
  if (differs && !isSwapped(claimed, found)) {
    // Day and month of one that says no year may be another day of the same year.
    return shared.includes('year') || claimed.year === undefined || found.year === undefined
      ? 'other'
      : 'unlike';
  }
  return fields.every((field) => claimed[field] === undefined || found[field] !== undefined)
    ? 'same'
    : 'vague';
}

/** Written as 5/3/2024 by one of the two, and meant the other way. */
function isSwapped(one: DateMention, other: DateMention): boolean {
  if (!one.isAmbiguous && !other.isAmbiguous) return false;
  return one.year === other.year && one.month === other.day && one.day === other.month;
}

const lengths = { date: 1, decade: 10, century: 100 } as const;

function compareSpans(claimed: DateMention, found: DateMention): Likeness {
  if (claimed.year === undefined || found.year === undefined) return 'unlike';
  const [claimedEnd, foundEnd] = [claimed.year + lengths[claimed.span], found.year + lengths[found.span]];
  if (found.year >= claimed.year && foundEnd <= claimedEnd) return 'same';
  if (claimed.year >= found.year && claimedEnd <= foundEnd) return 'vague';
  // A century written for its years, 1901 or 1900, begins where the other does.
  if (claimed.span === found.span && Math.abs(claimed.year - found.year) <= 1) return 'same';
  return claimed.span === found.span ? 'other' : 'unlike';
}
