import { createHash } from 'node:crypto';
import { ResearchPageList, ResearchPageText, type PageText } from '../../src/contract/research';
import { House } from '../support/house';

const text = 'The lighthouse \u{1f600} is 42 metres high.';
const hash = createHash('sha256').update(text).digest('hex');
const page: PageText = {
  hash,
  url: 'http://lighthouse.example/?utm_source=x',
  final_url: 'https://lighthouse.example/',
  canonical_url: null,
  status: 200,
  title: 'The lighthouse',
  publisher: 'Lighthouse Board',
  author: null,
  published: '2024-03-04',
  language: 'en',
  content_type: 'text/html',
  retrieved_at: '2026-01-02T03:04:05.678Z',
  is_cut: false,
  is_paywalled: false,
  characters: text.length,
  text,
};
let house: House;
let task: string;
let otherKey: string;
beforeAll(async () => {
  house = await House.open({ worker: false });
  otherKey = await house.store.keys.create({ tenant: 'other', owner: 'o', name: 'o' });
  task = await house.submit('How high is the lighthouse?');
  await house.store.pages.keep(task, page, 10);
});
afterAll(() => house.close());

const list = (id = task, key: string | null = house.key) =>
  house.call<ResearchPageList>('GET', `/api/v1/tasks/${id}/pages`, { key });
const read = (query = '', name = hash, id = task) =>
  house.call<ResearchPageText>('GET', `/api/v1/tasks/${id}/pages/${name}${query}`);

test('the pages that a task has read are listed without their texts', async () => {
  const answer = await list();
  expect(answer.status).toBe(200);
  const { text: _text, ...facts } = page;
  expect(ResearchPageList.parse(answer.body)).toEqual({ pages: [facts] });
});

test('a page is read whole, and hashes to its name', async () => {
  const { status, body } = await read();
  expect(status).toBe(200);
  expect(ResearchPageText.parse(body)).toEqual({ ...page, start: 0, end: text.length });
  expect(createHash('sha256').update(body.text).digest('hex')).toBe(hash);
});

test('a part of it is read by its place, which is counted as JavaScript counts', async () => {
  const start = text.indexOf('42');
  const { body } = await read(`?start=${start}&end=${start + 9}`);
  expect(body).toMatchObject({ start, end: start + 9, text: '42 metres' });
  expect((await read('?start=5')).body.text).toBe(text.slice(5));
  expect((await read('?end=99999')).body).toMatchObject({ end: text.length, text });
});

test.each([
  ['?start=9&end=3', /start must not be behind end/],
  ['?start=99999', /start must not be behind end/],
  ['?start=-1', /start must be a whole number/],
  ['?end=x', /end must be a whole number/],
  ['?end=1&end=2', /end must be a whole number/],
])('a place that is none is refused: %s', async (query, sentence) => {
  const answer = await read(query);
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({ error: expect.stringMatching(sentence) as string });
});

test('a task without pages has an empty list', async () => {
  const other = await house.submit('Hello?');
  expect((await list(other)).body).toEqual({ pages: [] });
  const answer = await read('', hash, other);
  expect([answer.status, answer.body]).toEqual([404, { error: 'Page not found' }]);
});

test('who may not see the task does not see its pages', async () => {
  const missing = [404, { error: 'Task not found' }];
  for (const answer of [
    await list(task, otherKey),
    await list('task-of-nobody'),
    await house.call('GET', `/api/v1/tasks/${task}/pages/${hash}`, { key: otherKey }),
  ])
    expect([answer.status, answer.body]).toEqual(missing);
  expect((await list(task, null)).status).toBe(401);
  expect((await list('a%20b')).body).toEqual({ error: 'Invalid task ID format' });
});

test('a hash that names no page is not found, and only GET is taken', async () => {
  for (const name of ['0'.repeat(64), 'short', hash.toUpperCase()]) {
    const answer = await read('', name);
    expect([answer.status, answer.body]).toEqual([404, { error: 'Page not found' }]);
  }
  const posted = await house.call('POST', `/api/v1/tasks/${task}/pages`, { body: {} });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
});
