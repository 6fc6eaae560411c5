import { readStream, type WireEvent } from '../support/event-stream';
import { House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const auth = () => ({ 'X-API-Key': house.key });
const stream = (session: string, rest = '') => `${house.url}/api/v1/sessions/${session}/stream${rest}`;
const submit = (session: string, query: string) => house.submit({ query, session_id: session });

/** Leaves once the ends of so many tasks were told. */
function afterEnds(count: number): (event: WireEvent) => boolean {
  let ends = 0;
  return ({ name }) => name === 'STREAM_END' && ++ends === count;
}
const told = (events: readonly WireEvent[], id: string) =>
  events.flatMap(({ json }) => (json?.['workflow_id'] === id ? [json['seq'] as number] : []));
const all = async (id: string) => {
  const row = await house.store.tasks.get(id);
  return Array.from({ length: row?.last_seq ?? 0 }, (_, index) => index + 1);
};

test('a stream of a session tells the tasks that ended in their order, and those that come while it is open', async () => {
  const first = await submit('talk', 'one');
  await house.ended(first);
  const second = await submit('talk', 'two');
  await house.ended(second);
  let third = '';
  const events = await readStream(stream('talk'), {
    headers: auth(),
    leaveAfter: afterEnds(3),
    onEvent: ({ name, json }) => {
      if (name === 'STREAM_END' && json?.['workflow_id'] === second)
        void submit('talk', 'three').then((id) => (third = id));
    },
  });
  expect([...new Set(events.map(({ json }) => json?.['workflow_id']))]).toEqual([first, second, third]);
  for (const id of [first, second, third]) expect(told(events, id)).toEqual(await all(id));
  expect(events.some(({ data }) => data === '[DONE]')).toBe(false);
});

test('tasks that run at once are told side by side, each in its order', async () => {
  house.model.answer(() => ({ pieces: Array.from({ length: 10 }, (_, n) => `${n} `), delayMs: 20 }));
  const ids = await Promise.all(['a', 'b', 'c'].map((query) => submit('crowd', query)));
  const events = await readStream(stream('crowd'), { headers: auth(), leaveAfter: afterEnds(3) });
  for (const id of ids) expect(told(events, id)).toEqual(await all(id));
  const order = events.map(({ json }) => json?.['workflow_id']);
  const changes = order.filter((id, index) => index > 0 && id !== order[index - 1]);
  expect(changes.length).toBeGreaterThan(3);
});

test.each(['header', 'query'])('a dropped client goes on with every task where it was (%s)', async (by) => {
  house.model.answer(() => ({ pieces: Array.from({ length: 15 }, (_, n) => `${n} `), delayMs: 15 }));
  const session = `dropped-${by}`;
  const before = await submit(session, 'before');
  await house.ended(before);
  const ids = [before, await submit(session, 'x'), await submit(session, 'y')];
  let seen = 0;
  const first = await readStream(stream(session), { headers: auth(), leaveAfter: () => ++seen === 30 });
  const last = first.at(-1)?.id ?? '';
  const leaveAfter = afterEnds(3 - first.filter(({ name }) => name === 'STREAM_END').length);
  const second =
    by === 'header'
      ? await readStream(stream(session), { headers: { ...auth(), 'Last-Event-ID': last }, leaveAfter })
      : await readStream(stream(session, `?last_event_id=${encodeURIComponent(last)}`), {
          headers: auth(),
          leaveAfter,
        });
  for (const id of ids) expect(told([...first, ...second], id)).toEqual(await all(id));
});

test('a filter holds for all tasks, and a browser opens it by its key under the path of streams', async () => {
  const id = await submit('filtered', 'x');
  await house.ended(id);
  const url = `${house.url}/api/v1/stream/sse?session_id=filtered&types=TASK_COMPLETED&api_key=${house.key}`;
  const events = await readStream(url, { leaveAfter: () => true });
  expect(events[0]).toMatchObject({ name: 'TASK_COMPLETED', json: { workflow_id: id } });
});

test('a deleted task does not hold up those behind it', async () => {
  const [gone, kept] = [await submit('holes', 'gone'), await submit('holes', 'kept')];
  await house.ended(gone);
  await house.ended(kept);
  await house.call('DELETE', `/api/v1/tasks/${gone}`);
  const events = await readStream(stream('holes'), { headers: auth(), leaveAfter: afterEnds(1) });
  expect(new Set(events.map(({ json }) => json?.['workflow_id']))).toEqual(new Set([kept]));
});

test('a deleted session is not followed, and one that begins anew under its id tells its own tasks alone', async () => {
  const old = await submit('anew', 'before');
  await house.ended(old);
  expect((await house.call('DELETE', '/api/v1/sessions/anew')).status).toBe(204);
  expect((await fetch(stream('anew'), { headers: auth() })).status).toBe(404);
  const own = await submit('anew', 'after');
  const events = await readStream(stream('anew'), { headers: auth(), leaveAfter: afterEnds(1) });
  expect([...new Set(events.map(({ json }) => json?.['workflow_id']))]).toEqual([own]);
});

test('an unknown session, a foreign one and a bad position are told at once', async () => {
  const foreign = await house.store.keys.create({ tenant: 'else', owner: 'e', name: 'e' });
  await submit('mine', 'x');
  const get = (path: string, key: string | null = house.key) => house.call('GET', path, { key });
  const unknown = await get('/api/v1/sessions/none/stream');
  expect(unknown).toMatchObject({ status: 404, body: { error: 'session not found' } });
  expect(await get('/api/v1/sessions/mine/stream', foreign)).toMatchObject({
    status: 404,
    text: unknown.text,
  });
  expect((await get('/api/v1/sessions/mine/stream', null)).status).toBe(401);
  expect((await get(`/api/v1/sessions/mine/stream?api_key=${house.key}`, null)).status).toBe(401);
  expect(await get('/api/v1/sessions/a%20b/stream')).toMatchObject({
    status: 400,
    body: { error: 'Invalid session_id format' },
  });
  expect(await get('/api/v1/sessions/mine/stream?last_event_id=17-4')).toMatchObject({
    status: 400,
    body: { error: 'Invalid last_event_id' },
  });
});
