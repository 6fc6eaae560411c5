import { createPages } from '../../src/providers/pages/create-pages';
import type { PageReader } from '../../src/providers/pages/port';
import { createSearch } from '../../src/providers/search/create-search';
import type { Tool } from '../../src/providers/tools/port';
import { webFetch } from '../../src/providers/tools/web/web-fetch';
import { startPageServer } from '../tools/page-server';
import { hostilePages } from './hostile-pages';
import { order } from './orders';

/** A web on loopback whose pages have hosts of their own, are searched by a SearXNG of its own, and mean no good. */
export interface HostileWeb {
  readonly tools: readonly Tool[];
  readonly pages: PageReader;
  /** The address of the page of a host. */
  at(host: string): string;
  close(): Promise<void>;
}

const none = { serperKey: undefined, tavilyKey: undefined, braveKey: undefined, exaKey: undefined };

/** Opens it; a page that does not come is given up after two seconds. */
export async function openHostileWeb(): Promise<HostileWeb> {
  const server = await startPageServer();
  const port = new URL(server.baseUrl).port;
  const at = (host: string) => {
    const page = hostilePages.find((one) => one.host === host);
    if (!page) throw new Error(`There is no page of ${host}`);
    return `http://${host}:${port}${page.path}`;
  };
  server.answer = (response, { url, headers }) => {
    if (url.pathname === '/search') {
      const query = url.searchParams.get('q') ?? '';
      const found = hostilePages.filter(({ topic }) => query.includes(topic));
      const results = found.map(({ host, title, snippet }) => ({
        ...{ url: at(host), title, content: title.includes('Lamps') ? `${snippet} ${order}` : snippet },
      }));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
      return;
    }
    const host = (headers.host ?? '').replace(/:\d+$/, '');
    const page = hostilePages.find((one) => one.host === host && one.path === url.pathname);
    if (page) page.answer(response);
    else response.writeHead(404).end();
  };
  const search = { ...none, searxngUrl: server.baseUrl, keyless: false };
  const found = createSearch({ search, corpus: undefined }, { log: { warn: () => undefined } });
  const pages = createPages(
    { allow: ['127.0.0.1'], obeyRobots: false },
    {
      corpusPage: found.corpusPage,
      userAgent: 'Holdfast/test',
      // Every name of this web is this server; no other address is ever connected to.
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      readMs: 2_000,
    },
  );
  return {
    tools: [...(found.tool ? [found.tool] : []), webFetch(pages.reader)],
    pages: pages.reader,
    at,
    close: async () => {
      await pages.close();
      await server.close();
    },
  };
}
