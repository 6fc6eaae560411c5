import { duckDuckGo } from '../../src/providers/search/adapters/duckduckgo';
import type { RemoteOptions, SearchQuery } from '../../src/providers/search/port';
import { ToolError } from '../../src/providers/tools/port';
import { searchFixture, startSearchServer, type SearchServer } from './search-server';

const never = new AbortController().signal;
const query: SearchQuery = {
  query: 'durable',
  count: 5,
  recency: 'month',
  site: 'example.com',
  language: 'de-DE',
};
let server: SearchServer;
beforeAll(async () => (server = await startSearchServer()));
afterAll(() => server.close());
beforeEach(() => server.seen.splice(0));

const page = `DDG.pageLayout.load('d',${JSON.stringify(JSON.parse(searchFixture('duckduckgo')))});DDG.duckbar.load('images')`;
const ask = (options: RemoteOptions = {}, signal = never) =>
  duckDuckGo({ baseUrl: server.baseUrl, ...options }).search(query, signal);

test('reads the page for programs', async () => {
  server.answer = (response, { url }) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(url.pathname === '/d.js' ? page : '<script>vqd="4-123"</script>');
  expect(await ask()).toMatchObject([
    {
      url: 'https://guide.example.com/durable',
      title: 'The guide',
      snippet: 'A guide to durable execution & more.',
      provider: 'duckduckgo',
      rank: 1,
    },
  ]);
  expect(server.seen.map(({ url }) => url.searchParams.get('q'))).toEqual([
    'durable site:example.com',
    'durable site:example.com',
  ]);
  expect(Object.fromEntries(server.seen[1]!.url.searchParams)).toMatchObject({
    df: 'm',
    l: 'de-de',
    vqd: '4-123',
  });
});

test.each<[string, () => void]>([
  ['a page without its token', () => (server.answer = (response) => response.end('nothing here'))],
  ['a server’s failure', () => (server.answer = (response) => response.writeHead(500).end())],
  [
    'too much',
    () =>
      (server.answer = (response) => {
        const chunk = Buffer.alloc(256 * 1024, 32);
        for (let sent = 0; sent < 32; sent += 1) response.write(chunk);
      }),
  ],
])('says plainly that it failed: %s', async (_, prepare) => {
  prepare();
  const error: unknown = await ask().catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ToolError);
  expect((error as ToolError).message).toMatch(/^DuckDuckGo gave no results to a search without a key/);
});

test('ends at its time limit, and with a cancel', async () => {
  server.answer = () => undefined;
  await expect(ask({ timeoutMs: 100 })).rejects.toThrow(/^DuckDuckGo did not answer within 0\.1 s\./);
  const cancel = new AbortController();
  server.answer = () => {
    cancel.abort(new Error('cancelled'));
  };
  await expect(ask({}, cancel.signal)).rejects.toThrow('cancelled');
});
