import type { BudgetList } from '../../src/contract/budgets';
import type { SessionListItem } from '../../src/contract/sessions';
import { allowed, at, BudgetDesk, using } from '../support/budget-desk';
import { eventually, House } from '../support/house';
import type { ModelCall } from '../support/model-server';
import { testTool } from '../support/tools';

let house: House;
beforeAll(async () => {
  house = await House.open({ tools: [testTool('dear', () => 'Worth it.', { costUsd: 0.05 })] });
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const desk = new BudgetDesk(() => house);
const listed = async (key: string) =>
  (await house.call<{ total_count: number }>('GET', '/api/v1/tasks', { key })).body.total_count;

test('an operator sets, changes and takes away budgets, the others of the tenant read them, and nobody else', async () => {
  const { tenant, operator, plain } = await desk.newTenant('rights');
  const place = `tenant/${tenant}/day`;
  const set = await desk.put(operator, place, { max_cost_usd: 2.5 });
  expect(set).toMatchObject({
    status: 200,
    body: {
      ...{ scope: 'tenant', scope_id: tenant, period: 'day', max_cost_usd: 2.5, max_tokens: null },
      ...{ spent_cost_usd: 0, spent_tokens: 0, remaining_cost_usd: 2.5, remaining_tokens: null },
      ...{ reserved_cost_usd: 0, reserved_tokens: 0, set_by: tenant },
    },
  });
  expect(set.body.period_start).toMatch(/T00:00:00\.000Z$/);
  expect(Date.parse(set.body.period_end ?? '') - Date.parse(set.body.period_start ?? '')).toBe(86_400_000);
  expect((await desk.put(operator, place, { max_tokens: 9 })).body).toMatchObject({
    max_cost_usd: null,
    max_tokens: 9,
  });
  const list = (await house.call<BudgetList>('GET', '/api/v1/budgets', { key: plain })).body;
  expect(list.budgets).toMatchObject([{ scope: 'tenant', max_tokens: 9 }]);
  expect(await desk.put(plain, place, { max_tokens: 10 })).toMatchObject({
    status: 403,
    body: { error: 'Only the key of an operator may set this budget' },
  });
  expect(await house.call('DELETE', at(place), { key: plain })).toMatchObject({ status: 403 });
  const { operator: stranger } = await desk.newTenant('stranger');
  for (const answer of [
    await house.call('GET', at(place), { key: stranger }),
    await house.call('DELETE', at(place), { key: stranger }),
    await desk.put(stranger, place, { max_tokens: 1 }),
    await desk.put(operator, 'session/none/day', { max_tokens: 1 }),
    await desk.put(operator, 'key/key_none/day', { max_tokens: 1 }),
    await desk.put(operator, 'task/task_none/total', { max_tokens: 1 }),
  ])
    expect(answer.status).toBe(404);
  for (const [bad, body] of [
    ['planet/x/day', { max_tokens: 1 }],
    [`tenant/${tenant}/week`, { max_tokens: 1 }],
    [place, {}],
    [place, { max_tokens: -1 }],
    [place, { max_tokens: 1.5 }],
    [place, { max_cost_usd: 'much' }],
    [place, { max_cost: 1 }],
  ] as const)
    expect(await desk.put(operator, bad, body)).toMatchObject({
      status: 400,
      body: { error: expect.any(String) },
    });
  expect(await house.call('POST', at(place), { key: operator })).toMatchObject({ status: 405 });
  expect(await house.call('GET', '/api/v1/budgets', { key: null })).toMatchObject({ status: 401 });
  expect(await house.call('DELETE', at(place), { key: operator })).toMatchObject({ status: 204 });
  expect(await house.call('GET', at(place), { key: operator })).toMatchObject({
    status: 404,
    body: { error: 'Budget not found' },
  });
});

test('without room a new task gets 402 with a sentence and leaves nothing; raised, the same request is taken', async () => {
  const { tenant, operator, plain } = await desk.newTenant('full');
  const place = `tenant/${tenant}/day`;
  await desk.put(operator, place, { max_cost_usd: 0.002 });
  // The worst that a model can do: it takes all that it is allowed.
  house.model.answer((call) => using(20, allowed(call)));
  const key = { 'Idempotency-Key': 'once' };
  const first = await desk.submit(plain);
  expect(await desk.ended(plain, first.body.task_id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
  const tokens = allowed(house.model.calls[0] as ModelCall);
  // At 15 and 75 dollars a million, as unknown prices count.
  const usd = (20 * 15 + tokens * 75) / 1e6;
  expect(usd).toBeLessThanOrEqual(0.002);
  const after = await desk.read(plain, place);
  expect(after.spent_tokens).toBe(20 + tokens);
  expect(after.spent_cost_usd).toBeCloseTo(usd, 9);
  const refused = await desk.submit(plain, {}, key);
  expect(refused.status).toBe(402);
  expect(refused.body.error).toMatch(
    /^The daily budget of the tenant has no room for another task: \$[\d.]+ of \$0\.002 are spent\. Wait until \d{4}-\d\d-\d\dT00:00:00Z, when it begins anew, or ask an operator to raise it\.$/,
  );
  expect(await listed(plain)).toBe(1);
  await desk.put(operator, place, { max_cost_usd: 1 });
  expect(await desk.submit(plain, {}, key)).toMatchObject({ status: 200 });
  // A task is listed once its start is noted, a moment after the answer.
  await eventually(
    () => listed(plain),
    (count) => count === 2,
  );
});

test('a hundred tasks at once spend no more together than their tenant may', async () => {
  const { tenant, operator, plain } = await desk.newTenant('crowd');
  const place = `tenant/${tenant}/day`;
  await desk.put(operator, place, { max_tokens: 2_000 });
  house.model.answer((call) => ({ ...using(20, allowed(call)), waitMs: 20 }));
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => desk.submit(plain, { context: { max_tokens: 50 } })),
  );
  const taken = answers.filter(({ status }) => status === 200).map(({ body }) => body.task_id);
  expect(answers.every(({ status }) => status === 200 || status === 402)).toBe(true);
  const views = [];
  for (const id of taken) views.push(await desk.ended(plain, id));
  const done = views.filter(({ status }) => status === 'TASK_STATUS_COMPLETED');
  const spent = views.reduce((sum, { usage }) => sum + (usage as { total_tokens: number }).total_tokens, 0);
  expect(done.length).toBeGreaterThan(20);
  expect(spent).toBeLessThanOrEqual(2_000);
  expect(spent).toBeGreaterThan(1_800);
  expect(await desk.read(plain, place)).toMatchObject({ spent_tokens: spent, reserved_tokens: 0 });
  for (const view of views.filter(({ status }) => status !== 'TASK_STATUS_COMPLETED'))
    expect(view).toMatchObject({
      status: 'TASK_STATUS_FAILED',
      error: expect.stringMatching(
        /^The daily budget of the tenant, 2000 tokens, of which \d+ are left, does not cover/,
      ),
    });
  expect(await desk.submit(plain)).toMatchObject({ status: 402 });
}, 120_000);

test('a call waits for what others hold in the place of being cut short', async () => {
  const { tenant, operator, plain } = await desk.newTenant('patient');
  await desk.put(operator, `tenant/${tenant}/month`, { max_tokens: 1_200 });
  house.model.answer(() => ({ ...using(20, 10), waitMs: 300 }));
  const body = { context: { max_tokens: 1_000 } };
  const ids = await Promise.all([1, 2, 3].map(async () => (await desk.submit(plain, body)).body.task_id));
  for (const id of ids)
    expect(await desk.ended(plain, id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
  expect(house.model.calls.map(allowed)).toEqual([1_000, 1_000, 1_000]);
});

test('a budget of a session, and of a key, counts no other, and the session shows it', async () => {
  const { operator, plain } = await desk.newTenant('parts');
  const [own] = (await house.store.keys.list()).filter(
    ({ tenant, isOperator }) => tenant === 'parts' && !isOperator,
  );
  house.model.answer(() => using(600, 350));
  const first = await desk.submit(plain, { session_id: 'mine' });
  await desk.ended(plain, first.body.task_id);
  // What was spent before counts.
  expect((await desk.put(operator, 'session/mine/total', { max_tokens: 1_000 })).body.spent_tokens).toBe(950);
  expect((await desk.put(operator, `key/${own?.id}/month`, { max_tokens: 1_500 })).body.spent_tokens).toBe(
    950,
  );
  const list = await house.call<{ sessions: SessionListItem[] }>('GET', '/api/v1/sessions', { key: plain });
  expect(list.body.sessions[0]).toMatchObject({
    ...{ session_id: 'mine', token_budget: 1_000, budget_remaining: 50 },
    ...{ budget_utilization: 0.95, is_near_budget_limit: true },
  });
  const long = 'word '.repeat(100);
  expect(await desk.submit(plain, { query: long, session_id: 'mine' })).toMatchObject({
    status: 402,
    body: {
      error: expect.stringMatching(
        /^The budget of the session has no room .* 950 of 1000 tokens are spent\. Ask/,
      ),
    },
  });
  expect(await desk.submit(operator, { query: long, session_id: 'mine' })).toMatchObject({ status: 402 });
  const other = await desk.submit(plain, { query: long, session_id: 'other' });
  await desk.ended(plain, other.body.task_id);
  expect(await desk.submit(plain, { query: long, session_id: 'third' })).toMatchObject({
    status: 402,
    body: { error: expect.stringContaining('The monthly budget of the API key has no room') },
  });
  expect(await desk.submit(operator, { query: long, session_id: 'third' })).toMatchObject({ status: 200 });
});

test('tools that are executed by themselves count too, and never more at once than there is room for', async () => {
  const { tenant, operator, plain } = await desk.newTenant('hands');
  await desk.put(operator, `tenant/${tenant}/day`, { max_cost_usd: 0.2 });
  // A call that failed costs nothing.
  const wrong = { key: plain, body: { arguments: { wrong: 1 } } };
  expect((await house.call('POST', '/api/v1/tools/dear/execute', wrong)).body).toMatchObject({
    success: false,
  });
  expect(await desk.read(plain, `tenant/${tenant}/day`)).toMatchObject({ spent_cost_usd: 0 });
  const execute = () =>
    house.call<{ error: string }>('POST', '/api/v1/tools/dear/execute', {
      key: plain,
      body: { arguments: {} },
    });
  const answers = await Promise.all(Array.from({ length: 10 }, execute));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
  for (const { status, body } of answers.filter((answer) => answer.status !== 200))
    expect([status, body.error]).toEqual([
      402,
      'The daily budget of the tenant has no room for this call, which costs $0.05',
    ]);
  expect(await desk.read(plain, `tenant/${tenant}/day`)).toMatchObject({ spent_cost_usd: 0.2 });
});
