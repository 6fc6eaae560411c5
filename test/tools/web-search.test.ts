import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolContext, ToolOutcome } from '../../src/contract/tools';
import { createSearch } from '../../src/providers/search/create-search';
import { createToolBox } from '../../src/providers/tools/box';
import { searchFixture, startSearchServer, type SearchServer } from './search-server';

const none = {
  serperKey: undefined,
  tavilyKey: undefined,
  braveKey: undefined,
  exaKey: undefined,
  searxngUrl: undefined,
  keyless: false,
};
const keys = { serperKey: 'k1', tavilyKey: 'k2', braveKey: 'k3', exaKey: 'k4' };
const context: ToolContext = {
  tenant: 't',
  sessionId: 's',
  signal: new AbortController().signal,
  callKey: 'k',
};

let server: SearchServer;
let folder: string;
beforeAll(async () => {
  server = await startSearchServer();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-search-'));
  writeFileSync(
    join(folder, 'guide.md'),
    '---\nurl: https://example.com/blog/durable-execution\ntitle: Our copy\nsource: House\n---\nDurable execution, as we know it.',
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => server.seen.splice(0));

/** Answers each provider as documented, by what tells its request from the others'. */
const broken = new Set<string>();
const answerAll = () => {
  broken.clear();
  server.answer = (response, { headers, url, body }) => {
    const name =
      'x-subscription-token' in headers
        ? 'brave'
        : url.searchParams.get('format') === 'json'
          ? 'searxng'
          : 'authorization' in headers
            ? 'tavily'
            : 'contents' in (body as object)
              ? 'exa'
              : 'serper';
    if (broken.has(name)) response.writeHead(503).end();
    else response.end(searchFixture(name));
  };
};
const searchOf = (search: object, corpus?: string) => {
  const baseUrls = Object.fromEntries(
    ['serper', 'tavily', 'brave', 'exa', 'duckduckgo'].map((name) => [name, server.baseUrl]),
  );
  return createSearch(
    { search: { ...none, ...search }, corpus },
    { log: { warn: () => undefined }, baseUrls, timeoutMs: 2_000 },
  );
};
const call = async (search: object, args: object, corpus?: string): Promise<ToolOutcome> => {
  const { tool } = searchOf(search, corpus);
  const box = createToolBox([{ list: () => (tool ? [tool] : []) }], { error: () => undefined });
  return box.call('web_search', args, context);
};

test('the tool is described with what it costs by default', async () => {
  const { tool } = searchOf({ ...keys, searxngUrl: server.baseUrl });
  const box = createToolBox([{ list: () => [tool!] }], { error: () => undefined });
  const [facts] = await box.list();
  expect(facts).toMatchObject({
    name: 'web_search',
    category: 'web',
    foreignText: true,
    dangerous: false,
    changes: false,
    timeout_seconds: 30,
    parameters: { type: 'object', required: ['query'], additionalProperties: false },
  });
  expect(facts?.cost_per_use).toBeCloseTo(0.021, 6);
});

test('all that are configured are asked at once, and one list comes of it', async () => {
  answerAll();
  const outcome = await call(
    { ...keys, searxngUrl: `${server.baseUrl}/` },
    { query: 'durable execution', count: 20 },
    folder,
  );
  if (!outcome.ok) throw new Error(outcome.error);
  const { hits } = outcome.output as { hits: { url: string; provider: string; rank: number }[] };
  expect(server.seen).toHaveLength(5);
  expect(hits[0]).toMatchObject({
    url: 'https://example.com/blog/durable-execution',
    title: 'Our copy',
    provider: 'corpus, serper, tavily',
    published: '2024-03-04',
    rank: 1,
  });
  expect(hits[1]).toMatchObject({ provider: 'serper, brave', published: '2025-01-15' });
  expect(new Set(hits.map(({ url }) => url)).size).toBe(hits.length);
  expect(outcome.costUsd).toBeCloseTo(0.001 + 0.008 + 0.005 + 0.017, 6);
  expect(outcome.metadata).toEqual({
    providers: ['corpus', 'serper', 'tavily', 'brave', 'exa', 'searxng'],
    failures: [],
  });
  expect(outcome.sources?.[0]).toEqual({
    url: 'https://example.com/blog/durable-execution',
    title: 'Our copy',
  });
  expect(outcome.text).toMatch(
    /^1\. Our copy\n {3}https:\/\/example\.com\/blog\/durable-execution\n {3}House, 2024-03-04\n {3}Durable execution, as we know it\.\n\n2\. /,
  );
  // What strangers wrote can start no line of the list.
  expect(outcome.text.match(/^\d+\. /gm)).toHaveLength(hits.length);
});

test('one that fails is named, all that fail fail the call', async () => {
  answerAll();
  broken.add('brave');
  const outcome = await call({ braveKey: 'k3', tavilyKey: 'k2' }, { query: 'durable' });
  expect(outcome).toMatchObject({
    ok: true,
    metadata: { providers: ['tavily'], failures: ['Brave failed with status 503.'] },
    text: expect.stringMatching(/\n\nNot all could be asked: Brave failed with status 503\.$/) as string,
  });
  broken.add('tavily');
  expect(await call({ braveKey: 'k3', tavilyKey: 'k2' }, { query: 'durable' })).toMatchObject({
    ok: false,
    error: 'Tavily failed with status 503. Brave failed with status 503.',
    isRetryable: true,
  });
});

test.each<[object, string | undefined, boolean]>([
  [{}, undefined, false],
  [{ keyless: true }, undefined, true],
  [{ serperKey: '' }, undefined, false],
  [{ searxngUrl: 'http://127.0.0.1:1' }, undefined, true],
])('with %j there is a tool: %s %s', (search, corpus, is) => {
  expect(searchOf(search, corpus).tool !== undefined).toBe(is);
});

test('the keyless one is asked only where there is no other', async () => {
  server.answer = (response) => response.writeHead(500).end();
  expect(await call({ keyless: true }, { query: 'durable' })).toMatchObject({
    ok: false,
    error: expect.stringMatching(/^DuckDuckGo gave no results to a search without a key/) as string,
  });
  server.seen.splice(0);
  expect(await call({ keyless: true }, { query: 'durable' }, folder)).toMatchObject({
    ok: true,
    metadata: { providers: ['corpus'] },
    costUsd: 0,
  });
  expect(server.seen).toEqual([]);
});

test('nothing found is said, with what may help', async () => {
  expect(
    await call({}, { query: 'xylophone', recency: 'week', site: 'https://www.example.org/x' }, folder),
  ).toMatchObject({
    ok: true,
    text: 'No pages found for "xylophone". Try fewer or other words, or no recency and site.',
    output: { hits: [] },
  });
});

test.each<[object, RegExp]>([
  [{}, /query: /],
  [{ query: '  ' }, /query: /],
  [{ query: 'x', count: 21 }, /count: /],
  [{ query: 'x', count: 1.5 }, /count: /],
  [{ query: 'x', recency: 'hour' }, /recency: /],
  [{ query: 'x', language: 'German please' }, /language: Use a language tag/],
  [{ query: 'x', site: 'not a host' }, /"not a host" is no host/],
  [{ query: 'x', engine: 'bing' }, /unknown engine/],
])('arguments %j are refused with a sentence', async (args, sentence) => {
  expect(await call({}, args, folder)).toMatchObject({
    ok: false,
    error: expect.stringMatching(sentence) as string,
  });
});

test('a corpus page is found by its address; without a corpus there is none', async () => {
  const { signal } = context;
  const url = 'http://www.example.com/blog/durable-execution/';
  expect(await searchOf({}, folder).corpusPage(url, signal)).toMatchObject({
    title: 'Our copy',
    text: 'Durable execution, as we know it.',
  });
  expect(await searchOf(keys).corpusPage(url, signal)).toBeUndefined();
});
