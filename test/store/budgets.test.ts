import { openStore, type BudgetShare, type Reserved, type Store } from '../../src/store';
import type { BudgetPlace } from '../../src/contract/budgets';
import type { ModelCall } from '../../src/contract/result';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = await openStore({ url: database.url, connections: 20 });
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
  store.steps.finishWork(taskId, 'call', { result: {} }, [paid(tokens, usd)], []);
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
