import { cancellingEvent } from '../../src/api/cancel';
import { connectEngine } from '../../src/temporal';
import { readStream } from '../support/event-stream';
import { eventually, House } from '../support/house';
import { lostSubmission } from '../support/lost-submission';
import { testEngine } from '../support/temporal';

let house: House;
let engine: Awaited<ReturnType<typeof connectEngine>>;
beforeAll(async () => {
  house = await House.open({ worker: false });
  engine = await connectEngine(testEngine());
});
afterAll(async () => {
  await engine.connection.close();
  await house.close();
});
beforeEach(() => house.model.reset());

test('without any worker a task is QUEUED, and its cancel is carried out all the same', async () => {
  const id = await house.submit('nobody works');
  expect((await house.status(id)).status).toBe('TASK_STATUS_QUEUED');
  const listed = await house.call<{ tasks: { status: string }[] }>('GET', '/api/v1/tasks?status=queued');
  expect(listed.body.tasks.map(({ status }) => status)).toEqual(['TASK_STATUS_QUEUED']);
  expect(
    (await house.call('POST', `/api/v1/tasks/${id}/cancel`, { body: { reason: 'no hurry' } })).status,
  ).toBe(202);
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_CANCELLED', error: 'no hurry', result: '' });
  expect((await engine.workflow.getHandle(id).describe()).status.name).toBe('TERMINATED');
});

test('a task terminated in the engine is CANCELLED, and its stream ends', async () => {
  const id = await house.submit('terminate me');
  const stream = readStream(`${house.url}/api/v1/tasks/${id}/stream`, {
    headers: { 'X-API-Key': house.key },
  });
  await engine.workflow.getHandle(id).terminate('by hand');
  const view = await house.status(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_CANCELLED', unified_response: { status: 'cancelled' } });
  const names = (await stream).map(({ name }) => name);
  expect(names.slice(-3)).toEqual(['workflow.cancelled', 'TASK_CANCELLED', 'done']);
  expect(await house.status(id)).toEqual(view);
});

test('a pause holds no task whose workflow is over: terminated, or forgotten by the engine', async () => {
  const pause = (id: string) => house.call('POST', `/api/v1/tasks/${id}/pause`);
  const terminated = await house.submit('terminate me while I am paused');
  expect((await pause(terminated)).status).toBe(202);
  await engine.workflow.getHandle(terminated).terminate('by hand');
  expect(await house.ended(terminated)).toMatchObject({ status: 'TASK_STATUS_CANCELLED' });
  const forgotten = await house.submit('forget me while I am paused');
  expect((await pause(forgotten)).status).toBe(202);
  await engine.workflowService.deleteWorkflowExecution({
    namespace: engine.options.namespace,
    workflowExecution: { workflowId: forgotten },
  });
  expect(await house.ended(forgotten)).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: 'The engine no longer knows this task.',
  });
});

test('what was to be cancelled is CANCELLED, whatever became of its workflow', async () => {
  const id = await house.submit('forget me before my cancel reaches me');
  await house.store.tasks.requestCancel(id, 'no need', 'acme', cancellingEvent('no need'));
  await engine.workflowService.deleteWorkflowExecution({
    namespace: engine.options.namespace,
    workflowExecution: { workflowId: id },
  });
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_CANCELLED', error: 'no need' });
});

test('a cancel is taken before the engine knows the task', async () => {
  const id = 'task_not_started_yet';
  await house.store.tasks.insert(lostSubmission(id, id, 'x'));
  const cancel = () => house.call('POST', `/api/v1/tasks/${id}/cancel`);
  expect((await cancel()).status).toBe(202);
  expect((await cancel()).status).toBe(202);
  await house.age(id, 60);
});

test('a task that nobody reads gets its end from the sweep', async () => {
  const id = await house.submit('nobody looks');
  await engine.workflow.getHandle(id).terminate('by hand');
  const stream = await readStream(`${house.url}/api/v1/tasks/${id}/stream`, {
    headers: { 'X-API-Key': house.key },
  });
  expect(stream.at(-1)?.name).toBe('done');
});

test('a submission that was never acknowledged goes, with its key; one that the engine has is kept', async () => {
  await house.store.tasks.insert(lostSubmission('task_lost', 'task_lost', 'x'));
  await house.age('task_lost', 60);
  const deadline = Date.now() + 10_000;
  while ((await house.store.tasks.get('task_lost')) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await house.store.tasks.get('task_lost')).toBeUndefined();
  expect(await house.store.tasks.findByKey('acme', '/api/v1/tasks', 'task_lost')).toBeUndefined();
});

test('cancelled in the engine itself, once a worker is there', async () => {
  house.model.script({ pieces: ['some ', 'text'], holdAfter: 1 });
  const worker = await house.startWorker();
  const id = await house.submit('cancel in the UI');
  await house.until(id, (view) => view.model_used !== '');
  await engine.workflow.getHandle(id).cancel();
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_CANCELLED', error: '', result: 'some ' });
  // The record comes first, the engine's own end right behind it.
  await eventually(
    async () => (await engine.workflow.getHandle(id).describe()).status.name,
    (name) => name === 'CANCELLED',
  );
  await worker.stop();
});
