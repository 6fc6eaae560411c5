import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { pageBox, type PageBox, type PageBoxOptions } from './page-box';
import { pdfOf } from './pdf';
import { startSearchServer, type SearchServer } from './search-server';

let server: SearchServer;
const boxes: PageBox[] = [];
const box = (options?: PageBoxOptions): PageBox => {
  const made = pageBox(options);
  boxes.push(made);
  return made;
};
beforeEach(async () => {
  server = await startSearchServer();
});
afterEach(async () => {
  for (const made of boxes.splice(0)) {
    expect(made.defects).toEqual([]);
    await made.close();
  }
  await server.close();
});

/** Answers each path as it is told; anything else fails the test by its status. */
const serve = (answers: Record<string, (response: ServerResponse) => void>): void => {
  server.answer = (response, { url }) => {
    const answer = answers[url.pathname];
    if (answer) answer(response);
    else response.writeHead(404).end();
  };
};
const plain =
  (text: string | Buffer, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(text);
const redirect =
  (location: string, status = 302) =>
  (response: ServerResponse) =>
    response.writeHead(status, { location }).end('moved');
const failure = (sentence: string | RegExp, isRetryable = false) => ({
  ok: false,
  isRetryable,
  error: typeof sentence === 'string' ? sentence : (expect.stringMatching(sentence) as string),
});
const at = (path: string) => server.baseUrl + path;
const host = () => new URL(server.baseUrl).host;

describe('the guard', () => {
  const closed = 'only public addresses are open, and those that the operator of this server allows.';

  test('refuses this machine before a connection exists', async () => {
    const { port } = new URL(server.baseUrl);
    const nobody = box({ allow: [] });
    for (const name of ['127.0.0.1', '0x7f.1', '2130706433', '127.1'])
      expect(await nobody.call(`http://${name}:${port}/`)).toMatchObject(
        failure(`127.0.0.1 is a loopback address: ${closed}`),
      );
    expect(await nobody.call(`http://localhost:${port}/`)).toMatchObject(
      failure(`localhost names a machine of a local network: ${closed}`),
    );
    expect(server.connections).toBe(0);
  });

  test('refuses a name that resolves to this machine, page and robots.txt alike', async () => {
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const { port } = new URL(server.baseUrl);
    for (const obeyRobots of [false, true])
      expect(
        await box({ allow: [], obeyRobots, resolve }).call(`http://rebind.example.org:${port}/`),
      ).toMatchObject(failure(`rebind.example.org is 127.0.0.1, which is a loopback address: ${closed}`));
    expect(server.connections).toBe(0);
  });

  test('refuses a redirect from an allowed host to one that is not', async () => {
    const other = await startSearchServer();
    const { port } = new URL(other.baseUrl);
    // The same machine under a name that is allowed.
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const reader = box({ allow: ['wiki'], resolve });
    const wiki = `wiki:${new URL(server.baseUrl).port}`;
    for (const target of [
      `http://127.0.0.1:${port}/`,
      `//0x7f.1:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
    ]) {
      serve({ '/': redirect(target) });
      expect(await reader.call(`http://${wiki}/`)).toMatchObject(
        failure(
          new RegExp(
            `^${wiki} redirects to an address that is closed\\. .* is a loopback address: ${closed}$`,
          ),
        ),
      );
    }
    serve({ '/': redirect(`http://other.example.org:${port}/`) });
    expect(await reader.call(`http://${wiki}/`)).toMatchObject(
      failure(`other.example.org is 127.0.0.1, which is a loopback address: ${closed}`),
    );
    for (const [target, sentence] of [
      ['file:///etc/passwd', /only http and https are open/],
      ['http://user@wiki/', /holds a user name/],
      ['http://wiki.corp:80:80/', /is no address such as/],
    ] as const) {
      serve({ '/': redirect(target) });
      expect(await reader.call(`http://${wiki}/`)).toMatchObject(failure(sentence));
    }
    expect(server.connections).toBeGreaterThan(0);
    expect(other.connections).toBe(0);
    await other.close();
  });

  test('reads what is allowed by name, by address and by range', async () => {
    serve({ '/': plain('inside') });
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const { port } = new URL(server.baseUrl);
    expect(await box({ allow: ['.corp'], resolve }).output(`http://wiki.corp:${port}/`)).toMatchObject({
      text: 'inside',
      publisher: 'wiki.corp',
    });
    expect(await box({ allow: ['127.0.0.0/8'] }).output(at('/'))).toMatchObject({ text: 'inside' });
  });

  test('a wrong entry of the list is a sentence at the start', () => {
    expect(() => pageBox({ allow: ['10.0.0.0/99'] })).toThrow('"10.0.0.0/99" is no host name');
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i is followed', async (status) => {
    serve({ '/a': redirect('/b?x=1#y', status), '/b': plain('there') });
    const output = await box().output(at('/a'));
    expect(output).toMatchObject({ url: at('/a'), final_url: at('/b?x=1'), text: 'there' });
  });

  test('in a circle, too many, or to nowhere are failures', async () => {
    serve({
      '/a': redirect('/b'),
      '/b': redirect('/a'),
      '/none': (response) => response.writeHead(302).end(),
      ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`/n${n}`, redirect(`/n${n + 1}`)])),
    });
    expect(await box().call(at('/a'))).toMatchObject(failure(`${host()} redirects in a circle.`));
    server.seen.splice(0);
    expect(await box().call(at('/n0'))).toMatchObject(failure(`${host()} redirects more than 8 times.`));
    expect(server.seen).toHaveLength(9);
    expect(await box().call(at('/none'))).toMatchObject(
      failure(`${host()} answered with status 302 and no page.`),
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
  serve({ '/': (response) => response.writeHead(status).end(status === 204 ? undefined : '<p>Sorry') });
  expect(await box().call(at('/'))).toMatchObject(failure(sentence, isRetryable));
});

test('what failed is asked again the next time', async () => {
  serve({ '/': (response) => response.writeHead(503).end() });
  const reader = box();
  expect(await reader.call(at('/'))).toMatchObject({ ok: false });
  serve({ '/': plain('back') });
  expect(await reader.output(at('/'))).toMatchObject({ text: 'back' });
});

describe('sizes', () => {
  const million = 1024 * 1024;

  test.each([
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes)],
    ['gzip, gzip', (bytes: Buffer) => gzipSync(gzipSync(bytes))],
  ])('a page that is packed with %s is unpacked as far as the limit', async (encoding, pack) => {
    serve({
      '/small': plain(pack(Buffer.from('unpacked')), { 'content-encoding': encoding }),
      '/bomb': plain(pack(Buffer.alloc(200 * million, 'x')), { 'content-encoding': encoding }),
    });
    expect(await box().output(at('/small'))).toMatchObject({ text: 'unpacked', is_cut: false });
    const before = process.memoryUsage().arrayBuffers;
    expect(await box().output(at('/bomb'))).toMatchObject({ total_characters: 400_000, is_cut: true });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60 * million);
  });

  test('a packing that is unknown, broken or too deep is a failure', async () => {
    serve({
      '/unknown': plain('x', { 'content-encoding': 'zstd' }),
      '/broken': plain('no gzip', { 'content-encoding': 'gzip' }),
      '/deep': plain('x', { 'content-encoding': 'gzip, gzip, gzip' }),
    });
    expect(await box().call(at('/unknown'))).toMatchObject(
      failure('The page is packed as "zstd", which is not known.'),
    );
    expect(await box().call(at('/broken'))).toMatchObject(failure(`What ${host()} sent cannot be unpacked.`));
    expect(await box().call(at('/deep'))).toMatchObject(failure('The page is packed too many times.'));
  });

  test('an endless page is read up to the limit, and its connection is closed', async () => {
    let closed: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    serve({
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
    const output = await box().output(at('/'));
    expect(output).toMatchObject({ is_cut: true, total_characters: 400_000 });
    await isClosed;
  });

  test('what is cut is said where the text ends', async () => {
    serve({ '/': plain('x'.repeat(500_000)) });
    const outcome = await box().call(at('/'), { start: 399_000, max_characters: 10_000 });
    expect(outcome).toMatchObject({
      ok: true,
      text: expect.stringContaining(
        '[characters 399000 to 400000 of 400000; the page is longer, but no more of it is read]',
      ) as string,
    });
  });

  test('a PDF that is too large is a failure', async () => {
    const pdf = Buffer.concat([pdfOf('T', ['x']), Buffer.alloc(21 * million)]);
    serve({ '/': plain(pdf, { 'content-type': 'application/pdf' }) });
    expect(await box().call(at('/'))).toMatchObject(
      failure('The PDF is larger than 20 MB, which is not read.'),
    );
  });
});

describe('time', () => {
  test('a server that is slow to answer, or with its body, is left', async () => {
    serve({
      '/silent': () => undefined,
      '/slow': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        const drip = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(drip));
      },
    });
    const reader = box({ readMs: 500 });
    for (const path of ['/silent', '/slow'])
      expect(await reader.call(at(path))).toMatchObject(failure(`${host()} took longer than 0.5 s.`, true));
  });

  test('a call that is given up ends at once, with its connection', async () => {
    const controller = new AbortController();
    let closed: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => (closed = resolve));
    serve({
      '/': (response) => {
        response.on('close', closed);
        controller.abort(new Error('given up'));
      },
    });
    await expect(box().call(at('/'), {}, controller.signal)).rejects.toThrow('given up');
    await isClosed;
  });

  test('a server that is gone, breaks off, or speaks something else is a failure', async () => {
    serve({
      '/off': (response) => response.destroy(),
      '/half': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' });
        response.write('half', () => response.destroy());
      },
    });
    expect(await box().call(at('/off'))).toMatchObject(failure(/could not be reached \(/, true));
    expect(await box().call(at('/half'))).toMatchObject(failure(/could not be reached \(/, true));
    const other = await startSearchServer();
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

describe('robots.txt', () => {
  const rules =
    'User-agent: *\nDisallow: /private\n\nUser-agent: Holdfast\nDisallow: /ours\nAllow: /ours/open\n';

  test('is obeyed, asked once a site, and also on the way', async () => {
    serve({
      '/robots.txt': plain(rules),
      '/open': plain('open'),
      '/private': plain('for others'),
      '/ours/open': plain('open too'),
      '/way': redirect('/ours/page'),
      '/ours/page': plain('closed'),
    });
    const reader = box({ obeyRobots: true });
    const denied = failure(`${host()} asks programs not to read this page (robots.txt), so it is not read.`);
    expect(await reader.output(at('/open'))).toMatchObject({ text: 'open' });
    // The rules for us stand alone; those for all are for others.
    expect(await reader.output(at('/private'))).toMatchObject({ text: 'for others' });
    expect(await reader.output(at('/ours/open'))).toMatchObject({ text: 'open too' });
    expect(await reader.call(at('/ours/page'))).toMatchObject(denied);
    expect(await reader.call(at('/way'))).toMatchObject(denied);
    const paths = server.seen.map(({ url }) => url.pathname);
    expect(paths.filter((path) => path === '/robots.txt')).toHaveLength(1);
    expect(paths).not.toContain('/ours/page');
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['missing', (response) => response.writeHead(404).end()],
    ['failing', (response) => response.writeHead(500).end(rules)],
    ['broken off', (response) => response.destroy()],
    ['redirected to a closed address', redirect('http://10.0.0.1/robots.txt')],
    ['nonsense', plain('<html>Disallow: /')],
  ])('that is %s allows', async (_, answer) => {
    serve({ '/robots.txt': answer, '/ours': plain('read') });
    expect(await box({ obeyRobots: true }).output(at('/ours'))).toMatchObject({ text: 'read' });
  });

  test('is not asked for where it is not obeyed', async () => {
    serve({ '/robots.txt': plain(rules), '/ours': plain('read') });
    expect(await box().output(at('/ours'))).toMatchObject({ text: 'read' });
    expect(server.seen.map(({ url }) => url.pathname)).toEqual(['/ours']);
  });
});
