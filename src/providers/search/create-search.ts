import type { ToolSettings } from '../../contract/tool-settings';
import type { Tool } from '../tools/port';
import { webSearch } from '../tools/web/web-search';
import { brave } from './adapters/brave';
import { duckDuckGo } from './adapters/duckduckgo';
import { exa } from './adapters/exa';
import { searxng } from './adapters/searxng';
import { serper } from './adapters/serper';
import { tavily } from './adapters/tavily';
import { Corpus, type CorpusPage } from './corpus/corpus';
import type { SearchLog, SearchProvider } from './port';

/** Providers that are reached at a public address. */
export type RemoteName = 'serper' | 'tavily' | 'brave' | 'exa' | 'duckduckgo';

/** What searches need besides settings. */
export interface SearchOptions {
  readonly log: SearchLog;
  /** Other addresses of providers, for tests and gateways. */
  readonly baseUrls?: Partial<Record<RemoteName, string>>;
  /** Longest time of one request to a provider. */
  readonly timeoutMs?: number;
}

/** Searches, as they are configured. */
export interface Search {
  /** `web_search`; undefined where nothing that could be asked is configured. */
  readonly tool: Tool | undefined;
  /** The corpus document of an address, with its whole text; undefined where there is none. Throws `ToolError`. */
  readonly corpusPage: (url: string, signal: AbortSignal) => Promise<CorpusPage | undefined>;
}

/**
 * Makes searches of every provider that the settings name, the corpus among them. The keyless one is used only where
 * there is no other.
 */
export function createSearch(
  { search, corpus: folder }: Pick<ToolSettings, 'search' | 'corpus'>,
  options: SearchOptions,
): Search {
  const { log, baseUrls = {}, timeoutMs } = options;
  const of = (name: RemoteName) => ({ baseUrl: baseUrls[name], timeoutMs });
  const corpus = folder === undefined ? undefined : new Corpus(folder, log);
  const configured: readonly (SearchProvider | false | undefined)[] = [
    corpus,
    isSet(search.serperKey) && serper(search.serperKey, of('serper')),
    isSet(search.tavilyKey) && tavily(search.tavilyKey, of('tavily')),
    isSet(search.braveKey) && brave(search.braveKey, of('brave')),
    isSet(search.exaKey) && exa(search.exaKey, of('exa')),
    isSet(search.searxngUrl) && searxng(search.searxngUrl, { timeoutMs }),
  ];
  const providers = configured.filter((provider) => typeof provider === 'object');
  if (providers.length === 0 && search.keyless) providers.push(duckDuckGo(of('duckduckgo')));
  return {
    tool: providers.length === 0 ? undefined : webSearch(providers),
    corpusPage: async (url, signal) => corpus?.page(url, signal),
  };
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
