import { TaskView } from '../../src/contract/task';
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
