import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { createPages } from '../../src/providers/pages/create-pages';
import type { PageReader } from '../../src/providers/pages/port';
import { defineTool, type Tool } from '../../src/providers/tools/port';
import { webFetch } from '../../src/providers/tools/web/web-fetch';

/** A web on loopback in which each search finds pages that no other finds, and each page has much to say. */
export interface EndlessWeb {
  readonly tools: readonly Tool[];
  readonly pages: PageReader;
  /** Searches that were made, and paths of pages that were asked for. */
  readonly searches: readonly string[];
  readonly asked: readonly string[];
  forget(): void;
  close(): Promise<void>;
}

/** How a web is. */
export interface EndlessWebOptions {
  /** Sentences of a page, some 80 characters each. */
  readonly sentences?: number;
  /** Hits of each search, from the first on, whose pages are gone. */
  readonly gone?: number;
  /** Milliseconds after which the next search or page is answered: one comes after another. */
  readonly pauseMs?: number;
  /** Characters that each page's address has more than it needs. */
  readonly urlCharacters?: number;
}

/** Opens it. */
export async function openEndlessWeb({
  sentences = 200,
  gone = 0,
  pauseMs = 0,
  urlCharacters = 0,
}: EndlessWebOptions = {}): Promise<EndlessWeb> {
  const searches: string[] = [];
  const asked: string[] = [];
  let turn = Promise.resolve();
  const inTurn = () => (turn = turn.then(() => delay(pauseMs)));
  const server = createServer((request, response) => {
    const [path = ''] = request.url?.split('?') ?? [];
    asked.push(path);
    if (Number(path.split('/')[2]) < gone) {
      response.writeHead(404).end();
      return;
    }
    const text = Array.from(
      { length: sentences },
      (_, n) => `Page ${path} says in its sentence ${n} that the value of number ${n * 7} is known.`,
    );
    void inTurn().then(() =>
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text.join('\n\n')),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reader = createPages(
    { allow: ['127.0.0.1'], obeyRobots: false },
    { corpusPage: () => Promise.resolve(undefined), userAgent: 'Holdfast/test' },
  );
  return {
    tools: [searchOf({ origin, searches, urlCharacters, inTurn }), webFetch(reader.reader)],
    pages: reader.reader,
    searches,
    asked,
    forget: () => {
      searches.length = 0;
      asked.length = 0;
    },
    close: async () => {
      await reader.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function searchOf({
  origin,
  searches,
  urlCharacters,
  inTurn,
}: {
  readonly origin: string;
  readonly searches: string[];
  readonly urlCharacters: number;
  readonly inTurn: () => Promise<void>;
}): Tool {
  const rest = urlCharacters > 0 ? `?${'x'.repeat(urlCharacters)}` : '';
  // Never begun anew: a page that was read before is not asked for again.
  let made = 0;
  return defineTool({
    name: 'web_search',
    description: 'Finds pages of a web without end.',
    category: 'web',
    version: '1.0.0',
    timeoutMs: 5_000,
    costUsd: 0,
    dangerous: false,
    changes: false,
    foreignText: true,
    parameters: z.strictObject({
      query: z.string(),
      count: z.int().default(8),
      language: z.string().optional(),
    }),
    run: async ({ query, count }) => {
      searches.push(query);
      made += 1;
      const of = made;
      const hits = Array.from({ length: count }, (_, n) => ({
        ...{ url: `${origin}/${of}/${n}${rest}`, title: `${query} ${n}`, snippet: query },
        ...{ published: null, source: 'endless', rank: n + 1 },
      }));
      const text = hits.map(({ url }) => url).join('\n');
      await inTurn();
      return { text, output: { hits }, metadata: { failures: [] } };
    },
  });
}
