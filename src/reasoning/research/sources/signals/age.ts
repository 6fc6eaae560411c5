import type { StoredPage } from '../../../../contract/research/pages';
import type { Understanding } from '../../../../contract/research/values';
import { writtenOn } from './dates';
import { dayOf, yearsBetween } from './days';
import type { Signal } from './signal';

export type TimeFrame = Understanding['time_frame'];
type Dated = Pick<StoredPage, 'published' | 'retrieved_at' | 'final_url' | 'url'>;

/** Years in which a page that is read for today's question is not held to be old. */
const freshYears = 5;

/**
 * What the age of a page means for the question: one that was written before the time in question cannot know it; one
 * that was written after it is not worse. Where the question is about no time, it is held against the day of reading.
 */
export function ageSignal(page: Dated, frame: TimeFrame): Signal | undefined {
  const written = writtenOn(page);
  if (written === undefined) return undefined;
  const from = dayOf(frame?.from);
  if (from !== undefined) {
    const early = yearsBetween(written, from);
    return early > 0 ? tooEarly(early) : undefined;
  }
  const read = dayOf(page.retrieved_at);
  // A question that names only the end of its time is about what was before: nothing is too old for it.
  if (read === undefined || frame?.to != null) return undefined;
  const old = yearsBetween(written, read) - freshYears;
  if (old <= 0) return undefined;
  return { weight: -Math.min(0.15, old * 0.015), why: `is ${Math.floor(old + freshYears)} years old` };
}

function tooEarly(years: number): Signal {
  const span = years < 1 ? `${Math.max(1, Math.round(years * 12))} months` : `${Math.floor(years)} years`;
  return {
    weight: -Math.min(0.35, 0.08 + years * 0.06),
    why: `was written up to ${span} before the time that the question is about`,
  };
}
