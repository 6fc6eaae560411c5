import type { PageText } from '../../../contract/research/pages';
import { doiOf } from '../../../text/doi';
import { normaliseUrl } from '../../../text/normalise-url';
import { fingerprint, isSameText } from '../../../text/same-text';

/** What tells which pages are one source. */
export type GroupedPage = Pick<PageText, 'hash' | 'url' | 'final_url' | 'text'>;

/**
 * The source that each page belongs to, by the hash of the first of its pages: pages are one source when they have one
 * address, one DOI in their addresses, or nearly the same text (a mirror).
 */
export function groupSources(pages: readonly GroupedPage[]): ReadonlyMap<string, string> {
  const parents = new Map(pages.map(({ hash }) => [hash, hash]));
  const rootOf = (hash: string): string => {
    let root = hash;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root))
      root = parent;
    return root;
  };
  const order = new Map(pages.map(({ hash }, index) => [hash, index]));
  const join = (a: string, b: string) => {
    const [one, other] = [rootOf(a), rootOf(b)];
    if (one === other) return;
    const isFirst = (order.get(one) ?? 0) < (order.get(other) ?? 0);
    parents.set(isFirst ? other : one, isFirst ? one : other);
  };
  const byName = new Map<string, string>();
  for (const page of pages) {
    for (const name of namesOf(page)) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, page.hash);
      else join(known, page.hash);
    }
  }
  const prints = pages.map(({ hash, text }) => ({ hash, print: fingerprint(text) }));
  prints.forEach((one, index) => {
    for (const other of prints.slice(index + 1)) {
      if (rootOf(one.hash) !== rootOf(other.hash) && isSameText(one.print, other.print))
        join(one.hash, other.hash);
    }
  });
  return new Map(pages.map(({ hash }) => [hash, rootOf(hash)]));
}

/** Names under which a page is known. The address that it gives itself is a stranger's claim, and is none. */
function namesOf({ url, final_url: finalUrl }: GroupedPage): string[] {
  const addresses = [...new Set([finalUrl, url])];
  const dois = addresses.flatMap((address) => {
    const doi = /^https?:/i.test(address) ? doiOf(address) : undefined;
    return doi === undefined ? [] : [`doi:${doi}`];
  });
  return [...addresses.map(normaliseUrl), ...dois];
}
