import { openStore, type BudgetShare, type Reserved, type Store } from '../../src/store';
import type { BudgetPlace } from '../../src/contract/budgets';
import { pausing, resumed } from '../../src/contract/control-events';
import type { ModelCall } from '../../src/contract/result';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { eventually } from '../support/eventually';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, connections: 20, tenantTasks: 3 });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

let tenants = 0;
let tasks = 0;
const newTenant = () => `tenant-${(tenants += 1)}`;
const ofTenant = (tenant: string, period: BudgetPlace['period'] = 'day'): BudgetPlace => ({
  scope: 'tenant',
  scope_id: tenant,
  period,
});
const nothing = { most: {}, seconds: 60 };

/** A task of a tenant with one step that has begun. */
async function begun(tenant: string, where: { session?: string; key?: string } = {}): Promise<string> {
  const taskId = `task-${(tasks += 1)}`;
  await store.tasks.insert(
    {
      ...{ taskId, tenant, owner: tenant, keyId: where.key ?? 'key', sessionId: where.session ?? 'session' },
      ...{ query: 'q', context: {}, mode: 'EXECUTION_MODE_STANDARD' },
      settings: { timeoutSeconds: 60, historyMessages: 50, conversation: [] },
      firstEvent: { key: 'submit', type: 'DATA_PROCESSING' },
    },
    { tokens: 0, usd: 0 },
  );
  await store.steps.beginWork(taskId, 'call', { kind: 'model', agent: 'a' }, []);
  return taskId;
}

const reserve = (taskId: string, want: Partial<BudgetShare>): Promise<Reserved> =>
  store.steps.reserve(taskId, 'call', { ...nothing, want: { tokens: 0, usd: 0, ...want } });
const paid = (input: number, usd: number): ModelCall => ({
  ...{ provider: 'p', model: 'm', input_tokens: input, output_tokens: 0, cost_usd: usd },
  ...{ pricing: 'known', counted_by: 'provider' },
});
const settle = (taskId: string, tokens: number, usd: number) =>
  store.steps.finishWork(taskId, 'call', { output: { result: {} }, calls: [paid(tokens, usd)] });
const budgetOf = async (tenant: string, where = ofTenant(tenant)) => {
  const row = await store.budgets.get(tenant, where);
  if (!row) throw new Error('No budget is set');
  return row;
};

test('a hundred calls at once reserve no more than there is, and what they give back is there for others', async () => {
  const tenant = newTenant();
  await store.budgets.set(tenant, ofTenant(tenant), { tokens: 1_000 }, 'me');
  const all = await Promise.all(Array.from({ length: 100 }, () => begun(tenant)));
  const first = await Promise.all(all.map((task) => reserve(task, { tokens: 90 })));
  const taken = all.filter((_, index) => first[index]?.fits);
  expect(taken).toHaveLength(11);
  expect(await budgetOf(tenant)).toMatchObject({ tokens: 0, reserved_tokens: 990 });
  await Promise.all(taken.map((task) => settle(task, 50, 0)));
  expect(await budgetOf(tenant)).toMatchObject({ tokens: 550, reserved_tokens: 0 });
  const rest = all.filter((task) => !taken.includes(task));
  const second = await Promise.all(rest.map((task) => reserve(task, { tokens: 90 })));
  expect(second.filter(({ fits }) => fits)).toHaveLength(5);
});

test('tasks under several budgets at once pass none of them, in dollars and tokens, whatever the order', async () => {
  const tenant = newTenant();
  const places: BudgetPlace[] = [
    ofTenant(tenant),
    ofTenant(tenant, 'month'),
    { scope: 'session', scope_id: 's-1', period: 'total' },
    { scope: 'key', scope_id: 'k-1', period: 'day' },
  ];
  const most = [{ tokens: 900 }, { usd: 1 }, { tokens: 300, usd: 0.5 }, { usd: 0.35 }];
  await Promise.all(places.map((place, index) => store.budgets.set(tenant, place, most[index] ?? {}, 'me')));
  const works = Array.from({ length: 100 }, async (_, index) => {
    const task = await begun(tenant, { session: `s-${index % 3}`, key: `k-${index % 2}` });
    const want = { tokens: 10 + (index % 7), usd: 0.01 + (index % 5) / 100 };
    const { fits } = await reserve(task, want);
    if (!fits) return;
    if (index % 4 === 0) await store.steps.letGo(task, 'call', { hadText: false });
    // Each takes all that it has reserved: the worst that a call can do.
    else await settle(task, want.tokens, want.usd);
  });
  await Promise.all(works);
  for (const row of await store.budgets.list(tenant)) {
    expect(row.reserved_tokens + row.reserved_usd).toBe(0);
    expect(row.tokens).toBeGreaterThan(0);
    expect(row.tokens).toBeLessThanOrEqual(row.max_tokens ?? Infinity);
    expect(row.usd).toBeLessThanOrEqual((row.max_usd ?? Infinity) + 1e-9);
  }
});

test('another attempt of a call replaces what the lost one had reserved, and a late failure of that frees nothing', async () => {
  const tenant = newTenant();
  await store.budgets.set(tenant, ofTenant(tenant), { tokens: 100 }, 'me');
  const task = await begun(tenant);
  expect(await reserve(task, { tokens: 80 })).toMatchObject({ fits: true });
  const again = await store.steps.beginWork(task, 'call', { kind: 'model', agent: 'a' }, []);
  expect(again).toMatchObject({ attempt: 2, is_budgeted: true });
  expect(await reserve(task, { tokens: 80 })).toMatchObject({ fits: true });
  await store.steps.letGo(task, 'call', { hadText: false, attempt: 1 });
  expect(await budgetOf(tenant)).toMatchObject({ reserved_tokens: 80 });
  await store.steps.letGo(task, 'call', { hadText: false, attempt: 2 });
  expect(await budgetOf(tenant)).toMatchObject({ reserved_tokens: 0 });
});

test('a write that is repeated because its answer was lost counts once, another one of the step counts too', async () => {
  const tenant = newTenant();
  await store.budgets.set(tenant, ofTenant(tenant), { tokens: 1_000 }, 'me');
  const task = await begun(tenant);
  const end = { output: { result: 'first' }, calls: [paid(50, 0.5)], attempt: 1 };
  const write = store.steps.createFinish(task, 'call', end);
  expect(await Promise.all([write(), write()])).toEqual([end.output, end.output]);
  expect(await write()).toEqual(end.output);
  expect(await budgetOf(tenant)).toMatchObject({ tokens: 50, usd: 0.5 });
  // The same words of another attempt are another call.
  expect(await store.steps.finishWork(task, 'call', { ...end, output: {}, attempt: 2 })).toEqual(end.output);
  expect(await budgetOf(tenant)).toMatchObject({ tokens: 100, usd: 1 });
  expect((await store.steps.calls(task)).calls).toHaveLength(2);
});

test('a lost attempt that comes back after all is counted, and frees nothing that its successor holds', async () => {
  const tenant = newTenant();
  await store.budgets.set(tenant, ofTenant(tenant), { tokens: 1_000 }, 'me');
  const task = await begun(tenant);
  await store.steps.beginWork(task, 'other', { kind: 'model', agent: 'a' }, []);
  const held = async () => {
    const own = await store.steps.reserve(task, 'other', { ...nothing, want: { tokens: 0, usd: 0 } });
    return [own.reserved_tokens, (await budgetOf(tenant)).reserved_tokens];
  };
  const end = { output: {}, calls: [paid(50, 0)] };
  await reserve(task, { tokens: 80 });
  await store.steps.beginWork(task, 'call', { kind: 'model', agent: 'a' }, []);
  await reserve(task, { tokens: 80 });
  await store.steps.finishWork(task, 'call', { ...end, attempt: 1 });
  expect(await budgetOf(tenant)).toMatchObject({ tokens: 50 });
  expect(await held()).toEqual([80, 80]);
  await store.steps.finishWork(task, 'call', { ...end, attempt: 2 });
  expect(await budgetOf(tenant)).toMatchObject({ tokens: 100 });
  expect(await held()).toEqual([0, 0]);
});

test('what a lost call holds counts until its time is over, and is then removed', async () => {
  const tenant = newTenant();
  await store.budgets.set(tenant, ofTenant(tenant), { usd: 1 }, 'me');
  const [lost, other] = [await begun(tenant), await begun(tenant)];
  const want = { tokens: 0, usd: 0.9 };
  expect(await store.steps.reserve(lost, 'call', { ...nothing, want, seconds: 3_600 })).toMatchObject({
    fits: true,
  });
  expect(await reserve(other, want)).toMatchObject({ fits: false });
  expect(await store.budgets.releaseExpired()).toBe(0);
  expect(await store.steps.reserve(lost, 'call', { ...nothing, want, seconds: 0 })).toMatchObject({
    fits: true,
  });
  expect(await reserve(other, want)).toMatchObject({ fits: true });
  expect(await store.budgets.releaseExpired()).toBe(1);
});

test('a budget counts what was spent in its period before it was set, each cent once', async () => {
  const tenant = newTenant();
  const spending = Array.from({ length: 40 }, async (_, index) => {
    const task = await begun(tenant, { session: `s-${index % 2}` });
    await settle(task, 10, 0.01);
  });
  // Set in the midst of it: what is written before and after counts alike.
  const set = Promise.all([
    store.budgets.set(tenant, ofTenant(tenant), { tokens: 10_000 }, 'me'),
    store.budgets.set(tenant, { scope: 'session', scope_id: 's-1', period: 'total' }, { usd: 1 }, 'me'),
  ]);
  await Promise.all([...spending, set]);
  const [session, whole] = await store.budgets.list(tenant);
  expect(session).toMatchObject({ scope: 'session', tokens: 200, usd: 0.2 });
  expect(whole).toMatchObject({ scope: 'tenant', tokens: 400, usd: 0.4 });
});

test('budgets of every scope that are set while tasks and tools spend count each cent once', async () => {
  const tenant = newTenant();
  const where = { session: 'busy', key: 'busy' };
  const tasks = await Promise.all(Array.from({ length: 40 }, () => begun(tenant, where)));
  const places: BudgetPlace[] = [
    ...[ofTenant(tenant), ofTenant(tenant, 'month'), ofTenant(tenant, 'total')],
    { scope: 'session', scope_id: 'busy', period: 'day' },
    { scope: 'key', scope_id: 'busy', period: 'day' },
    { scope: 'task', scope_id: tasks[0] ?? '', period: 'day' },
  ];
  const call = { tenant, sessionId: 'busy', keyId: 'busy', usd: 0.25 };
  await Promise.all([
    ...tasks.map((task) => settle(task, 10, 0.5)),
    ...Array.from({ length: 20 }, (_, index) => store.budgets.spend({ ...call, call: `tool-${index}` })),
    ...[...places, ...places].map((place) => store.budgets.set(tenant, place, { usd: 1_000 }, 'me')),
  ]);
  for (const { scope, tokens, usd } of await store.budgets.list(tenant))
    expect({ scope, tokens, usd }).toEqual(
      scope === 'task' ? { scope, tokens: 10, usd: 0.5 } : { scope, tokens: 400, usd: 25 },
    );
});

test('who sets a budget waits for those who spend for the same tenant, and for nobody else', async () => {
  const [tenant, other] = [newTenant(), newTenant()];
  const spender = new Client({ connectionString: database.url });
  await spender.connect();
  try {
    await spender.query('begin');
    await spender.query('select count_against($1, $2, $3, $4, 10, 0.1)', [other, 's', 'k', 'tool']);
    await store.budgets.set(tenant, ofTenant(tenant), { usd: 1 }, 'me');
    const set = store.budgets.set(other, ofTenant(other), { usd: 1 }, 'me');
    const waiting = `select count(*)::integer as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    await eventually(
      async () => (await spender.query<{ count: number }>(waiting)).rows[0]?.count,
      (count) => count === 1,
    );
    await spender.query('commit');
    await set;
  } finally {
    await spender.end();
  }
  expect(await budgetOf(other)).toMatchObject({ tokens: 10, usd: 0.1 });
});

const byBudget = {
  reason: 'Spent.',
  by: 'budget-manager',
  event: { key: 'pausing', type: 'WORKFLOW_PAUSING' },
} as const;
const pauseFor = (task: string, tokens: number, isOwn = false) =>
  store.budgets.pause(task, { ...byBudget, need: { tokens, usd: 0 }, isOwn });
/** Those of some tasks that a budget lets go on now. */
const coveredOf = async (...tasks: string[]) => {
  const covered = await store.budgets.covered(1_000);
  return tasks.filter((task) => covered.includes(task));
};

test('paused tasks with room in budgets of their own all go on, those of a shared one as many as it has room for', async () => {
  const tenant = newTenant();
  const own = [await begun(tenant), await begun(tenant), await begun(tenant)];
  const shared = [];
  for (const session of ['one', 'one', 'one', 'full']) shared.push(await begun(tenant, { session }));
  for (const task of own) await pauseFor(task, 90, true);
  for (const task of shared) await pauseFor(task, 90);
  const set = (scope: BudgetPlace['scope'], id: string, tokens: number) =>
    store.budgets.set(tenant, { scope, scope_id: id, period: 'total' }, { tokens }, 'me');
  for (const task of own) await set('task', task, 100);
  await set('session', 'one', 200);
  await set('session', 'full', 10);
  expect(await coveredOf(...own, ...shared)).toEqual([...own, ...shared.slice(0, 2)]);
});

test('a person who pauses a task that a budget had paused, and that waits for a place, holds it for good', async () => {
  const tenant = newTenant();
  const task = await begun(tenant);
  expect(await pauseFor(task, 10)).toEqual({ outcome: 'taken', seq: 1 });
  for (let running = 0; running < 3; running += 1) await begun(tenant);
  const turn = (isPaused: boolean, reason: string) =>
    store.control.setPaused(task, {
      ...{ isPaused, reason, by: 'anna' },
      event: (isPaused ? pausing : resumed)(reason),
    });
  expect(await coveredOf(task)).toEqual([task]);
  expect(await turn(false, 'go on')).toEqual({ outcome: 'waiting' });
  // A call that was in flight is refused: the person's wish stands.
  expect(await pauseFor(task, 10)).toMatchObject({ outcome: 'same', seq: 1 });
  expect(await coveredOf(task)).toEqual([]);
  expect(await turn(true, 'not yet')).toEqual({ outcome: 'taken', seq: 2 });
  expect(await coveredOf(task)).toEqual([]);
  expect(await turn(true, 'again')).toMatchObject({ outcome: 'same', seq: 2 });
  expect(await store.tasks.get(task)).toMatchObject({
    pause_reason: 'not yet',
    paused_by: 'anna',
    pause_seq: 2,
  });
  const events = await store.events.after(task, 0, 100);
  expect(events.slice(-4).map(({ type, message }) => `${type} ${message ?? ''}`)).toEqual([
    ...['WORKFLOW_PAUSING ', 'WORKFLOW_PAUSED Paused: Spent.'],
    ...['WORKFLOW_PAUSING Pausing: not yet', 'WORKFLOW_PAUSED Paused: not yet'],
  ]);
});
