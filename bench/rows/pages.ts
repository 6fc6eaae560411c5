import { createPages } from '../../src/providers/pages/create-pages';
import { measurePairs, timed } from '../pairs';
import { ratioLine, type Line } from '../report';
import { openSlowWeb } from '../slow-web';

const pages = 8;

/** Reads pages that take their server a while, side by side as a sub-question does, against one after another. */
export async function sideBySide(): Promise<Line[]> {
  const server = await openSlowWeb();
  const web = createPages(
    { allow: ['127.0.0.1'], obeyRobots: false },
    { corpusPage: () => Promise.resolve(undefined), userAgent: 'Holdfast/bench' },
  );
  let made = 0;
  // Each address is new, so that no page comes from the reader's memory.
  const read = () => {
    made += 1;
    return web.reader.read(`${server.url}/${made}`, { signal: AbortSignal.timeout(60_000) });
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
    const what = `${pages} pages of 30 KB, ${server.waitMs} ms each, side by side`;
    const goal = { target: 0.4, aim: 0.25 };
    return [ratioLine({ row: 'pages', what, baseline: 'one after another', unit: 'ms', goal }, pairs)];
  } finally {
    await web.close();
    server.close();
  }
}
