import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { z } from 'zod';
import { ToolError } from '../../tools/tool-error';
import { bounds } from '../bounds';
import { anything, readHits, withSite } from '../hits';
import type { RemoteOptions, SearchProvider, SearchQuery } from '../port';

const Answer = z.object({ results: z.array(z.unknown()) });
const Entry = z.object({ url: z.string(), title: anything, description: anything });

/**
 * DuckDuckGo's pages, read without a key: for a laptop on which nothing else is configured. It is no promised
 * interface, so a failure is a usual thing; a search then throws `ToolError`.
 */
export function duckDuckGo(options: RemoteOptions = {}): SearchProvider {
  const { baseUrl, timeoutMs = bounds.requestMs } = options;
  return {
    name: 'duckduckgo',
    costUsd: () => 0,
    search: async (query, signal) => {
      signal.throwIfAborted();
      const time = AbortSignal.timeout(timeoutMs);
      const agent = new (baseUrl?.startsWith('http:') ? HttpAgent : HttpsAgent)();
      const large = new AbortController();
      const watch = setInterval(() => {
        if (bytesRead(agent) > bounds.responseBytes) large.abort();
      }, 20);
      try {
        const either = AbortSignal.any([signal, time, large.signal]);
        const answer = Answer.parse(await scrape(query, { agent, signal: either, baseUrl, timeoutMs }));
        return readHits('duckduckgo', query, answer.results, Entry, ({ url, title, description }) => ({
          url,
          title,
          snippet: description,
        }));
      } catch (cause) {
        signal.throwIfAborted();
        const reason = time.aborted
          ? `did not answer within ${timeoutMs / 1_000} s`
          : 'gave no results to a search without a key; it does so when it is asked often or cannot be reached';
        const advice = 'A key of a search provider, or a SearXNG address, makes searches reliable.';
        throw new ToolError(`DuckDuckGo ${reason}. ${advice}`, { isRetryable: true, cause });
      } finally {
        clearInterval(watch);
        agent.destroy();
      }
    },
  };
}

interface Scrape {
  readonly agent: HttpAgent;
  readonly signal: AbortSignal;
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number;
}

async function scrape(query: SearchQuery, { agent, signal, baseUrl, timeoutMs }: Scrape): Promise<unknown> {
  // Loaded by those who need it only: it brings an HTTP client of its own.
  const { search } = await import('duck-duck-scrape');
  const aborted = new Promise<never>((_, reject) => {
    const rejectNow = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) rejectNow();
    signal.addEventListener('abort', rejectNow, { once: true });
  });
  const client = {
    agent,
    signal,
    response_timeout: timeoutMs,
    read_timeout: timeoutMs,
    // The page for programs is not served to clients without a browser's name.
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x64) Holdfast', 'accept-language': 'en;q=0.5' },
    ...(baseUrl !== undefined && {
      uri_modifier: (uri: string) => uri.replace(/^https:\/\/[a-z.]+/, baseUrl),
    }),
  };
  const found = search(withSite(query), optionsOf(query), client);
  found.catch(() => undefined);
  return Promise.race([found, aborted]);
}

function optionsOf({ language, recency }: SearchQuery): { time?: string; locale?: string } {
  return {
    ...(recency && { time: recency.charAt(0) }),
    ...(language !== undefined && { locale: language.toLowerCase() }),
  };
}

function bytesRead(agent: HttpAgent): number {
  const open = [agent.sockets, agent.freeSockets].flatMap((sockets) => Object.values(sockets).flat());
  return open.reduce((sum, socket) => sum + (socket?.bytesRead ?? 0), 0);
}
