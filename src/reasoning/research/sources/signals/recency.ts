import type { StoredPage } from '../../../../contract/research/pages';
import type { Part } from './part';
import type { TimeFrame } from './age';
import { writtenOn } from './dates';
import { dayOf, isoOf, yearsBetween } from './days';

type Dated = Pick<StoredPage, 'published' | 'retrieved_at' | 'final_url' | 'url'>;

/** What a page is worth whose day nobody knows: less than a recent one, more than an old one. */
const unknownValue = 0.5;
/** Where a question says no time, a page of today counts 1 and half of what is above the least is gone after so many years. */
const halfLifeYears = 4;
const least = 0.3;

/**
 * How well the day of a page fits the time of the question, 0 to 1. Held against that time, not against today: of 1969 a
 * page of 1970 can tell. A later day never counts less than an earlier one.
 */
export function recency(page: Dated, frame: TimeFrame): Part {
  const written = writtenOn(page);
  if (written === undefined) return { value: unknownValue, why: 'its day is not known' };
  const day = isoOf(written);
  const read = dayOf(page.retrieved_at) ?? written;
  const to = dayOf(frame?.to);
  const from = dayOf(frame?.from);
  if (from === undefined && to === undefined) {
    const years = Math.max(0, yearsBetween(written, read));
    return { value: faded(years, least), why: `of ${day}, read ${years.toFixed(1)} years later` };
  }
  const end = Math.max(to ?? read, from ?? Number.NEGATIVE_INFINITY);
  const start = from ?? end;
  if (written >= end) return { value: 1, why: `of ${day}, after all that the question is about` };
  if (written >= start) {
    const share = (written - start) / Math.max(1, end - start);
    return { value: 0.8 + 0.2 * share, why: `of ${day}, within the time that the question is about` };
  }
  const early = yearsBetween(written, start);
  return {
    value: 0.8 * (from === undefined ? faded(early, least) : 0.15 + 0.85 * 0.5 ** early),
    why: `of ${day}, ${early.toFixed(1)} years before ${from === undefined ? 'the end of' : ''} the time that the question is about`,
  };
}

function faded(years: number, floor: number): number {
  return floor + (1 - floor) * 0.5 ** (years / halfLifeYears);
}
