import { z } from 'zod';
import { ask } from '../ask';
import { anything, Entries, readHits, withSite } from '../hits';
import type { RemoteOptions, SearchProvider } from '../port';

const Answer = z.object({ organic: Entries });
const Entry = z.object({
  link: z.string(),
  title: anything,
  snippet: anything,
  date: anything,
  source: anything,
});

/** Google's results by Serper (serper.dev). Takes its key; a search throws `ToolError`. */
export function serper(key: string, options: RemoteOptions = {}): SearchProvider {
  const { baseUrl = 'https://google.serper.dev', timeoutMs } = options;
  return {
    name: 'serper',
    // One dollar a thousand queries.
    costUsd: () => 0.001,
    search: async (query, signal) => {
      const [language, region] = query.language?.toLowerCase().split('-') ?? [];
      const body = {
        q: withSite(query),
        num: query.count,
        ...(language !== undefined && { hl: language }),
        ...(region?.length === 2 && { gl: region }),
        ...(query.recency && { tbs: `qdr:${query.recency.charAt(0)}` }),
      };
      const url = new URL(`${baseUrl}/search`);
      const headers = { 'X-API-KEY': key };
      const answer = await ask({ label: 'Serper', url, headers, body, schema: Answer, timeoutMs }, signal);
      return readHits('serper', query, answer.organic, Entry, ({ link, title, snippet, date, source }) => ({
        url: link,
        title,
        snippet,
        published: date,
        source,
      }));
    },
  };
}
