import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createPages } from '../../src/providers/pages/create-pages';
import { measurePairs, timed } from '../pairs';
import { ratioLine, type Line } from '../report';

const pages = 8;
/** So long the server thinks about each page. */
const waitMs = 150;
const paragraphs = 200;

/** Reads pages that take their server a while, side by side as a sub-question does, against one after another. */
export async function sideBySide(): Promise<Line[]> {
  const server = await startPages();
  const { port } = server.address() as AddressInfo;
  const web = createPages(
    { allow: ['127.0.0.1'], obeyRobots: false },
    { corpusPage: () => Promise.resolve(undefined), userAgent: 'Holdfast/bench' },
  );
  let made = 0;
  // Each address is new, so that no page comes from the reader's memory.
  const read = () => {
    made += 1;
    return web.reader.read(`http://127.0.0.1:${port}/${made}`, { signal: AbortSignal.timeout(60_000) });
  };
  try {
    const pairs = await measurePairs({
      ...{ pairs: 10, restMs: 200, warmUp: 2 },
      ours: () => timed(() => Promise.all(Array.from({ length: pages }, read))),
      base: () =>
        timed(async () => {
          for (let page = 0; page < pages; page += 1) await read();
        }),
    });
    const what = `${pages} pages of 30 KB, ${waitMs} ms each, side by side`;
    const goal = { target: 0.4, aim: 0.25 };
    return [ratioLine({ row: 'pages', what, baseline: 'one after another', unit: 'ms', goal }, pairs)];
  } finally {
    await web.close();
    server.closeAllConnections();
    server.close();
  }
}

async function startPages(): Promise<Server> {
  const server = createServer((request, response) => {
    const paragraph = `<p>Page ${request.url ?? ''} says how many people the ferry carried, and what it took for that, in a sentence that goes on for a while.</p>`;
    const html = `<title>A page</title><body><article><h1>A page</h1>${paragraph.repeat(paragraphs)}</article></body>`;
    void delay(waitMs).then(() =>
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
