import { brain, planStep, value } from '../support/brain';
import { BudgetDesk, using } from '../support/budget-desk';
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

test('a running task that a shared budget stops ends with what it has', async () => {
  const { tenant, operator, plain } = await desk.newTenant('finisher');
  await desk.put(operator, `tenant/${tenant}/day`, { max_tokens: 40_000 });
  house.model.answer(
    brain({
      plan: {
        ...value({ steps: [planStep('a'), planStep('b', ['a'])] }),
        usage: { input: 100, output: 100 },
      },
      step: { text: 'from a', usage: { input: 39_700, output: 50 } },
    }),
  );
  const { body } = await desk.submit(plain, {
    query: 'Find the parts, then compare them.',
    mode: 'standard',
  });
  expect(await desk.ended(plain, body.task_id)).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    result: expect.stringContaining('from a'),
    unified_response: { stop_reason: 'budget' },
    metadata: {
      failed_steps: [{ id: 'b', reason: expect.stringContaining('The daily budget of the tenant, 40000') }],
    },
  });
});

test('a task that asks for it pauses for a budget, says which, and goes on when that is raised', async () => {
  const { tenant, operator, plain } = await desk.newTenant('pauser');
  const place = `tenant/${tenant}/day`;
  await desk.put(operator, place, { max_tokens: 40_000 });
  house.model.answer(
    brain({
      plan: {
        ...value({ steps: [planStep('a'), planStep('b', ['a'])] }),
        usage: { input: 100, output: 100 },
      },
      step: (call) =>
        JSON.stringify(call.body.messages).includes('Your step: Do a')
          ? { text: 'from a', usage: { input: 39_700, output: 50 } }
          : { text: 'from b', usage: { input: 10, output: 10 } },
      join: { text: 'All of it.' },
    }),
  );
  const order = {
    query: 'Find the parts, then compare them.',
    mode: 'standard',
    budget: { on_budget: 'pause' },
  };
  const { task_id: id } = (await desk.submit(plain, order)).body;
  const view = await desk.paused(plain, id);
  expect(view).toMatchObject({ result: '', error: '', unified_response: null });
  const state = await house.call('GET', `/api/v1/tasks/${id}/control-state`, { key: plain });
  expect(state.body).toMatchObject({
    is_paused: true,
    paused_by: 'budget-manager',
    pause_reason: expect.stringContaining('The daily budget of the tenant, 40000 tokens, of which'),
  });
  const calls = house.model.calls.length;
  // Resumed without room it pauses again, and pays for nothing.
  expect(await house.call('POST', `/api/v1/tasks/${id}/resume`, { key: plain })).toMatchObject({
    status: 202,
  });
  const types = async () =>
    (
      await house.call<{ events: { type: string }[] }>('GET', `/api/v1/tasks/${id}/events?limit=200`, {
        key: plain,
      })
    ).body.events.map(({ type }) => type);
  await eventually(types, (all) => all.filter((type) => type === 'WORKFLOW_PAUSED').length === 2);
  expect(house.model.calls).toHaveLength(calls);
  await desk.put(operator, place, { max_tokens: 200_000 });
  expect(await desk.ended(plain, id)).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    result: 'All of it.',
  });
  expect(house.model.calls).toHaveLength(calls + 2);
});

test('the budget that a task was submitted with is raised by one that is set for it, by whoever has a key', async () => {
  const { plain } = await desk.newTenant('own');
  house.model.answer(() => using(10, 10));
  const { task_id: id } = (await desk.submit(plain, { budget: { max_tokens: 20, on_budget: 'pause' } })).body;
  await desk.paused(plain, id);
  expect(house.model.calls).toHaveLength(0);
  expect(await desk.put(plain, `task/${id}/total`, { max_tokens: 500 })).toMatchObject({ status: 200 });
  expect(await desk.ended(plain, id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'Said.' });
  expect(await desk.read(plain, `task/${id}/total`)).toMatchObject({
    spent_tokens: 20,
    remaining_tokens: 480,
  });
});

test('a task that a person paused stays so when its budget is raised', async () => {
  const { plain } = await desk.newTenant('person');
  const { task_id: id } = (await desk.submit(plain, { budget: { max_tokens: 20, on_budget: 'pause' } })).body;
  await desk.paused(plain, id);
  await house.call('POST', `/api/v1/tasks/${id}/resume`, { key: plain });
  await eventually(
    () => house.store.tasks.get(id),
    (row) => row?.pause_seq === 3 && row.pause_sent === 3,
  );
  await house.store.control.setPaused(id, { isPaused: false, reason: '', by: 'own' });
  await house.store.control.setPaused(id, { isPaused: true, reason: 'mine', by: 'own' });
  await desk.put(plain, `task/${id}/total`, { max_tokens: 500 });
  expect(await house.store.budgets.covered(10)).not.toContain(id);
  await house.call('POST', `/api/v1/tasks/${id}/resume`, { key: plain });
  expect(await desk.ended(plain, id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
});

test('with a new day a daily budget begins anew, and its paused tasks go on', async () => {
  const { tenant, operator, plain } = await desk.newTenant('daily');
  const place = `tenant/${tenant}/day`;
  await desk.put(operator, place, { max_tokens: 3_000 });
  house.model.answer(() => ({ ...using(2_990, 5), holdAfter: 0 }));
  const first = await desk.submit(plain, { context: { max_tokens: 50 } });
  await eventually(
    () => house.model.held,
    (held) => held === 1,
  );
  const second = { task_id: '' };
  // Accepted while the first holds little, refused once that has spent all.
  second.task_id = (
    await desk.submit(plain, { context: { max_tokens: 2_900 }, budget: { on_budget: 'pause' } })
  ).body.task_id;
  house.model.answer(() => using(2_990, 5));
  house.model.releaseHeld();
  await desk.ended(plain, first.body.task_id);
  await desk.paused(plain, second.task_id);
  expect(await desk.submit(plain)).toMatchObject({ status: 402 });
  await house.yesterday(tenant);
  expect(await desk.read(plain, place)).toMatchObject({ spent_tokens: 0, remaining_tokens: 3_000 });
  expect(await desk.ended(plain, second.task_id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
  expect(await desk.read(plain, place)).toMatchObject({ spent_tokens: 2_995 });
});

test('what tools cost counts against budgets, and one that does not fit is not called', async () => {
  const { tenant, operator, plain } = await desk.newTenant('tooled');
  const place = `tenant/${tenant}/day`;
  const results = ({ body }: ModelCall) => (body.messages ?? []).filter(({ role }) => role === 'tool');
  const usage = { input: 1, output: 1 };
  house.model.answer(
    brain({
      whole: (call) =>
        results(call).length < 3
          ? { tools: [{ name: 'dear', args: { input: `${results(call).length}` } }], usage }
          : { text: results(call).at(-1)?.content ?? '', usage },
    }),
  );
  const order = { query: 'Is it worth it?', mode: 'standard', session_id: 'a' };
  await desk.ended(plain, (await desk.submit(plain, order)).body.task_id);
  await desk.put(operator, place, { max_cost_usd: 1 });
  // Four calls of a model at 0.00009, and three of a tool.
  expect((await desk.read(plain, place)).spent_cost_usd).toBeCloseTo(0.15036, 6);
  // Room for two more.
  await desk.put(operator, place, { max_cost_usd: 0.28 });
  const told = await desk.ended(plain, (await desk.submit(plain, order)).body.task_id);
  expect(told['result']).toContain('The daily budget of the tenant does not cover dear, which costs $0.05');
  expect((await desk.read(plain, place)).spent_cost_usd).toBeCloseTo(0.25072, 6);
  const budget = { on_budget: 'pause' };
  const { task_id: id } = (await desk.submit(plain, { ...order, budget })).body;
  await desk.paused(plain, id);
  await desk.put(operator, place, { max_cost_usd: 1 });
  expect(await desk.ended(plain, id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'Worth it.' });
  expect((await desk.read(plain, place)).spent_cost_usd).toBeCloseTo(0.40108, 6);
});
