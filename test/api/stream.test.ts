import { readStream } from '../support/event-stream';
import { House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const sse = (id: string, rest = '') => `${house.url}/api/v1/stream/sse?workflow_id=${id}${rest}`;
const auth = () => ({ 'X-API-Key': house.key });
const seqs = (events: { id: string | undefined }[]) => events.map(({ id }) => Number(id?.split('-')[1]));

test('a stream tells everything in order, text as it is written, and ends by itself', async () => {
  house.model.script({ pieces: ['Once', ' upon', ' a time'], delayMs: 40 });
  const id = await house.submit('a story');
  const events = await readStream(sse(id), { headers: auth() });
  expect(seqs(events)).toEqual(events.map((_, index) => index + 1));
  const names = events.map(({ name }) => name);
  expect(names.filter((name) => name !== 'thread.message.delta')).toEqual([
    'DATA_PROCESSING',
    'WORKFLOW_STARTED',
    'AGENT_THINKING',
    'AGENT_STARTED',
    'LLM_PROMPT',
    'thread.message.completed',
    'thread.message.completed',
    'AGENT_COMPLETED',
    'WORKFLOW_COMPLETED',
    'TASK_COMPLETED',
    'done',
  ]);
  const deltas = events.filter(({ name }) => name === 'thread.message.delta');
  expect(deltas.map(({ json }) => json?.['delta']).join('')).toBe('Once upon a time');
  expect(deltas.every(({ json }) => json?.['attempt'] === 1 && json['message'] === json['delta'])).toBe(true);
  expect(events.at(-1)?.data).toBe('[DONE]');
  const final = events.filter(({ name }) => name === 'thread.message.completed').at(-1);
  expect(final?.json).toMatchObject({ agent_id: 'final_output', response: 'Once upon a time' });
});

test('who reads the status after the last events sees the end', async () => {
  const id = await house.submit('quick');
  await readStream(sse(id, '&types=WORKFLOW_COMPLETED'), {
    headers: auth(),
    leaveAfter: ({ name }) => name === 'WORKFLOW_COMPLETED',
  });
  expect((await house.status(id)).status).toBe('TASK_STATUS_COMPLETED');
});

test.each(['header', 'query', 'number'])(
  'a dropped client goes on strictly after its last event (%s)',
  async (by) => {
    house.model.script({ pieces: Array.from({ length: 20 }, (_, n) => `${n},`), delayMs: 15 });
    const id = await house.submit('count');
    let seen = 0;
    const first = await readStream(sse(id), { headers: auth(), leaveAfter: () => ++seen === 9 });
    const last = first.at(-1)?.id ?? '';
    const second =
      by === 'header'
        ? await readStream(sse(id), { headers: { ...auth(), 'Last-Event-ID': last } })
        : await readStream(sse(id, `&last_event_id=${by === 'number' ? last.split('-')[1] : last}`), {
            headers: auth(),
          });
    const all = seqs([...first, ...second]);
    expect(all).toEqual(all.map((_, index) => index + 1));
  },
);

test.each(['WORKFLOW_COMPLETED', 'thread.message.completed', 'STREAM_END', 'done', 'NOTHING_SUCH'])(
  'behind the filter %s the stream still ends with done',
  async (types) => {
    const id = await house.submit('filtered');
    const events = await readStream(sse(id, `&types=${types}`), { headers: auth() });
    expect(events.at(-1)).toMatchObject({ name: 'done', data: '[DONE]' });
    const expected = { WORKFLOW_COMPLETED: 2, 'thread.message.completed': 3 }[types] ?? 1;
    expect(events).toHaveLength(expected);
  },
);

test('a task that ended long ago, and a resume at its last event, end too', async () => {
  const id = await house.submit('over');
  await house.ended(id);
  const events = await readStream(`${house.url}/api/v1/tasks/${id}/stream`, { headers: auth() });
  expect(events.at(-1)?.name).toBe('done');
  const resumed = await readStream(sse(id, `&last_event_id=${events.at(-1)?.id}`), { headers: auth() });
  expect(resumed.map(({ name }) => name)).toEqual(['done']);
});

test('an unknown task, a foreign one, a bad position and a missing id are told at once', async () => {
  const get = (path: string, key: string | null = house.key) => house.call('GET', path, { key });
  const foreign = await house.store.keys.create({ tenant: 'else', owner: 'e', name: 'e' });
  const id = await house.submit('x');
  expect((await get('/api/v1/stream/sse?workflow_id=task_none')).status).toBe(404);
  expect((await get(`/api/v1/stream/sse?workflow_id=${id}`, foreign)).status).toBe(404);
  expect(await get(`/api/v1/stream/sse?workflow_id=${id}&last_event_id=abc`)).toMatchObject({
    status: 400,
    body: { error: 'Invalid last_event_id' },
  });
  expect(await get('/api/v1/stream/sse')).toMatchObject({
    status: 400,
    body: { error: 'Invalid or missing workflow_id' },
  });
  expect((await get(`/api/v1/stream/sse?workflow_id=${id}`, null)).status).toBe(401);
});

test('a key in the query opens streams and nothing else', async () => {
  const id = await house.submit('by query');
  const events = await readStream(sse(id, `&api_key=${house.key}`));
  expect(events.at(-1)?.name).toBe('done');
  await readStream(`${house.url}/api/v1/tasks/${id}/stream?token=${house.key}`);
  expect((await house.call('GET', `/api/v1/tasks/${id}?api_key=${house.key}`, { key: null })).status).toBe(
    401,
  );
});

test('a repeated attempt is told before its first text', async () => {
  house.model.script(
    { pieces: ['half ', 'an'], reset: 1, delayMs: 30 },
    { pieces: ['the ', 'whole'], delayMs: 30 },
  );
  const id = await house.submit('break');
  const events = await readStream(sse(id), { headers: auth() });
  const reset = events.findIndex(({ name, json }) => name === 'WARNING' && payload(json)['reset'] === true);
  const after = events.slice(reset).filter(({ name }) => name === 'thread.message.delta');
  expect(reset).toBeGreaterThan(0);
  expect(payload(events[reset]?.json)).toMatchObject({ reset: true, attempt: 2 });
  expect(after.map(({ json }) => json?.['delta']).join('')).toBe('the whole');
  expect(after.every(({ json }) => json?.['attempt'] === 2)).toBe(true);
  expect(events.filter(({ name }) => name === 'ERROR_RECOVERY')).toHaveLength(1);
  expect(await house.status(id)).toMatchObject({ result: 'the whole', metadata: { interrupted_calls: 1 } });
});

test('many readers of one task, some slow to come, all get all of it', async () => {
  house.model.script({ pieces: Array.from({ length: 50 }, (_, n) => `${n} `), delayMs: 5 });
  const id = await house.submit('crowd');
  const readers = Array.from({ length: 60 }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, n * 8));
    return readStream(sse(id), { headers: auth() });
  });
  const lengths = new Set((await Promise.all(readers)).map((events) => events.length));
  expect(lengths.size).toBe(1);
});

function payload(json: Record<string, unknown> | undefined): Record<string, unknown> {
  return (json?.['payload'] ?? {}) as Record<string, unknown>;
}
