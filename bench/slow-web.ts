import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A web on loopback that thinks a while about each search and each page. */
export interface SlowWeb {
  /** Without a slash at the end. */
  readonly url: string;
  /** So long it thinks, in milliseconds. */
  readonly waitMs: number;
  close(): void;
}

const waitMs = 150;
const paragraphs = 200;
const hitsOfSearch = 5;

/** Starts it: any address is a page of 30 KB, and `/search` finds some as SearXNG does. */
export async function openSlowWeb(): Promise<SlowWeb> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://web.local');
    if (pathname === '/robots.txt') {
      response.writeHead(404).end();
      return;
    }
    const [type, body] =
      pathname === '/search'
        ? ['application/json', JSON.stringify({ results: hitsOf(request, searchParams.get('q') ?? '') })]
        : ['text/html; charset=utf-8', pageOf(pathname)];
    void delay(waitMs).then(() => response.writeHead(200, { 'Content-Type': type }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    waitMs,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

let searches = 0;

/** Each search finds pages of its own, so that none comes from the reader's memory. */
function hitsOf({ headers }: IncomingMessage, query: string): object[] {
  searches += 1;
  return Array.from({ length: hitsOfSearch }, (_, index) => ({
    url: `http://${headers.host ?? ''}/${searches}/${index}`,
    title: `${query}, ${index}`,
    content: `What is said of ${query}.`,
  }));
}

function pageOf(path: string): string {
  const paragraph = `<p>Page ${path} says how many people the ferry carried, and what it took for that, in a sentence that goes on for a while.</p>`;
  return `<title>A page</title><body><article><h1>A page</h1>${paragraph.repeat(paragraphs)}</article></body>`;
}
