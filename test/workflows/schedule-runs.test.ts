import type { Client } from '@temporalio/client';
import pino from 'pino';
import { createScheduleActivities } from '../../src/activities';
import { runTaskId } from '../../src/activities/schedules/run-task-id';
import { ApiError } from '../../src/contract/errors';
import type {
  RunOutcome,
  ScheduleCreated,
  ScheduleRunList,
  ScheduleView,
} from '../../src/contract/schedules';
import { ScheduleRunList as RunListSchema } from '../../src/contract/schedules';
import { connectEngine } from '../../src/temporal';
import { fireSchedule } from '../support/fire-schedule';
import { eventually, House } from '../support/house';
import { lostSubmission } from '../support/lost-submission';
import { testEngine } from '../support/temporal';

const daily = { name: 'news', cron_expression: '0 8 * * *', task_query: 'What is new?' };
let house: House;
let engine: Client;
beforeAll(async () => {
  house = await House.open();
  engine = await connectEngine(testEngine());
});
afterAll(async () => {
  await engine.connection.close();
  await house.close();
});
beforeEach(() => house.model.reset());

async function made(body: object = {}): Promise<string> {
  const answer = await house.call<ScheduleCreated>('POST', '/api/v1/schedules', {
    body: { ...daily, ...body },
  });
  if (answer.status !== 201) throw new Error(`Not made: ${answer.status} ${answer.text}`);
  return answer.body.schedule_id;
}
const runs = async (id: string, query = '') =>
  (await house.call<ScheduleRunList>('GET', `/api/v1/schedules/${id}/runs${query}`)).body;
const read = async (id: string) => (await house.call<ScheduleView>('GET', `/api/v1/schedules/${id}`)).body;
const once = (id: string, fits: (list: ScheduleRunList) => boolean) => eventually(() => runs(id), fits);
const ended = ({ runs: all }: ScheduleRunList) =>
  all.length > 0 && all.every(({ completed_at: at }) => at !== null);
const handle = (id: string) => engine.schedule.getHandle(id);
const fire = async (id: string, at: string) => (await fireSchedule(engine, id, at)).outcome;

test('a run is a task, shown with its status and its cost', async () => {
  house.model.script({ text: 'Nothing.', usage: { input: 30, output: 12 } });
  const id = await made({ task_context: { system_prompt: 'Be brief.', temperature: '0.5' } });
  expect(await runs(id)).toEqual({ runs: [], total_count: 0, page: 1, page_size: 20 });
  await handle(id).trigger();
  const list = await once(id, ended);
  expect(RunListSchema.parse(list)).toEqual(list);
  const [run] = list.runs;
  expect(run).toMatchObject({
    query: daily.task_query,
    status: 'COMPLETED',
    result: 'Nothing.',
    error_message: null,
    model_used: 'scripted-model',
    provider: 'openai',
    total_tokens: 42,
    total_cost_usd: 0,
  });
  const taskId = run?.workflow_id ?? '';
  expect(taskId).toMatch(/^task_[0-9A-HJKMNP-TV-Z]{26}$/);
  const task = await house.status(taskId);
  expect(task).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    query: daily.task_query,
    result: 'Nothing.',
  });
  expect(task.context).toMatchObject({
    system_prompt: 'Be brief.',
    temperature: 0.5,
    timeout_seconds: 3_600,
  });
  expect(house.model.calls.at(-1)?.body).toMatchObject({ temperature: 0.5 });
  const listed = await house.call<{ tasks: { task_id: string }[] }>('GET', '/api/v1/tasks');
  expect(listed.body.tasks.map(({ task_id }) => task_id)).toContain(taskId);
  expect(await read(id)).toMatchObject({
    total_runs: 1,
    successful_runs: 1,
    failed_runs: 0,
    last_run_at: run?.triggered_at,
  });
});

test('what starts the runs of a tenant takes turns with other tenants as its tasks do', async () => {
  const { workflowId, outcome } = await fireSchedule(engine, await made(), '2026-03-04T08:00:00Z');
  const keyOf = async (workflow: string) =>
    (await engine.workflow.getHandle(workflow).describe()).raw.workflowExecutionInfo?.priority?.fairnessKey;
  if (outcome.outcome !== 'submitted') throw new Error(outcome.reason);
  const { taskId } = outcome;
  const { tenant } = (await house.store.tasks.get(taskId)) ?? {};
  expect(await keyOf(workflowId)).toBe(tenant);
  expect(await keyOf(taskId)).toBe(tenant);
  await house.ended(taskId);
});

test('a repeated firing makes no second task', async () => {
  const id = await made();
  const outcomes: RunOutcome[] = [];
  for (const at of ['2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z', '2026-03-03T08:00:00Z']) {
    outcomes.push(await fire(id, at));
    await once(id, ended);
  }
  expect(outcomes).toMatchObject([{ isRepeat: false }, { isRepeat: true }, { isRepeat: false }]);
  const list = await runs(id);
  expect(list.runs.map(({ triggered_at }) => triggered_at)).toEqual([
    '2026-03-03T08:00:00.000Z',
    '2026-03-02T08:00:00.000Z',
  ]);
  expect(house.model.calls).toHaveLength(2);
  // Nor is one made again that its owner has deleted since.
  const [newest] = list.runs;
  expect((await house.call('DELETE', `/api/v1/tasks/${newest?.workflow_id ?? ''}`)).status).toBe(204);
  expect(await fire(id, '2026-03-03T08:00:00Z')).toMatchObject({ isRepeat: true });
  expect((await runs(id)).runs[0]).toMatchObject({ status: 'COMPLETED', query: '', result: null });
  expect(house.model.calls).toHaveLength(2);
  expect(await read(id)).toMatchObject({ total_runs: 2, successful_runs: 2 });
});

test('while a run has not ended the next one is left out, unless both may run', async () => {
  house.model.answer(() => ({ text: 'slow', holdAfter: 0 }));
  const alone = await made();
  const both = await made({ overlap_policy: 'allow' });
  for (const id of [alone, both]) {
    await fire(id, '2026-03-02T08:00:00Z');
    await once(id, ({ runs: [run] }) => run?.status === 'RUNNING');
    const outcome = await fire(id, '2026-03-03T08:00:00Z');
    expect(outcome.outcome).toBe(id === alone ? 'skipped' : 'submitted');
  }
  expect((await runs(alone)).total_count).toBe(1);
  expect((await runs(both)).total_count).toBe(2);
  house.model.release();
  await once(alone, ended);
  await fire(alone, '2026-03-04T08:00:00Z');
  expect((await once(alone, ended)).total_count).toBe(2);
  await once(both, ended);
});

test('of two times that the clocks show alike one is run', async () => {
  const id = await made({ cron_expression: '30 1 * * *', timezone: 'America/New_York' });
  await fire(id, '2026-11-01T05:30:00Z');
  await once(id, ended);
  await fire(id, '2026-11-01T06:30:00Z');
  await fire(id, '2026-11-02T06:30:00Z');
  const { runs: all } = await once(id, ({ total_count }) => total_count === 2);
  expect(all.map(({ triggered_at }) => triggered_at)).toEqual([
    '2026-11-02T06:30:00.000Z',
    '2026-11-01T05:30:00.000Z',
  ]);
});

test('a run obeys its limit and its budget, and one that is refused says why', async () => {
  house.model.answer(() => ({ text: 'slow', holdAfter: 0 }));
  const slow = await made({ timeout_seconds: 1 });
  await fire(slow, '2026-03-02T08:00:00Z');
  expect((await once(slow, ended)).runs[0]).toMatchObject({ status: 'TIMEOUT' });
  expect(await read(slow)).toMatchObject({ total_runs: 1, successful_runs: 0, failed_runs: 1 });

  const dear = await made({ max_budget_per_run_usd: 0.5, task_context: { budget: { max_tokens: 1 } } });
  await fire(dear, '2026-03-02T08:00:00Z');
  const [broke] = (await once(dear, ended)).runs;
  expect(broke?.status).toBe('FAILED');
  expect(broke?.error_message).toContain('budget');
  const { context } = await house.status(broke?.workflow_id ?? '');
  expect(context['budget']).toEqual({ max_tokens: 1, max_cost_usd: 0.5 });

  // What a schedule may say is checked when it is made: this one comes past that, as after a change of the server.
  const strange = await made();
  const had = await house.gateway.schedules.describe(strange);
  if (!had) throw new Error('The engine does not have it');
  const definition = { ...had.order.definition, context: { tools: ['gone'] } };
  await house.gateway.schedules.change(strange, {
    order: { ...had.order, definition },
    expressions: ['0 8 * * *'],
  });
  await fire(strange, '2026-03-02T08:00:00Z');
  expect((await once(strange, ({ runs: [run] }) => run?.status === 'FAILED')).runs[0]).toMatchObject({
    error_message: "context.tools: there is no tool 'gone' on this server",
    total_tokens: 0,
  });
  expect(await read(strange)).toMatchObject({ total_runs: 1, failed_runs: 1 });
});

test('a firing of a schedule that is gone makes no task', async () => {
  const id = await made();
  await house.store.schedules.remove(id);
  expect(await fire(id, '2026-03-02T08:00:00Z')).toEqual({
    outcome: 'skipped',
    reason: 'The schedule was deleted.',
  });
  expect(house.model.calls).toHaveLength(0);
  await handle(id).delete();
});

test('runs come by page, newest first', async () => {
  const id = await made();
  for (const day of ['02', '03', '04']) {
    await fire(id, `2026-03-${day}T08:00:00Z`);
    await once(id, ended);
  }
  const days = async (query: string) =>
    (await runs(id, query)).runs.map(({ triggered_at }) => triggered_at.slice(8, 10));
  expect(await days('')).toEqual(['04', '03', '02']);
  expect(await days('?page=2&page_size=2')).toEqual(['02']);
  expect((await house.call('GET', `/api/v1/schedules/${id}/runs?page=x`)).status).toBe(400);
});

test('a run whose worker died between row and engine goes on as the same task', async () => {
  const id = await made();
  const at = '2026-03-02T08:00:00.000Z';
  const taskId = runTaskId(id, new Date(at));
  const begun = { scheduleId: id, taskId, triggeredAt: new Date(at), mayOverlap: false };
  expect(await house.store.scheduleRuns.begin(begun)).toEqual({ outcome: 'begun' });
  const path = `/api/v1/schedules/${id}/runs`;
  const row = lostSubmission(taskId, at, taskId);
  await house.store.tasks.insert({ ...row, idempotency: { path, key: at, bodyHash: taskId } });
  expect(await runs(id)).toMatchObject({
    total_count: 1,
    runs: [{ workflow_id: taskId, completed_at: null }],
  });
  expect(await fire(id, at)).toEqual({ outcome: 'submitted', taskId, isRepeat: true });
  expect(await once(id, ended)).toMatchObject({
    total_count: 1,
    runs: [{ workflow_id: taskId, status: 'COMPLETED' }],
  });
  expect(house.model.calls).toHaveLength(1);
});

test('a run that cannot be submitted is tried again, and at last given up with a sentence', async () => {
  const id = await made();
  const had = await house.gateway.schedules.describe(id);
  if (!had) throw new Error('The engine does not have it');
  let tries = 0;
  const activities = createScheduleActivities({
    store: house.store,
    log: pino({ level: 'silent' }),
    submit: () => {
      tries += 1;
      return Promise.reject(new ApiError('unavailable'));
    },
  });
  const input = { ...had.order, firedAt: '2026-03-02T08:00:00.000Z', waitedMs: 0 };
  for (const _try of [1, 2])
    await expect(activities.submitRun(input)).rejects.toThrow('cannot take this request now');
  expect(tries).toBe(2);
  expect(await runs(id)).toMatchObject({
    total_count: 1,
    runs: [{ status: 'UNKNOWN', error_message: null }],
  });
  await activities.giveUpRun(input);
  expect(await runs(id)).toMatchObject({
    runs: [
      {
        status: 'FAILED',
        error_message: 'The run could not be submitted in time; the log of the server says why.',
      },
    ],
  });
  expect(await activities.submitRun(input)).toMatchObject({ outcome: 'refused' });
  expect(tries).toBe(2);
});

test('a firing waits for a worker as long as its catch-up window, and is left out after it', async () => {
  const id = await made({ catchup_window_seconds: 7 * 86_400 });
  const { action } = await handle(id).describe();
  expect(action.workflowExecutionTimeout).toBeGreaterThan(7 * 86_400_000);
  const had = await house.gateway.schedules.describe(id);
  if (!had) throw new Error('The engine does not have it');
  let submissions = 0;
  const activities = createScheduleActivities({
    store: house.store,
    log: pino({ level: 'silent' }),
    submit: () => {
      submissions += 1;
      return Promise.resolve({ isRepeat: false });
    },
  });
  const waited = (waitedMs: number) =>
    activities.submitRun({ ...had.order, firedAt: '2026-03-02T08:00:00.000Z', waitedMs });
  expect(await waited(7 * 86_400_000 + 1)).toMatchObject({ outcome: 'skipped' });
  expect(await runs(id)).toMatchObject({ total_count: 0 });
  expect(await waited(7 * 86_400_000)).toMatchObject({ outcome: 'submitted' });
  expect(submissions).toBe(1);
});
