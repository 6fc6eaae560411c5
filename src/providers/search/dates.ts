import type { Recency } from './port';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayMs = 24 * 60 * 60 * 1_000;
const unitMs: Readonly<Record<string, number>> = {
  second: 1_000,
  sec: 1_000,
  minute: 60_000,
  min: 60_000,
  hour: dayMs / 24,
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  year: 365 * dayMs,
};

/**
 * Reads a date as search providers write it: ISO, RFC 1123, `Mar 4, 2024`, `4 March 2024`, `04.03.2024`, `2024年3月4日`
 * or `2 days ago`. Returns an ISO date, or null for anything else: a wrong date is worse than none.
 */
export function isoDate(text: unknown, now: Date): string | null {
  if (typeof text !== 'string' || text.length > 100) return null;
  const iso =
    /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(text) ?? /(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(text);
  if (iso) return dateOf(iso[1], iso[2], iso[3]);
  const dotted = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\b/.exec(text);
  if (dotted) return dateOf(dotted[3], dotted[2], dotted[1]);
  const dayFirst = /\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b/i.exec(text);
  if (dayFirst) return dateOf(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  const monthFirst = /\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/i.exec(text);
  if (monthFirst) return dateOf(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
  const ago = /^\s*(\d{1,3})\s+([a-z]+?)s?\s+ago\b/i.exec(text);
  const unit = unitMs[ago?.[2]?.toLowerCase() ?? ''];
  return unit === undefined ? null : dayOf(new Date(now.getTime() - Number(ago?.[1]) * unit));
}

/** The earliest ISO date that still counts as so recent. */
export function earliest(recency: Recency, now: Date): string {
  const days = { day: 1, week: 7, month: 31, year: 366 }[recency];
  return dayOf(new Date(now.getTime() - days * dayMs));
}

function dateOf(year?: string, month?: string | number, day?: string): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (!(y >= 1000 && m >= 1 && m <= 12 && d >= 1 && d <= 31)) return null;
  const date = new Date(Date.UTC(y, m - 1, d));
  return date.getUTCDate() === d ? dayOf(date) : null;
}

function monthOf(name = ''): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
