import { TaskView } from '../../src/contract/task';
import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '../../src/store';
import { House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

test('a completed task shows its answer, its model and what the provider counted', async () => {
  house.model.script({ pieces: ['Paris', ' it is.'], usage: { input: 21, output: 4 } });
  const id = await house.submit({ query: 'Capital of France?', session_id: 's-1' });
  const view = await house.ended(id);
  expect(view).toMatchObject({
    task_id: id,
    workflow_id: id,
    status: 'TASK_STATUS_COMPLETED',
    result: 'Paris it is.',
    response: null,
    error: '',
    query: 'Capital of France?',
    session_id: 's-1',
    mode: 'EXECUTION_MODE_SIMPLE',
    model_used: 'scripted-model',
    provider: 'openai',
    usage: { total_tokens: 25, input_tokens: 21, output_tokens: 4, estimated_cost: 0 },
    metadata: {
      pricing: 'unknown',
      model_breakdown: [{ model: 'scripted-model', executions: 1, tokens: 25 }],
    },
    unified_response: { status: 'completed', result: 'Paris it is.', stop_reason: 'completed', error: null },
  });
  expect(TaskView.parse(view)).toEqual(view);
  expect(Date.parse(view.updated_at)).toBeGreaterThanOrEqual(Date.parse(view.created_at));
  expect(await house.status(id)).toEqual(view);
});

test('an answer that is a JSON object is parsed into response, any other JSON is not', async () => {
  house.model.script({ text: '{"a": [1]}' }, { text: '[1]' });
  const object = await house.ended(await house.submit('object'));
  expect([object.result, object.response]).toEqual(['{"a": [1]}', { a: [1] }]);
  const list = await house.ended(await house.submit('list'));
  expect([list.result, list.response]).toEqual(['[1]', null]);
});

test('a running task shows its model at once and its usage when it is counted; seventeen fields in each state', async () => {
  house.model.script({ pieces: ['a', 'b'], holdAfter: 1 });
  const id = await house.submit('hold');
  const running = await house.until(id, (view) => view.model_used !== '');
  expect(running).toMatchObject({
    status: 'TASK_STATUS_RUNNING',
    result: '',
    unified_response: null,
    metadata: {},
  });
  expect(TaskView.parse(running)).toEqual(running);
  expect((await house.status(id)).updated_at).toBe(running.updated_at);
  house.model.release();
  expect((await house.ended(id)).result).toBe('ab');
});

test('a foreign tenant, an unknown id and an odd id', async () => {
  const id = await house.submit('mine');
  await house.ended(id);
  const foreign = await house.store.keys.create({ tenant: 'other', owner: 'other', name: 'x' });
  const notFound = { status: 404, body: { error: 'Task not found' } };
  expect(await house.call('GET', `/api/v1/tasks/${id}`, { key: foreign })).toMatchObject(notFound);
  expect(await house.call('GET', '/api/v1/tasks/task_unknown')).toMatchObject(notFound);
  expect(await house.call('GET', '/api/v1/tasks/a%20b')).toMatchObject({
    status: 400,
    body: { error: 'Invalid task ID format' },
  });
  expect(await house.call('GET', `/api/v1/tasks/${id}`, { key: null })).toMatchObject({
    status: 401,
    body: { error: 'Unauthorized' },
  });
});

test('a provider that refuses the key fails the task with a sentence and no key', async () => {
  house.model.script({
    error: { status: 401, body: { error: { message: 'Incorrect API key provided: sk-scripted.' } } },
  });
  const view = await house.ended(await house.submit('no key'));
  expect(view.status).toBe('TASK_STATUS_FAILED');
  expect(view.error).toContain(
    'The provider openai refused the configured API key for the model scripted-model',
  );
  expect(JSON.stringify(view)).not.toContain('sk-scripted');
  expect(view.unified_response).toMatchObject({ status: 'failed', stop_reason: 'error', error: view.error });
});

test('a provider that is down is asked again, after the delay that it names', async () => {
  house.model.script(
    { error: { status: 503, headers: { 'retry-after-ms': '50' } } },
    { text: 'better now', usage: { input: 5, output: 2 } },
  );
  const view = await house.ended(await house.submit('retry'));
  expect(view).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    result: 'better now',
    usage: { total_tokens: 7 },
  });
  expect(house.model.calls).toHaveLength(2);
});

test('an ended task that was read is gone for every reader once it is deleted, here or by another process', async () => {
  const other = await openStore({ url: house.databaseUrl, connections: 2 });
  house.model.answer(() => ({ text: 'Done.' }));
  const read = async (id: string) => (await house.call('GET', `/api/v1/tasks/${id}`)).status;
  const [here, there] = [await house.submit('one'), await house.submit('two')];
  for (const id of [here, there]) {
    await house.ended(id);
    expect([await read(id), await read(id)]).toEqual([200, 200]);
  }
  await house.call('DELETE', `/api/v1/tasks/${here}`);
  expect(await read(here)).toBe(404);
  expect(await other.tasks.delete(there)).toBe(true);
  for (let tries = 0; tries < 100 && (await read(there)) === 200; tries += 1) await delay(10);
  expect(await read(there)).toBe(404);
  await other.close();
});

test('many readers of one live task each see what stood after they asked', async () => {
  house.model.answer(() => ({ text: 'Done.', waitMs: 4_000 }));
  const id = await house.submit('hold on');
  await house.until(id, ({ status }) => status === 'TASK_STATUS_RUNNING');
  const crowd = await Promise.all(Array.from({ length: 40 }, () => house.status(id)));
  expect(new Set(crowd.map(({ status }) => status))).toEqual(new Set(['TASK_STATUS_RUNNING']));
  const ended = await house.ended(id);
  const after = await Promise.all(Array.from({ length: 40 }, () => house.status(id)));
  for (const view of after) expect(view).toEqual(ended);
});
