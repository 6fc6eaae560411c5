import { normaliseUrl } from '../../text/normalise-url';
import { ToolError } from '../tools/tool-error';
import { bounds } from './bounds';
import type { SearchHit, SearchProvider, SearchQuery } from './port';

/** What several providers found together. */
export interface MergedSearch {
  readonly hits: readonly SearchHit[];
  /** Names of those that answered. */
  readonly answered: readonly string[];
  /** A sentence of each that did not. */
  readonly failures: readonly string[];
  /** US dollars for all that were asked: some charge for answers that came too late. */
  readonly costUsd: number;
}

/**
 * Asks all providers at once and merges what they found. One that fails is named in `failures`; when all fail this
 * throws `ToolError` with all their sentences, and when the signal aborts its reason.
 */
export async function searchAll(
  providers: readonly SearchProvider[],
  query: SearchQuery,
  signal: AbortSignal,
): Promise<MergedSearch> {
  const settled = await Promise.allSettled(providers.map(async (provider) => provider.search(query, signal)));
  signal.throwIfAborted();
  const lists: (readonly SearchHit[])[] = [];
  const answered: string[] = [];
  const errors: ToolError[] = [];
  for (const [index, outcome] of settled.entries()) {
    if (outcome.status === 'fulfilled') {
      lists.push(outcome.value);
      answered.push(providers[index]?.name ?? '');
      continue;
    }
    // Anything else is a defect, which the tool box logs.
    if (!(outcome.reason instanceof ToolError)) throw outcome.reason;
    errors.push(outcome.reason);
  }
  const failures = errors.map(({ message }) => message);
  if (answered.length === 0)
    throw new ToolError(failures.join(' '), {
      isRetryable: errors.some(({ isRetryable }) => isRetryable),
      cause: errors,
    });
  const costUsd = providers.reduce((sum, provider) => sum + provider.costUsd(query), 0);
  return { hits: fuse(lists, query.count), answered, failures, costUsd };
}

/**
 * Merges ranked lists by reciprocal rank fusion, one hit a page. Of two hits of a page the better ranked one stays, with
 * the date of the other where it has none and the names of both providers. Takes lists in order of precedence.
 */
export function fuse(lists: readonly (readonly SearchHit[])[], count: number): SearchHit[] {
  const pages = new Map<string, { score: number; best: SearchHit; providers: Set<string> }>();
  for (const list of lists) {
    const seen = new Set<string>();
    for (const hit of list) {
      const key = normaliseUrl(hit.url);
      // A list that names a page twice does not vote twice.
      if (seen.has(key)) continue;
      seen.add(key);
      const share = 1 / (bounds.fusionConstant + hit.rank);
      const page = pages.get(key);
      if (!page) {
        pages.set(key, { score: share, best: hit, providers: new Set([hit.provider]) });
        continue;
      }
      page.score += share;
      page.best = hit.rank < page.best.rank ? joined(hit, page.best) : joined(page.best, hit);
      page.providers.add(hit.provider);
    }
  }
  return [...pages.values()]
    .sort((a, b) => b.score - a.score || a.best.rank - b.best.rank)
    .slice(0, count)
    .map(({ best, providers }, index) => ({ ...best, provider: [...providers].join(', '), rank: index + 1 }));
}

function joined(better: SearchHit, other: SearchHit): SearchHit {
  return {
    ...better,
    snippet: better.snippet || other.snippet,
    published: better.published ?? other.published,
  };
}
