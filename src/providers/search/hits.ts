import { z } from 'zod';
import { bounds } from './bounds';
import { isoDate } from './dates';
import type { SearchHit, SearchQuery } from './port';
import { plainLine } from './text';
import { hostOf, isOfSite, webUrl } from './url';

/** A list of an answer, whose entries are checked one by one: a strange one is left out, not all. */
export const Entries = z.array(z.unknown()).nullish();

/** A field whose form does not matter: what is no text counts as none. */
export const anything = z.unknown().optional();

/** A hit as a provider gave it, in whatever form. */
export interface RawHit {
  readonly url: unknown;
  readonly title: unknown;
  readonly snippet: unknown;
  readonly published?: unknown;
  readonly source?: unknown;
}

/** Reads the entries of an answer with a provider's schema and mapping; returns those that are pages, bounded. */
export function readHits<S extends z.ZodType>(
  provider: string,
  query: SearchQuery,
  entries: z.output<typeof Entries>,
  schema: S,
  map: (entry: z.output<S>) => RawHit,
): SearchHit[] {
  const now = new Date();
  const hits: SearchHit[] = [];
  for (const entry of (entries ?? []).slice(0, bounds.entries)) {
    const parsed = schema.safeParse(entry);
    const hit = parsed.success ? hitOf(provider, hits.length + 1, map(parsed.data), now) : undefined;
    // Operators in a query are wishes to some providers: the promise of a site is kept here.
    if (hit && (query.site === undefined || isOfSite(hit.url, query.site))) hits.push(hit);
    if (hits.length >= query.count) break;
  }
  return hits;
}

function hitOf(provider: string, rank: number, raw: RawHit, now: Date): SearchHit | undefined {
  const url = typeof raw.url === 'string' ? webUrl(raw.url) : undefined;
  if (!url || url.href.length > bounds.urlCharacters) return undefined;
  return {
    url: url.href,
    title: plainLine(raw.title, bounds.titleCharacters) || hostOf(url),
    snippet: plainLine(raw.snippet, bounds.snippetCharacters),
    published: isoDate(raw.published, now),
    source: plainLine(raw.source, bounds.sourceCharacters) || hostOf(url),
    provider,
    rank,
  };
}

/** The query with the operator that most engines take for a site. */
export function withSite({ query, site }: SearchQuery): string {
  return site === undefined ? query : `${query} site:${site}`;
}
