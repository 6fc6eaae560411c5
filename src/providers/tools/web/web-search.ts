import { z } from 'zod';
import { searchAll, type MergedSearch } from '../../search/merge';
import type { SearchHit, SearchProvider, SearchQuery } from '../../search/port';
import { siteFrom } from '../../search/url';
import { defineTool, ToolError, type Tool } from '../port';

const defaultCount = 8;

/** The tool that searches the web and the corpus by all given providers; it takes at least one. */
export function webSearch(providers: readonly SearchProvider[]): Tool {
  return defineTool({
    name: 'web_search',
    description:
      'Searches the web, and the documents that are kept here, and returns a numbered list of pages: title, address, source, date and a passage. Use it for anything recent, disputed or not known for sure. Write keywords in the language of the wanted pages, as for a search engine. A passage is a part of the page only: read the page before you rely on it.',
    category: 'web',
    version: '1.0.0',
    timeoutMs: 30_000,
    costUsd: costOf(providers, { query: '', count: defaultCount }),
    dangerous: false,
    changes: false,
    foreignText: true,
    minIntervalMs: providers.every(({ isLocal }) => isLocal) ? 0 : 200,
    parameters: z.strictObject({
      query: z.string().trim().min(1).max(400).describe('Keywords or a short question'),
      count: z.int().min(1).max(20).default(defaultCount).describe('Pages wanted'),
      language: z
        .string()
        .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/i, 'Use a language tag such as de or pt-BR')
        .optional()
        .describe('Language of the pages, such as de or pt-BR'),
      recency: z
        .enum(['day', 'week', 'month', 'year'])
        .optional()
        .describe('Only pages published within the last day, week, month or year'),
      site: z.string().max(255).optional().describe('Only pages of this host, such as example.org'),
    }),
    run: async ({ site, ...rest }, { signal }) => {
      const query = { ...rest, site: site === undefined ? undefined : hostFrom(site) };
      const found = await searchAll(providers, query, signal);
      const hits = found.hits.map((hit) => ({ ...hit }));
      return {
        text: textOf(query, found),
        output: { hits },
        metadata: { providers: [...found.answered], failures: [...found.failures] },
        costUsd: found.costUsd,
        sources: hits.map(({ url, title }) => ({ url, title })),
      };
    },
  });
}

function costOf(providers: readonly SearchProvider[], query: SearchQuery): number {
  return providers.reduce((sum, provider) => sum + provider.costUsd(query), 0);
}

function hostFrom(site: string): string {
  const host = siteFrom(site);
  if (host === undefined)
    throw new ToolError(`${JSON.stringify(site)} is no host: give site a name such as example.org.`);
  return host;
}

function textOf(query: SearchQuery, { hits, failures }: MergedSearch): string {
  const filters = [query.recency && 'recency', query.site !== undefined && 'site'].filter(Boolean);
  const other = filters.length > 0 ? `, or no ${filters.join(' and ')}` : '';
  const list =
    hits.length > 0
      ? hits.map(lineOf).join('\n\n')
      : `No pages found for ${JSON.stringify(query.query)}. Try fewer or other words${other}.`;
  if (failures.length === 0) return list;
  return `${list}\n\nNot all could be asked: ${failures.join(' ')}`;
}

function lineOf({ rank, title, url, source, published, snippet }: SearchHit): string {
  const origin = published === null ? source : `${source}, ${published}`;
  return [`${rank}. ${title}`, url, origin, snippet].filter((line) => line !== '').join('\n   ');
}
