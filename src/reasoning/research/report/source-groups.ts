import type { PageText } from '../../../contract/research/pages';
import { doiOf } from '../../../text/doi';
import { normaliseUrl } from '../../../text/normalise-url';
import { parseUrl } from '../../../text/parse-url';
import { fingerprint, isSameText } from '../../../text/same-text';
import { createGroups } from './groups';

/** What tells which pages are one source. */
export type GroupedPage = Pick<PageText, 'hash' | 'url' | 'final_url' | 'canonical_url' | 'text'>;

/**
 * The source that each page belongs to, by the hash of the first of its pages: pages are one source when they have one
 * address (as asked for, as redirected, or as they name themselves within their own site), one DOI in their addresses,
 * or nearly the same text (a mirror).
 */
export function groupSources(pages: readonly GroupedPage[]): ReadonlyMap<string, string> {
  const groups = createGroups(pages.map(({ hash }) => hash));
  const byName = new Map<string, string>();
  for (const page of pages) {
    for (const name of namesOf(page)) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, page.hash);
      else groups.join(known, page.hash);
    }
  }
  const prints = pages.map(({ hash, text }) => ({ hash, print: fingerprint(text) }));
  prints.forEach((one, index) => {
    for (const other of prints.slice(index + 1)) {
      if (groups.rootOf(one.hash) !== groups.rootOf(other.hash) && isSameText(one.print, other.print))
        groups.join(one.hash, other.hash);
    }
  });
  return new Map(pages.map(({ hash }) => [hash, groups.rootOf(hash)]));
}

/** Names under which a page is known. */
function namesOf(page: GroupedPage): string[] {
  const addresses = [page.final_url, page.url, ownAddress(page)].filter((address) => address !== undefined);
  const dois = addresses.flatMap((address) => {
    const doi = /^https?:/i.test(address) ? doiOf(address) : undefined;
    return doi === undefined ? [] : [`doi:${doi}`];
  });
  return [...new Set([...addresses.map(normaliseUrl), ...dois])];
}

/**
 * The address that a page gives itself, where that can be true: a stranger must not pass for a page of somebody else, and
 * the front page of a site, which many pages name by mistake, is no other page.
 */
function ownAddress({ canonical_url: canonical, final_url: final }: GroupedPage): string | undefined {
  const [named, real] = [parseUrl(canonical ?? ''), parseUrl(final)];
  if (!named || !real || canonical === null) return undefined;
  const [host, realHost] = [named.hostname, real.hostname].map((name) => name.replace(/^www\./, ''));
  return host === realHost && (named.pathname !== '/' || real.pathname === '/') ? canonical : undefined;
}
