import { z } from 'zod';
import { ask } from '../ask';
import { earliest } from '../dates';
import { anything, Entries, readHits } from '../hits';
import type { RemoteOptions, SearchProvider } from '../port';

const Answer = z.object({ results: Entries });
const Entry = z.object({
  url: z.string(),
  title: anything,
  publishedDate: anything,
  highlights: z.array(z.unknown()).nullish().catch(undefined),
  text: anything,
});

/** Exa (exa.ai). Takes its key; it has no choice of language. A search throws `ToolError`. */
export function exa(key: string, options: RemoteOptions = {}): SearchProvider {
  const { baseUrl = 'https://api.exa.ai', timeoutMs } = options;
  return {
    name: 'exa',
    // Seven dollars a thousand searches of ten results with highlights, one more a thousand further results.
    costUsd: ({ count }) => 0.007 + Math.max(0, count - 10) * 0.001,
    search: async (query, signal) => {
      const body = {
        query: query.query,
        type: 'auto',
        numResults: query.count,
        contents: { highlights: true },
        ...(query.recency && {
          startPublishedDate: `${earliest(query.recency, new Date())}T00:00:00.000Z`,
        }),
        ...(query.site !== undefined && { includeDomains: [query.site] }),
      };
      const url = new URL(`${baseUrl}/search`);
      const headers = { 'x-api-key': key };
      const answer = await ask({ label: 'Exa', url, headers, body, schema: Answer, timeoutMs }, signal);
      return readHits('exa', query, answer.results, Entry, (entry) => ({
        url: entry.url,
        title: entry.title,
        snippet: entry.highlights?.filter((part) => typeof part === 'string').join(' … ') || entry.text,
        published: entry.publishedDate,
      }));
    },
  };
}
