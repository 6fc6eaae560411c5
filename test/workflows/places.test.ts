import type { SubmitAnswer } from '../../src/contract/task';
import { openDatabase, type Database } from '../../src/store/database';
import { eventually, House } from '../support/house';

let house: House;
let database: Database;
beforeAll(async () => {
  // The sweep comes seldom: what a test sees is done by the end of a task itself.
  house = await House.open({ tenantTasks: 2, sweepMs: 60_000 });
  database = openDatabase({ url: house.databaseUrl, connections: 1 });
}, 60_000);
afterAll(async () => {
  await database.close();
  await house.close();
}, 60_000);
beforeEach(() => {
  house.model.reset();
  house.model.answer(() => ({ text: 'Done.', holdAfter: 0 }));
});

const submit = async (query: string): Promise<SubmitAnswer> =>
  (await house.call<SubmitAnswer>('POST', '/api/v1/tasks', { body: { query, mode: 'simple' } })).body;
const calls = (count: number) =>
  eventually(
    () => house.model.calls.length,
    (made) => made >= count,
  );
const post = (id: string, verb: string) => house.call('POST', `/api/v1/tasks/${id}/${verb}`, { body: {} });

/** Submits as many tasks as may run, whose calls the model holds, and then `waiting` more. */
async function submitOver(waiting: number): Promise<{ running: string[]; waiting: string[] }> {
  const running = [await submit('one'), await submit('two')];
  await calls(2);
  const rest = [];
  for (let count = 0; count < waiting; count += 1) rest.push(await submit('more'));
  for (const { message } of rest) expect(message).toContain('It waits until one of the tasks');
  for (const { message } of running) expect(message).not.toContain('waits');
  const ids = (answers: SubmitAnswer[]) => answers.map(({ task_id: id }) => id);
  return { running: ids(running), waiting: ids(rest) };
}

async function completed(...ids: string[]): Promise<void> {
  house.model.release();
  for (const id of ids) expect((await house.ended(id)).status).toBe('TASK_STATUS_COMPLETED');
}

test('a tenant runs as many tasks as it may: others are QUEUED, and begin in their order as places become free', async () => {
  const { running, waiting } = await submitOver(3);
  for (const id of waiting) expect((await house.status(id)).status).toBe('TASK_STATUS_QUEUED');
  const other = await house.store.keys.create({ tenant: 'other', owner: 'other', name: 'test' });
  const foreign = await house.call<SubmitAnswer>('POST', '/api/v1/tasks', {
    key: other,
    body: { query: 'x' },
  });
  expect(foreign.body.message).not.toContain('waits');
  await calls(3);
  for (const [place, id] of running.entries()) {
    await post(id, 'cancel');
    await house.until(waiting[place] ?? '', ({ status }) => status === 'TASK_STATUS_RUNNING');
    for (const later of waiting.slice(place + 1))
      expect((await house.status(later)).status).toBe('TASK_STATUS_QUEUED');
  }
  await completed(...waiting);
});

test('a task that waits is cancelled like any other, and takes no place any more', async () => {
  const { running, waiting } = await submitOver(2);
  const [first = '', second = ''] = waiting;
  expect((await post(first, 'cancel')).status).toBe(202);
  expect((await house.ended(first)).status).toBe('TASK_STATUS_CANCELLED');
  expect((await house.status(second)).status).toBe('TASK_STATUS_QUEUED');
  await completed(...running, second);
  expect(house.model.calls).toHaveLength(3);
});

test('a task that waits has nothing to be decided yet, and says so at once', async () => {
  const { running, waiting } = await submitOver(0);
  const id = await house.submit({ query: 'First this, then that.', mode: 'standard', require_review: true });
  const decision = { workflow_id: id, approval_id: 'none', approved: true };
  expect(
    await house.call('POST', `/api/v1/tasks/${id}/review`, { body: { action: 'approve' } }),
  ).toMatchObject({ status: 404, body: { error: 'Review session not found or expired' } });
  expect(await house.call('POST', '/api/v1/approvals/decision', { body: decision })).toMatchObject({
    status: 404,
  });
  await post(id, 'cancel');
  await completed(...running, ...waiting);
});

test('a paused task leaves its place to another', async () => {
  const { running, waiting } = await submitOver(1);
  const [paused = ''] = running;
  await post(paused, 'pause');
  await house.until(waiting[0] ?? '', ({ status }) => status === 'TASK_STATUS_RUNNING');
  await post(paused, 'resume');
  await completed(...running, ...waiting);
});

test('a paused task that is to go on waits for a place, unless it is paused again', async () => {
  const { running, waiting } = await submitOver(2);
  const [paused = '', other = ''] = running;
  const [first = '', last = ''] = waiting;
  await post(paused, 'pause');
  await house.until(first, ({ status }) => status === 'TASK_STATUS_RUNNING');
  for (const verb of ['resume', 'resume', 'pause', 'resume'])
    expect(await post(paused, verb)).toMatchObject({
      status: 202,
      body: {
        message: verb === 'pause' ? 'Pause signal sent' : expect.stringContaining('as soon as one of'),
      },
    });
  expect((await house.status(paused)).status).toBe('TASK_STATUS_PAUSED');
  const state = await house.call('GET', `/api/v1/tasks/${paused}/control-state`);
  expect(state.body).toMatchObject({ is_paused: true });
  await post(other, 'cancel');
  // It was submitted before the one that waits too.
  await house.until(paused, ({ status }) => status === 'TASK_STATUS_RUNNING');
  expect((await house.status(last)).status).toBe('TASK_STATUS_QUEUED');
  await completed(paused, ...waiting);
  const types = (await house.events(paused)).map(({ type }) => type);
  expect(types.filter((type) => type.startsWith('WORKFLOW_'))).toEqual([
    ...['WORKFLOW_STARTED', 'WORKFLOW_PAUSING', 'WORKFLOW_PAUSED', 'WORKFLOW_PAUSING', 'WORKFLOW_PAUSED'],
    ...['WORKFLOW_RESUMED', 'WORKFLOW_COMPLETED'],
  ]);
});

test('a task that was paused while it waited begins with its resumption where there is a place', async () => {
  const { running, waiting } = await submitOver(1);
  const [first = '', second = ''] = running;
  const [last = ''] = waiting;
  await post(last, 'pause');
  await post(first, 'cancel');
  await house.ended(first);
  expect((await house.status(last)).status).toBe('TASK_STATUS_PAUSED');
  await post(last, 'resume');
  await house.until(last, ({ status }) => status === 'TASK_STATUS_RUNNING');
  await completed(second, last);
});

test('a task that was given a place by a process that died is told of it by another', async () => {
  const { running, waiting } = await submitOver(1);
  const [last = ''] = waiting;
  // As if the process had died between the two writes, and another one looked.
  await database.pool.query(
    `update tasks set placed_at = clock_timestamp() - interval '1 minute' where task_id = $1`,
    [last],
  );
  await database.pool.query(`notify holdfast_places, 'acme'`);
  await house.until(last, ({ status }) => status === 'TASK_STATUS_RUNNING');
  await completed(...running, last);
});

test('what was submitted while it waited is not counted against its own time', async () => {
  const running = [await submit('one'), await submit('two')].map(({ task_id: id }) => id);
  await calls(2);
  const id = await house.submit({ query: 'short', mode: 'simple', timeout_seconds: 1 });
  // Longer than its own limit would let it live, had it begun.
  const { rows } = await database.pool.query<{ later: Date }>(
    `select clock_timestamp() as later from pg_sleep(1.5)`,
  );
  expect(rows).toHaveLength(1);
  expect((await house.status(id)).status).toBe('TASK_STATUS_QUEUED');
  await completed(...running, id);
});
