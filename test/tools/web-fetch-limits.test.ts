import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { pageBox, type PageBox, type PageBoxOptions } from './page-box';
import { pdfOf } from './pdf';
import { failure, plain, redirect, startPageServer, type PageServer } from './page-server';

let server: PageServer;
const boxes: PageBox[] = [];
const box = (options?: PageBoxOptions): PageBox => {
  const made = pageBox(options);
  boxes.push(made);
  return made;
};
beforeEach(async () => {
  server = await startPageServer();
});
afterEach(async () => {
  for (const made of boxes.splice(0)) {
    expect(made.defects).toEqual([]);
    await made.close();
  }
  await server.close();
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i is followed', async (status) => {
    server.serve({ '/a': redirect('/b?x=1#y', status), '/b': plain('there') });
    const output = await box().output(server.at('/a'));
    expect(output).toMatchObject({ url: server.at('/a'), final_url: server.at('/b?x=1'), text: 'there' });
  });

  test('in a circle, too many, or to nowhere are failures', async () => {
    server.serve({
      '/a': redirect('/b'),
      '/b': redirect('/a'),
      '/none': (response) => response.writeHead(302).end(),
      ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`/n${n}`, redirect(`/n${n + 1}`)])),
    });
    expect(await box().call(server.at('/a'))).toMatchObject(failure(`${server.host} redirects in a circle.`));
    server.seen.splice(0);
    expect(await box().call(server.at('/n0'))).toMatchObject(
      failure(`${server.host} redirects more than 8 times.`),
    );
    expect(server.seen).toHaveLength(9);
    expect(await box().call(server.at('/none'))).toMatchObject(
      failure(`${server.host} answered with status 302 and no page.`),
    );
  });
});

test.each<[number, RegExp, boolean]>([
  [204, /answered with status 204 and no page/, false],
  [400, /answered with status 400 and no page/, false],
  [401, /does not show this page to everybody \(401\)/, false],
  [402, /does not show this page to everybody \(402\)/, false],
  [403, /does not show this page to everybody \(403\)/, false],
  [404, /has no such page \(404\)/, false],
  [410, /has no such page \(410\)/, false],
  [408, /failed with status 408: try again later/, true],
  [429, /is asked too often \(429\): try again later/, true],
  [500, /failed with status 500: try again later/, true],
  [503, /failed with status 503: try again later/, true],
])('status %i is a failure with a sentence', async (status, sentence, isRetryable) => {
  server.serve({
    '/': (response) => response.writeHead(status).end(status === 204 ? undefined : '<p>Sorry'),
  });
  expect(await box().call(server.at('/'))).toMatchObject(failure(sentence, isRetryable));
});

test('what failed is asked again the next time', async () => {
  server.serve({ '/': (response) => response.writeHead(503).end() });
  const reader = box();
  expect(await reader.call(server.at('/'))).toMatchObject({ ok: false });
  server.serve({ '/': plain('back') });
  expect(await reader.output(server.at('/'))).toMatchObject({ text: 'back' });
});

describe('sizes', () => {
  const million = 1024 * 1024;

  test.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ['gzip, gzip', (bytes: Buffer) => gzipSync(gzipSync(bytes))],
  ])('a page that is packed with %s is unpacked as far as the limit', async (encoding, pack) => {
    server.serve({
      '/small': plain(pack(Buffer.from('unpacked')), { 'content-encoding': encoding }),
      '/bomb': plain(pack(Buffer.alloc(100 * million, 'x')), { 'content-encoding': encoding }),
    });
    expect(await box().output(server.at('/small'))).toMatchObject({ text: 'unpacked', is_cut: false });
    const before = process.memoryUsage().arrayBuffers;
    expect(await box().output(server.at('/bomb'))).toMatchObject({ total_characters: 400_000, is_cut: true });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * million);
  });

  test('a packing that is unknown, broken or too deep is a failure', async () => {
    server.serve({
      '/unknown': plain('x', { 'content-encoding': 'zstd' }),
      '/broken': plain('no gzip', { 'content-encoding': 'gzip' }),
      '/deep': plain('x', { 'content-encoding': 'gzip, gzip, gzip' }),
    });
    expect(await box().call(server.at('/unknown'))).toMatchObject(
      failure('The page is packed as "zstd", which is not known.'),
    );
    expect(await box().call(server.at('/broken'))).toMatchObject(
      failure(`What ${server.host} sent cannot be unpacked.`),
    );
    expect(await box().call(server.at('/deep'))).toMatchObject(failure('The page is packed too many times.'));
  });

  test('an endless page is read up to the limit, and its connection is closed', async () => {
    let closed: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    server.serve({
      '/': (response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.on('close', closed);
        const more = () => {
          while (!response.destroyed && response.write(`<p>${'word '.repeat(2_000)}</p>`));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
    });
    const output = await box().output(server.at('/'));
    expect(output).toMatchObject({ is_cut: true, total_characters: 400_000 });
    await isClosed;
  });

  test('what is cut is said where the text ends', async () => {
    server.serve({ '/': plain('x'.repeat(500_000)) });
    const outcome = await box().call(server.at('/'), { start: 399_000, max_characters: 10_000 });
    expect(outcome).toMatchObject({
      ok: true,
      text: expect.stringContaining(
        '[characters 399000 to 400000 of 400000; the page is longer, but no more of it is read]',
      ) as string,
    });
  });

  test('a PDF that is too large is a failure', async () => {
    const pdf = Buffer.concat([pdfOf('T', ['x']), Buffer.alloc(21 * million)]);
    server.serve({ '/': plain(pdf, { 'content-type': 'application/pdf' }) });
    expect(await box().call(server.at('/'))).toMatchObject(
      failure('The PDF is larger than 20 MB, which is not read.'),
    );
  });
});

describe('time', () => {
  test('a server that is slow to answer, or with its body, is left', async () => {
    server.serve({
      '/silent': () => undefined,
      '/slow': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        const drip = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(drip));
      },
    });
    const reader = box({ readMs: 500 });
    for (const path of ['/silent', '/slow'])
      expect(await reader.call(server.at(path))).toMatchObject(
        failure(`${server.host} took longer than 0.5 s.`, true),
      );
  });

  test('a call that is given up ends at once, with its connection', async () => {
    const controller = new AbortController();
    let closed: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    server.serve({
      '/': (response) => {
        response.on('close', closed);
        controller.abort(new Error('given up'));
      },
    });
    await expect(box().call(server.at('/'), {}, controller.signal)).rejects.toThrow('given up');
    await isClosed;
  });

  test('a server that is gone, breaks off, or speaks something else is a failure', async () => {
    server.serve({
      '/off': (response) => response.destroy(),
      '/half': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' });
        response.write('half', () => response.destroy());
      },
    });
    expect(await box().call(server.at('/off'))).toMatchObject(failure(/could not be reached \(/, true));
    expect(await box().call(server.at('/half'))).toMatchObject(failure(/could not be reached \(/, true));
    const other = await startPageServer();
    await other.close();
    expect(await box().call(other.baseUrl)).toMatchObject(
      failure(/could not be reached \(ECONNREFUSED\)/, true),
    );
    const odd = createServer();
    odd.on('connection', (socket) => socket.end('SSH-2.0-server\r\n'));
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const { port } = odd.address() as AddressInfo;
    expect(await box().call(`http://127.0.0.1:${port}/`)).toMatchObject(
      failure(/sent is no proper HTTP answer/),
    );
    await new Promise((resolve) => odd.close(resolve));
  });

  test('a name that does not exist is a failure', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await box({ resolve }).call('http://gone.example.org/')).toMatchObject(
      failure('gone.example.org is not known to the name service: there is no such host.'),
    );
  });
});
