import { z } from 'zod';
import { ask } from '../ask';
import { anything, Entries, readHits, withSite } from '../hits';
import type { RemoteOptions, SearchProvider } from '../port';

const Answer = z.object({ results: Entries });
const Entry = z.object({
  url: z.string(),
  title: anything,
  content: anything,
  publishedDate: anything,
});

/** A SearXNG instance of one's own (searxng.org). Takes its address; a search throws `ToolError`. */
export function searxng(baseUrl: string, options: Pick<RemoteOptions, 'timeoutMs'> = {}): SearchProvider {
  return {
    name: 'searxng',
    costUsd: () => 0,
    search: async (query, signal) => {
      const url = new URL(`${baseUrl.replace(/\/+$/, '')}/search`);
      url.searchParams.set('q', withSite(query));
      url.searchParams.set('format', 'json');
      if (query.language !== undefined) url.searchParams.set('language', query.language);
      if (query.recency) url.searchParams.set('time_range', query.recency);
      const refusal = 'its settings must name json among search.formats';
      const answer = await ask(
        { label: 'SearXNG', url, schema: Answer, timeoutMs: options.timeoutMs, refusal },
        signal,
      );
      return readHits('searxng', query, answer.results, Entry, (entry) => ({
        url: entry.url,
        title: entry.title,
        snippet: entry.content,
        published: entry.publishedDate,
      }));
    },
  };
}
