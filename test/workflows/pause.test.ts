import type { ControlState } from '../../src/contract/control';
import { brain, planStep, purposeOf, value } from '../support/brain';
import { Histories } from '../support/history';
import { eventually, House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const control = (id: string, verb: 'pause' | 'resume' | 'cancel', reason?: string) =>
  house.call('POST', `/api/v1/tasks/${id}/${verb}`, { ...(reason !== undefined && { body: { reason } }) });
const stateOf = async (id: string) =>
  (await house.call<ControlState>('GET', `/api/v1/tasks/${id}/control-state`)).body;
const paused = (id: string) => house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
const typesOf = async (id: string) => (await house.events(id)).map(({ type }) => type);
const open = {
  is_paused: false,
  is_cancelled: false,
  paused_at: '',
  pause_reason: '',
  paused_by: '',
  cancel_reason: '',
  cancelled_by: '',
};
const held = { text: 'The answer of the task.', holdAfter: 0 };

/** Submits a task whose one call is held by the model, and waits until it is made. */
async function submitHeld(body: object = { query: 'Say it.', mode: 'simple' }): Promise<string> {
  const id = await house.submit(body);
  await eventually(
    () => house.model.calls.length,
    (calls) => calls > 0,
  );
  return id;
}

test('a pause lets the call in flight end, withholds its answer, and the resumption gives it without another call', async () => {
  house.model.script(held);
  const id = await submitHeld();
  expect(await stateOf(id)).toEqual(open);
  expect(await control(id, 'pause', 'lunch')).toMatchObject({
    status: 202,
    body: { success: true, message: 'Pause signal sent', task_id: id },
  });
  await paused(id);
  house.model.release();
  const waiting = await house.until(id, ({ usage }) => usage.total_tokens > 0);
  expect(waiting).toMatchObject({
    status: 'TASK_STATUS_PAUSED',
    result: '',
    error: '',
    unified_response: null,
    model_used: 'scripted-model',
  });
  const { paused_at, ...state } = await stateOf(id);
  expect(state).toMatchObject({ ...state, is_paused: true, pause_reason: 'lunch', paused_by: 'acme' });
  expect(new Date(paused_at).getTime()).toBeGreaterThan(Date.now() - 60_000);
  expect(await control(id, 'resume')).toMatchObject({ status: 202, body: { message: 'Resume signal sent' } });
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'The answer of the task.' });
  expect(view.usage).toEqual(waiting.usage);
  expect(house.model.calls).toHaveLength(1);
  expect(await stateOf(id)).toEqual(open);
  const types = (await typesOf(id)).filter((type) => /^WORKFLOW_(PAUS|RESUM|COMPLETED)|^TASK_/.test(type));
  expect(types).toEqual([
    ...['WORKFLOW_PAUSING', 'WORKFLOW_PAUSED', 'WORKFLOW_RESUMED'],
    ...['WORKFLOW_COMPLETED', 'TASK_COMPLETED'],
  ]);
});

test('an answer that is withheld again, by a pause that came before its end, is counted once', async () => {
  house.model.script(held);
  const id = await submitHeld();
  await control(id, 'pause', 'lunch');
  await paused(id);
  house.model.release();
  const { usage } = await house.until(id, ({ usage: { total_tokens: tokens } }) => tokens > 0);
  const turn = (isPaused: boolean) => house.store.control.setPaused(id, { isPaused, reason: '', by: 'acme' });
  await turn(false);
  await turn(true);
  // The workflow hears of the resumption alone, and tries to end.
  await house.gateway.signal(id, 'resume', { seq: 2, reason: '', by: 'acme' });
  const histories = await Histories.open();
  try {
    await eventually(
      async () => (await histories.client.workflow.getHandle(id).fetchHistory()).events ?? [],
      (events) => events.filter((event) => event.activityTaskCompletedEventAttributes).length === 2,
    );
  } finally {
    await histories.close();
  }
  await control(id, 'resume');
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', usage });
});

test('a pause of a paused, a resumption of a running and both of an ended task are conflicts with a sentence', async () => {
  house.model.script(held);
  const id = await submitHeld();
  expect(await control(id, 'resume')).toMatchObject({
    status: 409,
    body: { error: 'The task is not paused' },
  });
  await control(id, 'pause');
  expect(await control(id, 'pause')).toMatchObject({
    status: 409,
    body: { error: 'The task is already paused' },
  });
  await control(id, 'resume');
  house.model.release();
  await house.ended(id);
  for (const [verb, done] of [
    ['pause', 'paused'],
    ['resume', 'resumed'],
  ] as const)
    expect(await control(id, verb)).toMatchObject({
      status: 409,
      body: { error: `The task has completed and can no longer be ${done}` },
    });
});

test('a paused task can be cancelled, keeps what was written, and says why', async () => {
  house.model.script(held);
  const id = await submitHeld();
  await control(id, 'pause');
  house.model.release();
  await house.until(id, ({ usage }) => usage.total_tokens > 0);
  expect(await control(id, 'cancel', 'no more')).toMatchObject({ status: 202 });
  const view = await house.ended(id);
  expect(view).toMatchObject({
    status: 'TASK_STATUS_CANCELLED',
    error: 'no more',
    result: 'The answer of the task.',
  });
  expect(view.usage.total_tokens).toBeGreaterThan(0);
  expect(await stateOf(id)).toMatchObject({
    is_cancelled: true,
    cancel_reason: 'no more',
    cancelled_by: 'acme',
  });
  expect(await control(id, 'pause')).toMatchObject({ status: 409 });
});

test('the limit of time stands still while a task is paused', async () => {
  house.model.script(held);
  const id = await submitHeld({ query: 'Say it.', mode: 'simple', timeout_seconds: 2 });
  await control(id, 'pause');
  const since = Date.now();
  await paused(id);
  await eventually(
    () => Date.now() - since,
    (ms) => ms > 3_000,
  );
  expect((await house.status(id)).status).toBe('TASK_STATUS_PAUSED');
  await control(id, 'resume');
  await house.until(id, ({ status }) => status === 'TASK_STATUS_RUNNING');
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_TIMEOUT' });
});

test('a task that fails while it is paused ends when it is resumed', async () => {
  house.model.script({ waitMs: 1_000, error: { status: 401, body: { error: { message: 'no' } } } });
  const id = await submitHeld();
  await control(id, 'pause');
  await paused(id);
  await eventually(
    () => house.model.calls[0]?.end,
    (end) => end === 'error',
  );
  expect(await house.status(id)).toMatchObject({ status: 'TASK_STATUS_PAUSED', error: '' });
  await control(id, 'resume');
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_FAILED' });
});

test('a pause holds every branch of a plan: calls in flight end, and none begins', async () => {
  const plan = {
    steps: [planStep('a', [], []), planStep('b', [], []), planStep('c', ['a'], []), planStep('d', ['b'], [])],
  };
  house.model.answer(
    brain({
      plan: value(plan),
      step: (call) => ({ text: `result of ${purposeOf(call)}`, holdAfter: 0 }),
      join: { text: 'All of it.' },
    }),
  );
  const id = await house.submit({
    query: 'Find the parts, then compare them and then sum them up.',
    mode: 'standard',
  });
  await eventually(
    () => house.model.calls.length,
    (calls) => calls === 3,
  );
  await control(id, 'pause');
  await paused(id);
  house.model.release();
  const tokens = (count: number) => (view: { usage: { total_tokens: number } }) =>
    view.usage.total_tokens >= count;
  const before = (await house.until(id, tokens(1))).usage.total_tokens;
  // Both steps in flight are kept and counted; what needs them waits.
  await house.until(id, tokens(before + 1));
  expect(house.model.calls).toHaveLength(3);
  expect((await house.status(id)).status).toBe('TASK_STATUS_PAUSED');
  await control(id, 'resume');
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'All of it.' });
  expect(house.model.calls).toHaveLength(6);
});

test('a task that is paused before a worker takes it begins nothing', async () => {
  const idle = await House.open({ worker: false });
  try {
    const id = await idle.submit({ query: 'Say it.', mode: 'simple' });
    expect(await idle.call('POST', `/api/v1/tasks/${id}/pause`)).toMatchObject({ status: 202 });
    expect((await idle.status(id)).status).toBe('TASK_STATUS_PAUSED');
    await idle.startWorker();
    await idle.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED');
    const list = async (status: string) =>
      (await idle.call<{ tasks: unknown[] }>('GET', `/api/v1/tasks?status=${status}`)).body.tasks.length;
    expect([await list('PAUSED'), await list('RUNNING'), await list('QUEUED')]).toEqual([1, 0, 0]);
    expect(idle.model.calls).toHaveLength(0);
    await idle.call('POST', `/api/v1/tasks/${id}/resume`);
    expect(await idle.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'Hello there.' });
  } finally {
    await idle.close();
  }
});

test('a pause whose asker died before the workflow was told is told by the sweep', async () => {
  house.model.script(held);
  const id = await submitHeld();
  await house.store.control.setPaused(id, { isPaused: true, reason: 'gone', by: 'acme' });
  await paused(id);
  house.model.release();
  await house.store.control.setPaused(id, { isPaused: false, reason: '', by: 'acme' });
  expect(await house.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
});

test('an unknown task and another tenant’s are not found', async () => {
  const foreign = await house.store.keys.create({ tenant: 'other', owner: 'other', name: 'other' });
  const id = await house.submit('quick');
  for (const [method, verb] of [
    ['POST', 'pause'],
    ['POST', 'resume'],
    ['GET', 'control-state'],
  ] as const) {
    const path = (task: string) => `/api/v1/tasks/${task}/${verb}`;
    const answers = [
      await house.call(method, path('task_none')),
      await house.call(method, path(id), { key: foreign }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 404, body: { error: 'Task not found' } });
  }
});

test('the limit of time goes on after a pause and a resumption that the workflow hears of at once', async () => {
  const idle = await House.open({ worker: false });
  try {
    idle.model.answer(() => held);
    const first = await idle.startWorker();
    const id = await idle.submit({ query: 'Say it.', mode: 'simple', timeout_seconds: 3 });
    await eventually(
      () => idle.model.calls.length,
      (calls) => calls > 0,
    );
    await first.stop();
    for (const verb of ['pause', 'resume'])
      expect(await idle.call('POST', `/api/v1/tasks/${id}/${verb}`)).toMatchObject({ status: 202 });
    await idle.startWorker();
    expect(await idle.ended(id)).toMatchObject({
      status: 'TASK_STATUS_TIMEOUT',
      error: 'The task went over its limit of 3 seconds.',
    });
  } finally {
    await idle.close();
  }
}, 90_000);
