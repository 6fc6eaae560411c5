import { cancellingEvent } from '../../src/api/cancel';
import { eventually, House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const endless = { pieces: Array.from({ length: 400 }, (_, n) => `word${n} `), delayMs: 20 };

test('a cancel closes the connection to the provider within a second and keeps what was written', async () => {
  house.model.script(endless);
  const id = await house.submit('write on and on');
  await eventually(
    () => house.store.events.partial(id),
    (partial) => (partial?.text.length ?? 0) > 20,
  );
  const askedAt = Date.now();
  const answer = await house.call('POST', `/api/v1/tasks/${id}/cancel`, {
    body: { reason: 'changed my mind' },
  });
  expect(answer).toMatchObject({ status: 202, body: { success: true } });
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_CANCELLED', error: 'changed my mind' });
  expect(view.result).toMatch(/^word0 word1 /);
  expect(view.unified_response).toMatchObject({ status: 'cancelled', stop_reason: 'cancelled' });
  expect(view.metadata).toMatchObject({ usage_source: 'estimated', pricing: 'unknown' });
  expect(view.usage.output_tokens).toBeGreaterThan(0);
  const [call] = house.model.calls;
  expect(call?.end).toBe('left');
  expect((call?.endedAt ?? Infinity) - askedAt).toBeLessThan(1_500);
  const types = (await house.events(id)).map(({ type }) => type);
  expect(types.filter((type) => type === 'WORKFLOW_CANCELLING')).toHaveLength(1);
  expect(types.slice(-3)).toEqual(['WORKFLOW_CANCELLED', 'TASK_CANCELLED', 'STREAM_END']);
});

test('a cancel that was noted wins over an answer that comes before the workflow hears of it', async () => {
  house.model.script({ pieces: ['Just ', 'in time.'], holdAfter: 1 });
  const id = await house.submit('a race');
  await eventually(
    () => house.store.events.partial(id),
    (partial) => partial?.text === 'Just ',
  );
  const reason = 'whoever asked died before the engine was told';
  await house.store.tasks.requestCancel(id, reason, 'acme', cancellingEvent(reason));
  house.model.release();
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_CANCELLED', error: reason, result: 'Just in time.' });
  expect(view.usage.total_tokens).toBeGreaterThan(0);
});

test('a finished task cannot be cancelled, and stays as it is', async () => {
  const id = await house.submit('quick');
  const before = await house.ended(id);
  expect(await house.call('POST', `/api/v1/tasks/${id}/cancel`)).toMatchObject({
    status: 409,
    body: { error: 'The task has completed and can no longer be cancelled' },
  });
  expect(await house.status(id)).toEqual(before);
});

test('a task over its own limit ends in TIMEOUT with its partial text', async () => {
  house.model.script(endless);
  const id = await house.submit({ query: 'slow', timeout_seconds: 1 });
  const view = await house.ended(id);
  expect(view).toMatchObject({
    status: 'TASK_STATUS_TIMEOUT',
    error: 'The task went over its limit of 1 seconds.',
    unified_response: { status: 'timeout', stop_reason: 'timeout' },
  });
  expect(view.result).toMatch(/^word0 /);
  expect((await house.events(id)).map(({ type }) => type).slice(-3)).toEqual([
    'ERROR_OCCURRED',
    'TASK_TIMEOUT',
    'STREAM_END',
  ]);
});

test('a limit ends a task that waits for its provider to be well again', async () => {
  house.model.answer(() => ({ error: { status: 429, headers: { 'retry-after': '3600' } } }));
  const view = await house.ended(await house.submit({ query: 'limited', timeout_seconds: 1 }));
  expect(view.status).toBe('TASK_STATUS_TIMEOUT');
  expect(house.model.calls).toHaveLength(1);
});

test('an ended task can be deleted with its events, a live one cannot', async () => {
  house.model.script({ pieces: ['a'], holdAfter: 0 });
  const id = await house.submit('delete me');
  expect((await house.call('DELETE', `/api/v1/tasks/${id}`)).status).toBe(409);
  house.model.release();
  await house.ended(id);
  expect((await house.call('DELETE', `/api/v1/tasks/${id}`)).status).toBe(204);
  expect((await house.call('GET', `/api/v1/tasks/${id}`)).status).toBe(404);
  expect((await house.call('GET', `/api/v1/tasks/${id}/events`)).status).toBe(404);
  expect((await house.call('DELETE', `/api/v1/tasks/${id}`)).status).toBe(404);
});

test('a budget that no call fits into fails the task before any call', async () => {
  const view = await house.ended(await house.submit({ query: 'How are you?', budget: { max_tokens: 10 } }));
  expect(view.status).toBe('TASK_STATUS_FAILED');
  expect(view.error).toMatch(/^The budget of 10 tokens does not cover a model call/);
  expect(house.model.calls).toHaveLength(0);
});

test('a budget limits the answer so that the call cannot exceed it, and says so', async () => {
  house.model.script({ text: 'cut', finish: 'length', usage: { input: 9, output: 60 } });
  const view = await house.ended(await house.submit({ query: 'Tell me all', budget: { max_tokens: 100 } }));
  expect(view).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    result: 'cut',
    unified_response: { stop_reason: 'budget' },
  });
  const asked = house.model.calls[0]?.body['max_tokens'];
  expect(asked).toBeLessThan(100);
  expect(asked).toBeGreaterThan(40);
});

test('a budget in dollars counts an unknown price by the upper estimate', async () => {
  const id = await house.submit({ query: 'dollars', budget: { max_cost_usd: 0.000_01 } });
  expect((await house.ended(id)).error).toMatch(/^The budget of \$0\.00001 does not cover/);
  expect(house.model.calls).toHaveLength(0);
});
