import { limits } from '../../src/contract/limits';
import type { KeyTier, RequestWindow } from '../../src/contract/request-limits';
import { openDatabase, type Database } from '../../src/store/database';
import { openStore } from '../../src/store';
import { House, type Answer } from '../support/house';

let house: House;
let database: Database;
beforeAll(async () => {
  house = await House.open({ worker: false, areRequestsLimited: true });
  database = openDatabase({ url: house.databaseUrl, connections: 1 });
}, 60_000);
afterAll(async () => {
  await database.close();
  await house.close();
}, 60_000);

const newKey = (tier?: KeyTier) =>
  house.store.keys.create({ tenant: 'acme', owner: 'acme', name: 'test', ...(tier && { tier }) });
const list = (key: string) => house.call('GET', '/api/v1/tasks', { key });

/** Makes a key look as if it had been used as often in its minute, hour and day. */
async function used(key: string, counts: { minute?: number; hour?: number; day?: number }): Promise<void> {
  await list(key);
  await database.pool.query(
    `update request_counts set minute_count = minute_count + $2, hour_count = hour_count + $3, day_count = day_count + $4
     where key_id = (select id from api_keys where key_hash = encode(sha256($1::bytea), 'hex'))`,
    [key, counts.minute ?? 0, counts.hour ?? 0, counts.day ?? 0],
  );
}

/** What a key is answered that has used a limit up; the span may end meanwhile, which seldom happens twice. */
async function answerOver(key: string, window: RequestWindow): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    await used(key, { [window]: limits.requests.free[window] });
    const answer = await list(key);
    if (answer.status !== 200 || tries === 2) return answer;
  }
}

/** The headers of an answer that tell of limits. */
const told = ({ headers }: { headers: Headers }) =>
  ['Limit-Minute', 'Remaining-Minute', 'Limit-Hour', 'Remaining-Hour'].map((name) =>
    Number(headers.get(`X-RateLimit-${name}`)),
  );

/** The end of the span of so many seconds that goes on now, or went on some seconds ago. */
const isEndOf = (seconds: number, value: string | null) => {
  const now = Date.now() / 1_000;
  expect(Number(value) % seconds).toBe(0);
  expect(Number(value)).toBeGreaterThan(now - 5);
  expect(Number(value)).toBeLessThanOrEqual(now + seconds);
};

test('each answer of a limited route says what the tier allows, what is left, and when the minute ends', async () => {
  const key = await newKey('pro');
  const first = await list(key);
  expect(first.status).toBe(200);
  expect(told(first)).toEqual([200, 199, 5_000, 4_999]);
  isEndOf(60, first.headers.get('X-RateLimit-Reset'));
  expect(first.headers.get('Access-Control-Expose-Headers')).toContain('X-RateLimit-Remaining-Minute');
  // The hour goes on where a minute may have ended between the two.
  expect(told(await list(key))[3]).toBe(4_998);
});

test.each([
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
] as const)('over the limit of a %s: 429 that says so and when to come again', async (window, seconds) => {
  const key = await newKey('free');
  const refused = await answerOver(key, window);
  expect(refused.status).toBe(429);
  expect(refused.body).toEqual({
    error: 'Rate limit exceeded',
    message: `Too many requests. ${window} limit exceeded. Please retry after the rate limit window resets.`,
    window,
  });
  isEndOf(seconds, refused.headers.get('X-RateLimit-Reset'));
  const wait = Number(refused.headers.get('Retry-After'));
  expect(wait).toBeGreaterThanOrEqual(1);
  expect(wait).toBeLessThanOrEqual(seconds);
});

test('a submission over the limit makes no task, even with a body that is no JSON', async () => {
  const key = await newKey('free');
  await used(key, { hour: 1_000 });
  for (const body of [{ query: 'x' }, '{'])
    expect(await house.call('POST', '/api/v1/tasks', { key, body })).toMatchObject({ status: 429 });
  const { rows } = await database.pool.query('select 1 from tasks');
  expect(rows).toEqual([]);
});

test('reading a status is neither limited nor counted, nor is a stream', async () => {
  const key = await newKey('free');
  const submitted = await house.call('POST', '/api/v1/tasks', { key, body: { query: 'x' } });
  expect(told(submitted)).toEqual([60, 59, 1_000, 999]);
  await used(key, { hour: 1_000 });
  expect((await list(key)).status).toBe(429);
  const taskId = String(submitted.body['task_id']);
  for (let read = 0; read < 5; read += 1) {
    const status = await house.call('GET', `/api/v1/tasks/${taskId}`, { key });
    expect(status).toMatchObject({ status: 200, body: { status: 'TASK_STATUS_QUEUED' } });
    expect(status.headers.get('X-RateLimit-Limit-Minute')).toBeNull();
  }
  const stream = await fetch(`${house.url}/api/v1/tasks/${taskId}/stream`, { headers: { 'X-API-Key': key } });
  expect(stream.status).toBe(200);
  await stream.body?.cancel();
});

test('refused requests cost nothing: the next minute is as long as any', async () => {
  const key = await newKey('free');
  await used(key, { minute: 60 });
  for (let more = 0; more < 5; more += 1) await list(key);
  await database.pool.query(
    `update request_counts set minute_at = minute_at - interval '1 minute'
     where key_id = (select id from api_keys where key_hash = encode(sha256($1::bytea), 'hex'))`,
    [key],
  );
  const taken = await list(key);
  expect(taken.status).toBe(200);
  expect(told(taken).slice(0, 2)).toEqual([60, 59]);
});

test('another key of the same tenant has limits of its own, and a key without a tier those of enterprise', async () => {
  const [one, other] = [await newKey('free'), await newKey()];
  await used(one, { hour: 1_000 });
  expect((await list(one)).status).toBe(429);
  expect(told(await list(other))).toEqual([500, 499, 20_000, 19_999]);
});

test('an unknown or revoked key is told 401 and nothing of limits', async () => {
  const key = await newKey('free');
  expect((await list(key)).status).toBe(200);
  const info = (await house.store.keys.list()).find(({ prefix }) => prefix === key.slice(0, 8));
  await house.store.keys.revoke(info?.id ?? '');
  for (const bad of [key, 'sk_nobody']) {
    const refused = await list(bad);
    expect(refused).toMatchObject({ status: 401, body: { error: 'Unauthorized' } });
    expect(refused.headers.get('X-RateLimit-Limit-Minute')).toBeNull();
  }
});

test('two processes count together, and of many requests at once exactly as many are taken as the tier allows', async () => {
  const key = await newKey('free');
  const second = await openStore({ url: house.databaseUrl, connections: 5 });
  await used(key, { hour: 1_000 - 11 });
  const counted = await Promise.all(
    Array.from({ length: 30 }, (_, index) => (index % 2 ? second : house.store).keys.count(key)),
  );
  expect(counted.filter((one) => one?.over === null)).toHaveLength(10);
  expect(counted.filter((one) => one?.over === 'hour')).toHaveLength(20);
  await second.close();
});

test('while the store is gone a key that is known is let in, uncounted', async () => {
  const other = await House.open({ worker: false, areRequestsLimited: true });
  expect((await other.call('GET', '/api/v1/tools')).headers.get('X-RateLimit-Limit-Minute')).toBe('500');
  await other.loseStore();
  const uncounted = await other.call('GET', '/api/v1/tools');
  expect(uncounted.status).toBe(200);
  expect(uncounted.headers.get('X-RateLimit-Limit-Minute')).toBeNull();
  await other.close();
}, 60_000);

test('the OpenAPI document names 429 for exactly the routes that count', async () => {
  const key = await newKey('admin');
  const document = await house.call<{
    paths: Record<string, Record<string, { responses?: Record<string, unknown> }>>;
  }>('GET', '/openapi.json');
  const wrong: string[] = [];
  for (const [path, item] of Object.entries(document.body.paths)) {
    if (/\/(ws|sse|stream)$/.test(path) && !('post' in item)) continue;
    for (const [method, { responses }] of Object.entries(item)) {
      if (!path.startsWith('/api/v1/') || !responses) continue;
      const asked = path.replace(/\{[a-z]+\}/g, 'nobody');
      const body = method === 'get' ? {} : { body: {} };
      const answer = await house.call(method.toUpperCase(), asked, { key, ...body });
      const isCounted = answer.headers.get('X-RateLimit-Limit-Minute') !== null;
      if (isCounted !== '429' in responses) wrong.push(`${method} ${path}`);
    }
  }
  expect(wrong).toEqual([]);
});
