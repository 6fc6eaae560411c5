import { z } from 'zod';
import { ask } from '../ask';
import { anything, Entries, readHits, withSite } from '../hits';
import type { RemoteOptions, SearchProvider } from '../port';

const Answer = z.object({ web: z.object({ results: Entries }).nullish() });
const Entry = z.object({
  url: z.string(),
  title: anything,
  description: anything,
  page_age: anything,
  profile: z.object({ name: anything }).nullish().catch(undefined),
});

/** Documented limits of a query. */
const most = { characters: 400, words: 50 };

/** Languages that Brave takes; it refuses a search with any other. */
const languages = new Set(
  (
    'ar eu bn bg ca zh-hans zh-hant hr cs da nl en en-gb et fi fr gl de el gu he hi hu is it jp kn ko lv lt ms ml ' +
    'mr nb pl pt-br pt-pt pa ro ru sr sk sl es sv ta te th tr uk vi'
  ).split(' '),
);
const otherNames: Readonly<Record<string, string>> = {
  ja: 'jp',
  zh: 'zh-hans',
  'zh-cn': 'zh-hans',
  'zh-sg': 'zh-hans',
  'zh-tw': 'zh-hant',
  'zh-hk': 'zh-hant',
  pt: 'pt-br',
  no: 'nb',
};

/** Brave Search (brave.com/search/api). Takes its key; a search throws `ToolError`. */
export function brave(key: string, options: RemoteOptions = {}): SearchProvider {
  const { baseUrl = 'https://api.search.brave.com', timeoutMs } = options;
  return {
    name: 'brave',
    // Five dollars a thousand queries.
    costUsd: () => 0.005,
    search: async (query, signal) => {
      const url = new URL(`${baseUrl}/res/v1/web/search`);
      url.searchParams.set('q', shortened(withSite(query)));
      url.searchParams.set('count', String(query.count));
      url.searchParams.set('text_decorations', 'false');
      const language = languageOf(query.language);
      if (language !== undefined) url.searchParams.set('search_lang', language);
      if (query.recency) url.searchParams.set('freshness', `p${query.recency.charAt(0)}`);
      const headers = { 'X-Subscription-Token': key };
      const answer = await ask({ label: 'Brave', url, headers, schema: Answer, timeoutMs }, signal);
      return readHits('brave', query, answer.web?.results, Entry, (entry) => ({
        url: entry.url,
        title: entry.title,
        snippet: entry.description,
        published: entry.page_age,
        source: entry.profile?.name,
      }));
    },
  };
}

/** Cuts in the middle: the operator for the site stands at the end. */
function shortened(text: string): string {
  let words = text.split(/\s+/);
  if (words.length > most.words) words = [...words.slice(0, most.words - 1), words.at(-1) ?? ''];
  const line = words.join(' ');
  if (line.length <= most.characters) return line;
  const last = words.length > 1 ? ` ${words.at(-1) ?? ''}` : '';
  return `${line.slice(0, most.characters - last.length).toWellFormed()}${last}`;
}

function languageOf(tag: string | undefined): string | undefined {
  const lower = tag?.toLowerCase() ?? '';
  const primary = lower.split('-')[0] ?? '';
  const names = [lower, primary].flatMap((name) => [otherNames[name], name]);
  return names.find((name) => name !== undefined && languages.has(name));
}
