import { createHash } from 'node:crypto';
import { House } from '../support/house';
import { lostSubmission } from '../support/lost-submission';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const post = (body: unknown, key: string, options: { path?: string; as?: string } = {}) =>
  house.call('POST', options.path ?? '/api/v1/tasks', {
    body,
    headers: { 'Idempotency-Key': key },
    ...(options.as && { key: options.as }),
  });

test('the same key and body get the first answer again, whatever the order of its fields', async () => {
  const first = await post({ query: 'once', context: { a: 1, b: [2] } }, 'k-1');
  const second = await post('{ "context": {"b": [2], "a": 1.0}, "query": "once" }', 'k-1');
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.body).toEqual(first.body);
  expect(first.headers.get('x-idempotency-cached')).toBeNull();
  expect(second.headers.get('x-idempotency-cached')).toBe('true');
  expect(second.headers.get('x-workflow-id')).toBe(first.headers.get('x-workflow-id'));
});

test('another body under the key is 409; another tenant, path or no key are their own tasks', async () => {
  const first = await post({ query: 'mine' }, 'k-2');
  expect(await post({ query: 'yours' }, 'k-2')).toMatchObject({ status: 409 });
  const other = await house.store.keys.create({ tenant: 'other', owner: 'o', name: 'o' });
  const foreign = await post({ query: 'mine' }, 'k-2', { as: other });
  const streamed = await post({ query: 'mine' }, 'k-2', { path: '/api/v1/tasks/stream' });
  const plain = await house.call('POST', '/api/v1/tasks', { body: { query: 'mine' } });
  expect(new Set([first, foreign, streamed, plain].map(({ body }) => body['task_id'])).size).toBe(4);
});

test('a hundred equal requests at once make one task and one model call', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => post({ query: 'storm' }, 'k-3')));
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(100).fill(200));
  expect(new Set(answers.map(({ body }) => body['task_id'])).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('x-idempotency-cached') === null)).toHaveLength(1);
  await house.ended(String(answers[0]?.body['task_id']));
  const calls = house.model.calls.filter(({ body }) => body.messages?.[0]?.content === 'storm');
  expect(calls).toHaveLength(1);
});

test('a refused request does not use its key up', async () => {
  expect((await post({ query: '' }, 'k-4')).status).toBe(400);
  expect((await post({ query: 'now right' }, 'k-4')).status).toBe(200);
});

test('a key that is odd or too long is refused', async () => {
  expect((await post({ query: 'x' }, 'k'.repeat(256))).status).toBe(400);
  expect((await post({ query: 'x' }, 'schlüssel')).status).toBe(400);
});

test('a submission whose starter died is finished by a retry with its key', async () => {
  const bodyHash = createHash('sha256').update('{"query":"lost"}').digest('hex');
  const taskId = 'task_01ARZ3NDEKTSV4RRFFQ69G5FAV';
  await house.store.tasks.insert(lostSubmission(taskId, 'k-5', bodyHash));
  const answer = await post({ query: 'lost' }, 'k-5');
  expect(answer).toMatchObject({ status: 200, body: { task_id: taskId } });
  expect((await house.ended(taskId)).status).toBe('TASK_STATUS_COMPLETED');
});
