import { askedOf, brain, planStep, purposeOf, toolResultsOf, value } from '../support/brain';
import { House } from '../support/house';
import type { ModelCall } from '../support/model-server';
import { testTool } from '../support/tools';

let house: House;
beforeAll(async () => {
  house = await House.open({
    tools: [
      testTool('look_up', ({ input }) => `About ${input}.`),
      testTool('dear', () => 'Worth it.', { costUsd: 0.05 }),
    ],
  });
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const query = 'Find the parts, then compare them and then sum them up.';
const submit = (max_tokens: number, more: object = {}) =>
  house.submit({ query, mode: 'standard', budget: { max_tokens }, ...more });
const costing = (behaviour: object, input: number, output: number) => ({
  ...behaviour,
  usage: { input, output },
});
const allowed = ({ body }: ModelCall) => Number(body['max_tokens'] ?? body['max_completion_tokens']);
const thresholds = async (id: string) =>
  (await house.events(id))
    .filter(({ type }) => type === 'BUDGET_THRESHOLD')
    .map(({ payload }) => payload?.['threshold_percent']);

test('calls side by side never exceed the budget together, and what there is becomes the answer', async () => {
  house.model.answer(
    brain({
      plan: costing(value({ steps: ['a', 'b', 'c', 'd'].map((id) => planStep(id)) }), 100, 100),
      // Each takes all that it is allowed: the worst that a model can do.
      step: (call) =>
        costing(
          { text: `result of ${/Do (\w)/.exec(askedOf(call))?.[1] ?? ''}`, waitMs: 100 },
          100,
          allowed(call),
        ),
    }),
  );
  const view = await house.ended(await submit(20_000));
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(view.unified_response?.stop_reason).toBe('budget');
  expect(view.usage.total_tokens).toBeLessThanOrEqual(20_000);
  expect(view.usage.total_tokens).toBeGreaterThan(15_000);
  const failed = view.metadata['failed_steps'] as { id: string; reason: string }[];
  expect(failed.length).toBeGreaterThan(0);
  // Which steps find the budget spent is theirs to race for; the results of all the others are the answer.
  const ended = ['a', 'b', 'c', 'd'].filter((id) => !failed.some((step) => step.id === id));
  expect(view.result.match(/result of \w/g)).toEqual(ended.map((id) => `result of ${id}`));
  expect(failed[0]?.reason).toMatch(/^The budget of 20000 tokens, of which \d+ are left, does not cover/);
  expect(house.model.calls.filter((call) => purposeOf(call) === 'join')).toHaveLength(0);
});

test('each share of the budget is told once, also where calls side by side pass it', async () => {
  house.model.answer(
    brain({
      plan: costing(value({ steps: [planStep('a'), planStep('b')] }), 40_000, 100),
      step: costing({ text: 'x', waitMs: 100 }, 100, 25_000),
      join: costing({ text: 'all' }, 100, 10_000),
    }),
  );
  const id = await submit(100_000);
  expect((await house.ended(id)).status).toBe('TASK_STATUS_COMPLETED');
  expect(await thresholds(id)).toEqual([50, 80, 100]);
});

test('SIMPLE tells the shares of its budget too', async () => {
  house.model.answer(() => costing({ text: 'Hello.' }, 500, 400));
  const id = await submit(1_000, { query: 'Hello?', mode: 'simple' });
  await house.ended(id);
  expect(await thresholds(id)).toEqual([50, 80]);
});

test('a task whose budget covers not even its first call fails with the reason', async () => {
  const view = await house.ended(await submit(50));
  expect(view).toMatchObject({ status: 'TASK_STATUS_FAILED', result: '' });
  expect(view.error).toContain('The budget of 50 tokens does not cover');
  expect(house.model.calls).toHaveLength(0);
});

test('a call that fails gives back what it had reserved, so that the others need not wait', async () => {
  house.model.answer(
    brain({
      plan: costing(value({ steps: [planStep('a'), planStep('b')] }), 10, 10),
      step: (call) =>
        askedOf(call).includes('Your step: Do a')
          ? { error: { status: 400, body: { error: { message: 'no' } } }, waitMs: 300 }
          : costing({ text: 'from b' }, 10, 10),
      join: (call) => ({ text: askedOf(call) }),
    }),
  );
  // Room for one reservation of an agent's turn at a time.
  const view = await house.ended(await submit(9_000), 10_000);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: expect.stringContaining('from b') });
});

test('an answer cut by the budget, or by the length that the client wants, says so', async () => {
  house.model.answer(brain({ whole: { text: 'It begins', finish: 'length' } }));
  const cut = await house.ended(await submit(2_000, { query: 'Tell me all.' }));
  expect(cut.unified_response?.stop_reason).toBe('budget');
  const short = await house.ended(
    await house.submit({ query: 'Tell me all.', mode: 'standard', context: { max_tokens: 7 } }),
  );
  expect(short.unified_response?.stop_reason).toBe('max_tokens');
  expect(house.model.calls.map(allowed)[1]).toBe(7);
});

test('what tools cost counts as spent', async () => {
  house.model.answer(
    brain({
      whole: (call) =>
        toolResultsOf(call).length < 2
          ? { tools: [{ name: 'dear', args: { input: `${toolResultsOf(call).length}` } }] }
          : { text: 'Enough.' },
    }),
  );
  const budget = { max_cost_usd: 0.12 };
  const id = await house.submit({ query: 'Is it worth it?', mode: 'standard', budget });
  const view = await house.ended(id);
  expect(view.usage.estimated_cost).toBeGreaterThanOrEqual(0.1);
  expect(view.metadata['tool_cost_usd']).toBe(0.1);
  expect(await thresholds(id)).toEqual([50, 80]);
});

test('patterns end with what they have when the budget ends', async () => {
  house.model.answer(
    brain({ draft: costing({ text: 'A draft.' }, 900, 900), judge: { text: 'never asked' } }),
  );
  const view = await house.ended(
    await house.submit({
      query: 'Why?',
      mode: 'complex',
      budget: { max_tokens: 2_000 },
      context: { reasoning: 'reflection' },
    }),
  );
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'A draft.' });
  expect(view.unified_response?.stop_reason).toBe('budget');
  expect(view.metadata['failed_parts']).toMatchObject([{ name: 'judge 0' }]);
  const told = (await house.events(view.task_id)).filter(({ type }) => type === 'WARNING');
  expect(told).toMatchObject([{ message: expect.stringContaining('judge 0 came to nothing') }]);
});

test('a tree whose budget leaves no call to work its best line out ends with that line', async () => {
  house.model.answer(
    brain({
      branch: value({ thoughts: ['Left.', 'Right.'] }),
      value: costing(value({ values: [0.2, 0.9] }), 20_000, 1_000),
    }),
  );
  const id = await submit(20_000, {
    query: 'Which way?',
    mode: 'complex',
    context: { reasoning: 'tree_of_thoughts', reasoning_params: { breadth: 2, depth: 1 } },
  });
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: '1. Right.' });
  expect(view.unified_response?.stop_reason).toBe('budget');
  expect(view.metadata).toMatchObject({ tree_of_thoughts: { thoughts: 2, value: 0.9 } });
});

test('a tree whose budget ends while it grows says so, and does not show a value that nobody gave', async () => {
  house.model.answer(brain({ branch: costing(value({ thoughts: ['Left.', 'Right.'] }), 20_000, 1_000) }));
  const id = await submit(20_000, {
    query: 'Which way?',
    mode: 'complex',
    context: { reasoning: 'tree_of_thoughts', reasoning_params: { breadth: 2, depth: 2 } },
  });
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: '1. Left.' });
  expect(view.unified_response?.stop_reason).toBe('budget');
  expect(view.metadata).toMatchObject({
    tree_of_thoughts: { thoughts: 2, value: null },
    failed_parts: [{ name: 'values 1' }],
  });
});

test('steps of a changing plan that the budget never lets begin are listed with the reason', async () => {
  house.model.answer(
    brain({
      plan: value({ steps: [planStep('a'), planStep('b'), planStep('c', ['b']), planStep('d', ['c'])] }),
      replan: value({ done: false }),
      step: (call) =>
        askedOf(call).includes('Your step: Do a')
          ? { text: 'from a' }
          : costing({ text: 'from b', waitMs: 200 }, 40_000, 1_000),
    }),
  );
  const view = await house.ended(await submit(40_000, { mode: 'supervisor' }));
  expect(view.unified_response?.stop_reason).toBe('budget');
  expect(view.metadata).toMatchObject({
    steps: 4,
    failed_steps: ['c', 'd'].map((id) => ({ id, reason: expect.stringContaining('The budget of 40000') })),
  });
});
