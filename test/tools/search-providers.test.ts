import { inspect } from 'node:util';
import { brave } from '../../src/providers/search/adapters/brave';
import { exa } from '../../src/providers/search/adapters/exa';
import { searxng } from '../../src/providers/search/adapters/searxng';
import { serper } from '../../src/providers/search/adapters/serper';
import { tavily } from '../../src/providers/search/adapters/tavily';
import type { RemoteOptions, SearchQuery } from '../../src/providers/search/port';
import { ToolError } from '../../src/providers/tools/port';
import { searchFixture, startSearchServer, type SearchServer } from './search-server';

const key = 'key-that-nobody-may-see';
const make = {
  serper: (options: RemoteOptions) => serper(key, options),
  tavily: (options: RemoteOptions) => tavily(key, options),
  brave: (options: RemoteOptions) => brave(key, options),
  exa: (options: RemoteOptions) => exa(key, options),
  searxng: ({ baseUrl = '', timeoutMs }: RemoteOptions) => searxng(baseUrl, { timeoutMs }),
};
type Name = keyof typeof make;
const names = Object.keys(make) as Name[];
const never = new AbortController().signal;
const plain: SearchQuery = { query: 'durable execution', count: 5 };
const full: SearchQuery = {
  query: 'durable',
  count: 7,
  language: 'ja-JP',
  recency: 'week',
  site: 'example.org',
};

let server: SearchServer;
beforeAll(async () => (server = await startSearchServer()));
afterAll(() => server.close());
beforeEach(() => server.seen.splice(0));

const serve = (text: string) => (server.answer = (response) => response.end(text));
const search = (name: Name, query: SearchQuery, options: RemoteOptions = {}, signal = never) =>
  make[name]({ baseUrl: server.baseUrl, ...options }).search(query, signal);
const failure = async (name: Name, options: RemoteOptions = {}) => {
  const error: unknown = await search(name, plain, options).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ToolError);
  expect((error as ToolError).message.toLowerCase()).toContain(name);
  expect((error as ToolError).message).not.toContain(key);
  return error as ToolError;
};

test.each<[Name, object, object | undefined, string]>([
  [
    'serper',
    { 'x-api-key': key, 'content-type': 'application/json' },
    { q: 'durable site:example.org', num: 7, hl: 'ja', gl: 'jp', tbs: 'qdr:w' },
    '/search',
  ],
  [
    'tavily',
    { authorization: `Bearer ${key}` },
    {
      query: 'durable',
      search_depth: 'basic',
      max_results: 7,
      time_range: 'week',
      include_domains: ['example.org'],
    },
    '/search',
  ],
  [
    'brave',
    { 'x-subscription-token': key },
    undefined,
    '/res/v1/web/search?q=durable+site%3Aexample.org&count=7&text_decorations=false&search_lang=jp&freshness=pw',
  ],
  [
    'exa',
    { 'x-api-key': key },
    {
      query: 'durable',
      type: 'auto',
      numResults: 7,
      contents: { highlights: true },
      startPublishedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00\.000Z$/) as string,
      includeDomains: ['example.org'],
    },
    '/search',
  ],
  [
    'searxng',
    { accept: 'application/json' },
    undefined,
    '/search?q=durable+site%3Aexample.org&format=json&language=ja-JP&time_range=week',
  ],
])('%s is asked as it documents', async (name, headers, body, path) => {
  serve(searchFixture(name));
  await search(name, full);
  const [seen] = server.seen;
  expect(seen?.method).toBe(body ? 'POST' : 'GET');
  expect(seen?.headers).toMatchObject(headers);
  expect(seen?.body).toEqual(body);
  expect(`${seen?.url.pathname ?? ''}${seen?.url.search ?? ''}`).toBe(path);
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

test.each<[Name, object[]]>([
  [
    'serper',
    [
      {
        url: 'https://www.example.com/blog/durable-execution?utm_source=google&utm_medium=organic',
        title: 'What is durable execution?',
        snippet: 'Durable execution keeps the state of a program, so that it goes on after a crash.',
        published: '2024-03-04',
        source: 'example.com',
        provider: 'serper',
        rank: 1,
      },
      {
        url: 'https://docs.example.org/workflows/',
        title: 'Durable workflows & retries',
        snippet: 'A guide to workflows. 2. Not a new line of a list.',
        published: null,
        source: 'docs.example.org',
        provider: 'serper',
        rank: 2,
      },
      { title: 'Forum thread', snippet: '', published: daysAgo(3), rank: 3 },
    ],
  ],
  [
    'tavily',
    [
      { url: 'https://example.com/blog/durable-execution/', published: '2024-03-04', provider: 'tavily' },
      { title: 'Engines compared', snippet: 'Five engines side by side.', published: null },
    ],
  ],
  [
    'brave',
    [
      {
        snippet: 'How durable execution works — step by step.',
        published: '2025-01-15',
        source: 'Example Docs',
      },
      { title: 'Plain', published: null, source: 'plain.example.com', rank: 2 },
    ],
  ],
  [
    'exa',
    [
      {
        snippet: 'Such requirements have limited their adoption. … Logs are replayed.',
        published: '2023-11-16',
      },
      { title: 'notes.example.com', snippet: 'Only a text.', published: null },
    ],
  ],
  [
    'searxng',
    [
      { title: 'Durable execution', snippet: "An encyclopedia's article.", published: '2024-05-06' },
      { title: 'A post', snippet: '', published: null },
    ],
  ],
])('%s’s documented answer is read', async (name, hits) => {
  serve(searchFixture(name));
  expect(await search(name, plain)).toMatchObject(hits);
});

test.each(names)('%s gives no more than was asked, and only of the site', async (name) => {
  serve(searchFixture(name));
  expect(await search(name, { ...plain, count: 1 })).toHaveLength(1);
  expect(await search(name, { ...plain, site: 'nowhere.test' })).toEqual([]);
});

describe.each(names)('when %s fails', (name) => {
  test.each<[number, object, RegExp, boolean]>([
    [401, {}, /refused the search \(401\)/, false],
    [403, {}, /refused the search \(403\)/, false],
    [402, {}, /credits are used up/, false],
    [422, {}, /refused the search with status 422/, false],
    [429, { 'retry-after': '7' }, /asked too often; try again in 7 s\.$/, true],
    [429, {}, /try again later\.$/, true],
    [500, {}, /failed with status 500/, true],
    [302, { location: 'http://127.0.0.1:9/' }, /redirect \(302\), which is not followed/, false],
  ])('status %i %j is a sentence', async (status, headers, sentence, isRetryable) => {
    server.answer = (response) => response.writeHead(status, { ...headers }).end(`{"error":"${key}"}`);
    const error = await failure(name);
    expect(error.message).toMatch(sentence);
    expect(error.isRetryable).toBe(isRetryable);
    expect(server.seen).toHaveLength(1);
  });

  test.each([
    ['<html>no', /not JSON/],
    ['{"organic":', /not JSON/],
    ['[1,2]', /unknown form/],
    ['{"organic":"x","results":"x","web":"x"}', /unknown form/],
  ])('the answer %j is a sentence', async (text, sentence) => {
    serve(text);
    expect((await failure(name)).message).toMatch(sentence);
  });

  test('an answer without results is no failure', async () => {
    serve('{}');
    expect(await search(name, plain)).toEqual([]);
  });

  test('an answer without end is cut off', async () => {
    server.answer = (response) => {
      const chunk = Buffer.alloc(256 * 1024, 32);
      // More than the bound, and never an end.
      for (let sent = 0; sent < 16; sent += 1) response.write(chunk);
    };
    expect((await failure(name)).message).toMatch(/sent more than 2 MiB/);
  });

  test('silence, also after the headers, ends at the time limit', async () => {
    server.answer = () => undefined;
    expect((await failure(name, { timeoutMs: 100 })).message).toMatch(/did not answer within 0\.1 s/);
    server.answer = (response) => response.writeHead(200).write('{');
    expect(await failure(name, { timeoutMs: 100 })).toMatchObject({ isRetryable: true });
  });

  test('nobody at its address is a sentence without the address', async () => {
    const gone = await startSearchServer();
    await gone.close();
    const error = await failure(name, { baseUrl: gone.baseUrl });
    expect(error).toMatchObject({ isRetryable: true });
    expect(error.message).toMatch(/could not be reached \(ECONNREFUSED\)\.$/);
  });

  test('no form of its key gets into an error', async () => {
    const odd = `${key}\nsecond line`;
    const made = {
      serper,
      tavily,
      brave,
      exa,
      searxng: (url: string) => searxng(`http://127.0.0.1:1/${url}`),
    };
    const error: unknown = await made[name](odd, { baseUrl: server.baseUrl })
      .search(plain, never)
      .catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ToolError);
    expect(inspect(error, { depth: 9 })).not.toContain(key);
  });

  test('a cancel ends the search with its own reason', async () => {
    const cancel = new AbortController();
    server.answer = () => {
      cancel.abort(new Error('cancelled'));
    };
    await expect(search(name, plain, {}, cancel.signal)).rejects.toThrow('cancelled');
  });
});
