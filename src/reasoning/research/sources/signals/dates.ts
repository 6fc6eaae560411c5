import type { StoredPage } from '../../../../contract/research/pages';
import { dayOf, isoOf, yearsBetween } from './days';
import type { Signal } from './signal';

type Dated = Pick<StoredPage, 'published' | 'retrieved_at' | 'final_url' | 'url'>;

/** A day in the path of an address: /2015/03/04/, /2015-03-04-, /20150304/. */
const dayInPath = /\/(19\d{2}|20\d{2})(?:[/-](\d{2})[/-](\d{2})|(\d{2})(\d{2}))(?=[/\-_.]|$)/;

/**
 * The day on which a page was written, as far as that can be believed, in milliseconds since 1970: what it says, but not
 * a day after it was read; else the day in its address.
 */
export function writtenOn(page: Dated): number | undefined {
  const said = dayOf(page.published);
  return said !== undefined && !isAfterReading(said, page) ? said : dayInAddress(page);
}

/** Where the date that a page gives cannot be true, or where it gives none. */
export function dateSignals(page: Dated): readonly Signal[] {
  const said = dayOf(page.published);
  const address = dayInAddress(page);
  if (said === undefined)
    return address === undefined ? [{ weight: -0.06, why: 'does not say when it was written' }] : [];
  if (isAfterReading(said, page))
    return [
      {
        weight: -0.35,
        why: `says that it was published on ${page.published ?? ''}, which is after it was read`,
      },
    ];
  if (address !== undefined && Math.abs(yearsBetween(said, address)) > 0.5)
    return [
      {
        weight: -0.2,
        why: `says that it was published on ${page.published ?? ''}, but its address names ${isoOf(address)}`,
      },
    ];
  return [];
}

function isAfterReading(said: number, { retrieved_at }: Dated): boolean {
  const read = dayOf(retrieved_at);
  // One day is left for places where it is tomorrow already.
  return read !== undefined && yearsBetween(read, said) > 1.5 / 365;
}

function dayInAddress({ final_url, url }: Dated): number | undefined {
  const match = dayInPath.exec(final_url) ?? dayInPath.exec(url);
  if (!match) return undefined;
  const [, year = '', month = match[4] ?? '', day = match[5] ?? ''] = match;
  return dayOf(`${year}-${month}-${day}`);
}
