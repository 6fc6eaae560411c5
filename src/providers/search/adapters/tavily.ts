import { z } from 'zod';
import { ask } from '../ask';
import { anything, Entries, readHits } from '../hits';
import type { RemoteOptions, SearchProvider } from '../port';

const Answer = z.object({ results: Entries });
const Entry = z.object({
  url: z.string(),
  title: anything,
  content: anything,
  published_date: anything,
});

/** Tavily (tavily.com), a basic search. Takes its key; it has no choice of language. A search throws `ToolError`. */
export function tavily(key: string, options: RemoteOptions = {}): SearchProvider {
  const { baseUrl = 'https://api.tavily.com', timeoutMs } = options;
  return {
    name: 'tavily',
    // One credit, paid as one goes.
    costUsd: () => 0.008,
    search: async (query, signal) => {
      const body = {
        query: query.query,
        search_depth: 'basic',
        max_results: query.count,
        ...(query.recency && { time_range: query.recency }),
        ...(query.site !== undefined && { include_domains: [query.site] }),
      };
      const url = new URL(`${baseUrl}/search`);
      const headers = { Authorization: `Bearer ${key}` };
      const answer = await ask({ label: 'Tavily', url, headers, body, schema: Answer, timeoutMs }, signal);
      return readHits('tavily', query, answer.results, Entry, (entry) => ({
        url: entry.url,
        title: entry.title,
        snippet: entry.content,
        published: entry.published_date,
      }));
    },
  };
}
