import { askedOf, brain, planStep, value } from '../support/brain';
import { House } from '../support/house';
import { testTool } from '../support/tools';

let house: House;
const used: string[] = [];
beforeAll(async () => {
  house = await House.open({ tools: [testTool('look_up', ({ input }) => `About ${used.push(input)}.`)] });
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const query = 'Find the parts, then compare them and then sum them up.';
const refuse = { error: { status: 400, body: { error: { message: 'no such thing' } } } };

/** Which agents began, were through, and were named in a warning, each in the order of its telling. */
async function agentsOf(
  taskId: string,
): Promise<{ started: string[]; completed: string[]; warned: string[] }> {
  const events = await house.events(taskId);
  const named = (wanted: string) =>
    events.filter(({ type }) => type === wanted).map(({ agent_id }) => agent_id ?? '');
  return {
    started: named('AGENT_STARTED'),
    completed: named('AGENT_COMPLETED'),
    warned: named('WARNING'),
  };
}

const judgement = value({
  criteria: [{ name: 'correctness', score: 0.9, reason: 'It is.' }],
  score: 0.9,
  reasons: [],
});
const rules = {
  draft: { text: 'Because.' },
  judge: judgement,
  think: { text: 'Answer: 42' },
  group: value({ groups: [[1, 2]] }),
  positions: value({ positions: ['Yes.', 'No.'] }),
  argue: { text: 'So it is.' },
  moderate: { text: 'Yes.' },
  branch: value({ thoughts: ['Left.', 'Right.'] }),
  value: value({ values: [0.2, 0.9] }),
  conclude: { text: 'Right.' },
};

test.each([
  ['reflection', {}, ['critic', 'writer']],
  ['self_consistency', { samples: 2 }, ['critic', 'solver-1', 'solver-2']],
  ['debate', {}, ['moderator', 'side-1', 'side-2']],
  ['tree_of_thoughts', { breadth: 2, depth: 1 }, ['critic', 'explorer', 'synthesis']],
])('each agent of %s is told to begin and to be through', async (reasoning, params, names) => {
  house.model.answer(brain(rules));
  const id = await house.submit({
    query: 'Why?',
    mode: 'complex',
    context: { reasoning, reasoning_params: params },
  });
  expect((await house.ended(id)).status).toBe('TASK_STATUS_COMPLETED');
  const { started, completed, warned } = await agentsOf(id);
  expect([started.sort(), completed.sort(), warned]).toEqual([names, names, []]);
});

test('a part that fails ends its agent with a warning in its name', async () => {
  let count = 0;
  house.model.answer(
    brain({ ...rules, think: () => ((count += 1) === 1 ? refuse : { text: 'Answer: 42' }) }),
  );
  const id = await house.submit({
    query: 'Why?',
    mode: 'complex',
    context: { reasoning: 'self_consistency', reasoning_params: { samples: 3 } },
  });
  await house.ended(id);
  const { started, completed, warned } = await agentsOf(id);
  expect(warned).toHaveLength(1);
  expect([...completed, ...warned].sort()).toEqual(started.sort());
});

test.each(['standard', 'supervisor'])(
  'a failed step of %s ends its agent; one never begun is told too',
  async (mode) => {
    house.model.answer(
      brain({
        plan: value({ steps: [planStep('a'), planStep('b'), planStep('c', ['a']), planStep('d', ['c'])] }),
        replan: value({ done: false }),
        step: (call) => (askedOf(call).includes('Your step: Do a') ? refuse : { text: 'from b' }),
        join: { text: 'All.' },
      }),
    );
    const id = await house.submit({ query, mode });
    const view = await house.ended(id);
    expect(view.metadata['failed_steps']).toMatchObject([{ id: 'a' }, { id: 'c' }, { id: 'd' }]);
    const { started, completed, warned } = await agentsOf(id);
    expect(started.sort()).toEqual(['agent-a', 'agent-b', 'synthesis']);
    expect(completed.sort()).toEqual(['agent-b', 'synthesis']);
    expect(warned).toEqual(['agent-a', 'agent-c', 'agent-d']);
    const told = (await house.events(id))
      .filter(({ type }) => type === 'WARNING')
      .map(({ message }) => message);
    expect(told[1]).toBe('Step c gave no result: What it needed failed: a.');
  },
);

test('a plan that a check has changed is told anew, with what waits for what', async () => {
  const changes = [value({ done: false, add: [planStep('d', ['a'])], drop: ['c'] })];
  house.model.answer(
    brain({
      plan: value({ steps: [planStep('a'), planStep('b', ['a']), planStep('c', ['b'])] }),
      replan: () => changes.shift() ?? value({ done: false }),
      step: { text: 'Done.' },
      join: { text: 'All.' },
    }),
  );
  const id = await house.submit({ query, mode: 'supervisor' });
  await house.ended(id);
  const plans = (await house.events(id)).filter(({ payload }) => payload?.['plan']);
  expect(plans.map(({ type, message }) => [type, message])).toEqual([
    ['PROGRESS', 'Got a plan — 3 steps'],
    ['PROGRESS', 'Changed the plan — 3 steps'],
  ]);
  expect(plans[1]?.payload).toMatchObject({
    plan: [{ id: 'a' }, { id: 'b' }, { id: 'd' }],
    deps: [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'd' },
    ],
  });
});

test('an agent with one turn answers in it, is told so, and runs no tool', async () => {
  house.model.answer(
    brain({
      whole: (call) =>
        /You have no turns left\. Answer now, without tools\./.test(askedOf(call))
          ? { text: 'At once.' }
          : { tools: [{ name: 'look_up', args: { input: 'tea' } }] },
    }),
  );
  const view = await house.ended(
    await house.submit({ query: 'On and on?', mode: 'standard', max_iterations: 1 }),
  );
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'At once.' });
  expect([house.model.calls.length, used]).toEqual([1, []]);
  expect(house.model.calls[0]?.body['tool_choice']).toBe('none');
  const asked = house.model.calls[0]?.body.messages?.filter(({ role }) => role === 'user') ?? [];
  expect(asked).toHaveLength(1);
});
