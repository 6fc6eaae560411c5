import { createHash } from 'node:crypto';
import { createEndTask } from '../../src/activities';
import { limits } from '../../src/contract/limits';
import type { Page } from '../../src/providers/pages/port';
import { ToolError } from '../../src/providers/tools/port';
import { openCorpusWeb, type CorpusWeb } from '../support/corpus-web';
import { openResearchDesk, type ResearchDesk } from '../support/research-desk';
import { startPageServer, type PageServer } from '../tools/page-server';

let web: CorpusWeb;
let server: PageServer;
let desk: ResearchDesk;
/** What the next read fails with. */
let failure: unknown;
/** What of a page is otherwise than it was read. */
let change: Partial<Page> = {};
afterEach(() => {
  change = {};
});
beforeAll(async () => {
  server = await startPageServer();
  web = openCorpusWeb([
    {
      url: 'https://lighthouse.example/height',
      title: 'The height',
      source: 'Lighthouse Board',
      published: '2024-03-04',
      text: 'The lighthouse of Ronsay is 42 metres high.',
    },
    {
      url: 'https://news.example/lighthouse',
      title: 'News of the lighthouse',
      text: 'The lighthouse was painted in 2019.',
    },
  ]);
  desk = await openResearchDesk({
    tools: web.tools,
    pages: {
      read: async (url, options) => {
        const fails = failure;
        failure = undefined;
        if (fails !== undefined) throw fails as Error;
        return { ...(await web.pages.read(url, options)), ...change };
      },
    },
  });
});
afterAll(async () => {
  await desk.close();
  await web.close();
  await server.close();
});

const outputOf = (task: string, step: string) => desk.store.steps.output(task, step);
const eventsOf = async (task: string) => (await desk.store.events.list(task, 50, 0)).events;

test('a search keeps its hits and tells the workflow their number', async () => {
  const task = await desk.task('How high is the lighthouse?');
  const order = { step: 'q1/search-1', query: 'lighthouse height', count: 5 };
  expect(await desk.do('searchWeb', task, order)).toEqual({ ok: true, hits: 2 });
  expect(await outputOf(task, 'q1/search-1')).toMatchObject({
    query: 'lighthouse height',
    hits: [{ url: 'https://lighthouse.example/height', title: 'The height', rank: 1 }, { rank: 2 }],
    failures: [],
  });
  expect((await eventsOf(task)).map(({ type, payload }) => [type, payload?.['tool']])).toEqual([
    ['PROGRESS', undefined],
    ['TOOL_INVOKED', 'web_search'],
    ['TOOL_OBSERVATION', 'web_search'],
  ]);
});

test('a page is kept once with its whole text, under the hash of exactly this text', async () => {
  const task = await desk.task('How high is the lighthouse?');
  const url = 'https://lighthouse.example/height';
  const read = await desk.do('readPage', task, { step: 'q1/read-1', url });
  const text = 'The lighthouse of Ronsay is 42 metres high.';
  const hash = createHash('sha256').update(text).digest('hex');
  expect(read).toEqual({ ok: true, page: hash, host: 'lighthouse.example', characters: text.length });
  await desk.do('readPage', task, { step: 'q2/read-1', url });
  expect(await desk.store.pages.list(task)).toEqual([
    {
      hash,
      url,
      final_url: url,
      canonical_url: null,
      status: null,
      title: 'The height',
      publisher: 'Lighthouse Board',
      author: null,
      published: '2024-03-04',
      language: null,
      content_type: 'text/plain',
      retrieved_at: expect.any(String) as string,
      is_cut: false,
      is_paywalled: false,
      characters: text.length,
    },
  ]);
  expect((await desk.store.pages.get(task, hash))?.text).toBe(text);
});

test('what a database cannot hold is not in the text, and the hash is of what is', async () => {
  const task = await desk.task('What is odd?');
  change = { text: 'One\0two \u{1f600} three\ud800.' };
  const url = 'https://lighthouse.example/height';
  const read = await desk.do('readPage', task, { step: 'read', url });
  const [page] = await desk.store.pages.texts(task);
  expect(page?.text).toBe('Onetwo \u{1f600} three\ufffd.');
  const hash = createHash('sha256')
    .update(page?.text ?? '')
    .digest('hex');
  expect(read).toMatchObject({ ok: true, page: hash });
});

test('a text that is too long is cut between characters, and that is said', async () => {
  const task = await desk.task('What is long?');
  const url = server.page(
    `x${'\u{1f600}'.repeat(limits.researchPageCharacters / 2)}`,
    'text/plain; charset=utf-8',
  );
  await desk.do('readPage', task, { step: 'read', url });
  const [page] = await desk.store.pages.texts(task);
  expect(page).toMatchObject({ is_cut: true, characters: limits.researchPageCharacters - 1 });
  expect(page?.text.isWellFormed()).toBe(true);
  expect(page?.text.length).toBe(limits.researchPageCharacters - 1);
});

test('a page that cannot be had costs itself alone, with its reason', async () => {
  const task = await desk.task('What is gone?');
  const read = await desk.do('readPage', task, { step: 'read', url: server.at('/gone') });
  expect(read).toMatchObject({ ok: false, reason: expect.stringMatching(/404/) as string });
  expect(await outputOf(task, 'read')).toMatchObject({ refused: expect.stringMatching(/404/) as string });
  expect(await desk.store.pages.list(task)).toEqual([]);
});

test('a notice that there is no page is refused although its server answers that all is well', async () => {
  const task = await desk.task('What is gone for good?');
  const url = server.page(
    '<title>404 Not Found</title><body><h1>Not found</h1><p>The page you requested could not be found.</p></body>',
    'text/html',
  );
  const read = await desk.do('readPage', task, { step: 'read', url });
  expect(read).toMatchObject({ ok: false, reason: expect.stringMatching(/no such page/) as string });
  expect(await desk.store.pages.list(task)).toEqual([]);
});

test('a failure that may pass is tried again, and its last attempt is an answer', async () => {
  const task = await desk.task('What is slow?');
  const order = { step: 'read', url: 'https://lighthouse.example/height' };
  failure = new ToolError('The server is busy.', { isRetryable: true });
  await expect(desk.do('readPage', task, order)).rejects.toMatchObject({ type: 'Tool.Unavailable' });
  failure = new ToolError('The server is busy.', { isRetryable: true });
  const last = await desk.do('readPage', task, order, limits.toolAttempts);
  expect(last).toEqual({ ok: false, reason: 'The server is busy.' });
  // What is kept is not done again.
  expect(await desk.do('readPage', task, order)).toEqual(last);
});

test('what breaks down is told in a sentence without its inside', async () => {
  const task = await desk.task('What breaks?');
  failure = new TypeError('secret of the inside');
  const read = await desk.do('readPage', task, { step: 'read', url: 'https://x.example/' });
  expect(read).toEqual({ ok: false, reason: 'Reading the page failed unexpectedly.' });
});

test('tools that the client forbids are not used', async () => {
  const task = await desk.task('What is there?', { disabledTools: ['web_search', 'web_fetch'] });
  const reason = (name: string) => `${name} cannot be used: the settings of the task do not allow it.`;
  expect(await desk.do('searchWeb', task, { step: 's', query: 'lighthouse', count: 3 })).toEqual({
    ok: false,
    isBudget: false,
    reason: reason('web_search'),
  });
  const url = 'https://lighthouse.example/height';
  expect(await desk.do('readPage', task, { step: 'r', url })).toEqual({
    ok: false,
    reason: reason('web_fetch'),
  });
});

test('an address is chosen by one step only, also when several ask at once', async () => {
  const task = await desk.task('Who reads what?');
  const addresses = Array.from({ length: 20 }, (_, index) => `https://x.example/${index}`);
  const steps = ['a', 'b', 'c', 'd'];
  for (const step of steps) {
    await desk.store.steps.beginWork(task, step, { kind: 'house', agent: 'researcher' }, []);
  }
  const mixed = steps.map((step, index) =>
    desk.store.pages.choose(task, step, index % 2 === 0 ? addresses : addresses.toReversed()),
  );
  const chosen = (await Promise.all(mixed)).flatMap((own) => [...own]);
  expect(chosen.sort()).toEqual([...addresses].sort());
});

test('a page that is only to take another’s place is left to whoever reads it for sure', async () => {
  const task = await desk.task('How high is the lighthouse?');
  const question = {
    id: 'q',
    question: 'lighthouse',
    dimensions: ['d1'],
    kinds: ['any' as const],
    queries: [],
  };
  await desk.do('searchWeb', task, { step: 'search', query: 'lighthouse height', count: 5 });
  const choose = (step: string, own: number) =>
    desk.do('choosePages', task, {
      ...{ step, question, searches: ['search'], most: 2, own, prefersScholarly: false },
    });
  const first = await choose('q1/choose', 1);
  expect(first).toMatchObject({ shared: [], urls: { length: 2 } });
  expect(await choose('q2/choose', 2)).toEqual({ urls: [first.urls[1]], shared: [first.urls[0]] });
});

test('pages stay after the end of their task and go with it', async () => {
  const task = await desk.task('How high?');
  await desk.do('readPage', task, { step: 'read', url: 'https://lighthouse.example/height' });
  await desk.store.tasks.requestCancel(task, '', 'test', { key: 'c', type: 'WORKFLOW_CANCELLING' });
  const end = createEndTask({
    store: desk.store,
    models: { countTokens: () => 0, price: () => ({ kind: 'free' }) } as never,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await end({ taskId: task, status: 'TASK_STATUS_CANCELLED' });
  expect(await desk.store.pages.list(task)).toHaveLength(1);
  await desk.store.tasks.delete(task);
  expect(await desk.store.pages.list(task)).toEqual([]);
});
