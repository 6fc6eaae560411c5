import { askedOf, brain, planStep, purposeOf, systemOf, value } from '../support/brain';
import { House } from '../support/house';
import { testTool } from '../support/tools';

let house: House;
beforeAll(async () => {
  house = await House.open({ tools: [testTool('look_up', ({ input }) => `About ${input}.`)] });
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const submit = (reasoning: string, params: object = {}, more: object = {}) =>
  house.submit({
    query: 'Why is the sky blue?',
    mode: 'complex',
    context: { reasoning, reasoning_params: params },
    ...more,
  });
const purposes = () => house.model.calls.map(purposeOf);
const judgement = (score: number) =>
  value({ criteria: [{ name: 'correctness', score, reason: 'It says so.' }], score, reasons: ['Say why.'] });

describe('reflection', () => {
  test('rewrites with the judge’s reasons until the score is good enough', async () => {
    const scores = [0.4, 0.9];
    house.model.answer(
      brain({
        draft: { text: 'Because.' },
        judge: () => judgement(scores.shift() ?? 0),
        rewrite: { text: 'Because of scattering.' },
      }),
    );
    const view = await house.ended(await submit('reflection'));
    expect(view).toMatchObject({
      status: 'TASK_STATUS_COMPLETED',
      mode: 'EXECUTION_MODE_COMPLEX',
      result: 'Because of scattering.',
    });
    expect(purposes()).toEqual(['draft', 'judge', 'rewrite', 'judge']);
    const rewrite = house.model.calls[2];
    expect(rewrite && systemOf(rewrite)).toContain('Say why.');
    expect(rewrite && askedOf(rewrite)).toContain('Because.');
    expect(view.metadata).toMatchObject({
      reasoning: 'reflection',
      reflection: { scores: [0.4, 0.9], score: 0.9 },
    });
    expect(view.usage.total_tokens).toBe(4 * 18);
  });

  test('keeps the best draft when rewriting makes it worse, and stops at its rounds', async () => {
    const scores = [0.6, 0.3];
    house.model.answer(
      brain({
        draft: { text: 'Good.' },
        judge: () => judgement(scores.shift() ?? 0),
        rewrite: { text: 'Worse.' },
      }),
    );
    const view = await house.ended(await submit('reflection', { rounds: 1 }));
    expect(view.result).toBe('Good.');
    expect(purposes()).toEqual(['draft', 'judge', 'rewrite', 'judge']);
  });

  test('a judge that gives no usable judgement leaves the draft as the answer, and no figure', async () => {
    house.model.answer(brain({ draft: { text: 'Fine.' }, judge: { text: 'Very good!' } }));
    const view = await house.ended(await submit('reflection'));
    expect(view.result).toBe('Fine.');
    expect(view.metadata).toMatchObject({ reflection: { scores: [null], score: null } });
    expect(purposes()).toEqual(['draft', 'judge', 'judge']);
  });
});

describe('self-consistency', () => {
  test('the majority by meaning wins, with its share as confidence', async () => {
    const answers = ['Answer: 42', 'Answer: forty-two', 'Answer: 7', 'Answer: 42.0'];
    house.model.answer(
      brain({
        think: () => ({ text: answers.shift() ?? '' }),
        group: (call) => {
          const found = [...askedOf(call).matchAll(/Result of answer (\d):\n(.*)/g)];
          const same = found.filter(([, , text]) => !text?.includes('7')).map(([, number]) => Number(number));
          return value({
            groups: [
              same,
              found.map(([, number]) => Number(number)).filter((number) => !same.includes(number)),
            ],
          });
        },
      }),
    );
    const view = await house.ended(await submit('self_consistency', { samples: 4 }));
    expect(view.result).not.toContain('7');
    expect(view.metadata).toMatchObject({
      self_consistency: { samples: 4, answered: 4, votes: 3, confidence: 0.75, groups: [3, 1] },
    });
    expect(purposes()).toEqual(['think', 'think', 'think', 'think', 'group']);
    expect(house.model.calls[0]?.body['temperature']).toBe(0.8);
  });

  test('chains that fail are left out; no grouping means no confidence', async () => {
    let count = 0;
    house.model.answer(
      brain({
        think: () =>
          (count += 1) === 1
            ? { error: { status: 400, body: { error: { message: 'no' } } } }
            : { text: `Answer: ${count}` },
        group: { text: 'all the same' },
      }),
    );
    const view = await house.ended(await submit('self_consistency', { samples: 3 }));
    expect(view.status).toBe('TASK_STATUS_COMPLETED');
    expect(view.metadata).toMatchObject({ self_consistency: { answered: 2, confidence: null } });
  });
});

describe('debate', () => {
  test('each side speaks in each round and hears the others; a moderator answers', async () => {
    house.model.answer(
      brain({
        positions: value({ positions: ['It is scattering.', 'It is the sea.'] }),
        argue: (call) => ({
          text: `I hold: ${/position in a debate, round (\d)/.exec(systemOf(call))?.[1] ?? ''}`,
        }),
        moderate: { text: 'Scattering it is.' },
      }),
    );
    const view = await house.ended(await submit('debate'));
    expect(view.result).toBe('Scattering it is.');
    expect(purposes()).toEqual(['positions', 'argue', 'argue', 'argue', 'argue', 'moderate']);
    expect(house.model.calls.slice(1, 3).every((call) => !askedOf(call).includes('I hold'))).toBe(true);
    expect(
      house.model.calls.slice(3, 5).every((call) => askedOf(call).includes('Result of side 2, round 1')),
    ).toBe(true);
    expect(view.metadata['agents']).toEqual(['moderator', 'planner', 'side-1', 'side-2']);
  });

  test('the client’s own positions cost no call', async () => {
    house.model.answer(brain({ argue: { text: 'So.' }, moderate: { text: 'Done.' } }));
    await house.ended(await submit('debate', { positions: ['One.', 'Two.', 'Three.'], rounds: 1 }));
    expect(purposes()).toEqual(['argue', 'argue', 'argue', 'moderate']);
  });
});

test('tree of thoughts: thoughts are valued, the best two lines go on, the best is worked out', async () => {
  house.model.answer(
    brain({
      branch: (call) =>
        value({
          thoughts: ['x', 'y', 'z'].map((name) => `${name}${askedOf(call).includes('so far') ? '2' : '1'}`),
        }),
      value: (call) =>
        value({
          values: askedOf(call)
            .split('\n')
            .filter((line) => /^\d+\. /.test(line))
            .map((line) => (line.includes('y1') ? 0.9 : 0.2) + (line.includes('z2') ? 0.05 : 0)),
        }),
      conclude: (call) => ({ text: askedOf(call) }),
    }),
  );
  const view = await house.ended(await submit('tree_of_thoughts', { breadth: 3, depth: 2 }));
  expect(purposes()).toEqual(['branch', 'value', 'branch', 'branch', 'value', 'conclude']);
  expect(view.result).toMatch(/1\. y1\n2\. z2/);
  expect(view.metadata).toMatchObject({ tree_of_thoughts: { thoughts: 9, depth: 2, value: 0.95 } });
});

test('tree of thoughts stays within its budget of nodes', async () => {
  house.model.answer(
    brain({
      branch: value({ thoughts: ['a', 'b', 'c', 'd', 'e'] }),
      value: (call) =>
        value({
          values: Array.from({ length: Number(/each of the (\d+)/.exec(systemOf(call))?.[1]) }, () => 0.5),
        }),
      conclude: { text: 'Done.' },
    }),
  );
  const view = await house.ended(await submit('tree_of_thoughts', { breadth: 5, depth: 5, nodes: 7 }));
  expect(view.metadata).toMatchObject({ tree_of_thoughts: { thoughts: 7 } });
});

describe('plan and execute', () => {
  const query = 'First find the parts, then compare them and then sum them up.';

  test('a check after a layer adds and drops steps', async () => {
    const changes = [
      { done: false, add: [planStep('d', ['a'])], drop: ['c'] },
      { done: false, add: [], drop: [] },
    ];
    house.model.answer(
      brain({
        plan: value({ steps: [planStep('a'), planStep('b', ['a']), planStep('c', ['b'])] }),
        replan: () => value(changes.shift() ?? { done: false }),
        step: (call) => ({ text: /Your step: Do (\w)/.exec(askedOf(call))?.[1] ?? '' }),
        join: (call) => ({ text: askedOf(call) }),
      }),
    );
    const id = await house.submit({ query, mode: 'supervisor' });
    const view = await house.ended(id);
    expect(view.mode).toBe('EXECUTION_MODE_COMPLEX');
    expect(purposes()).toEqual(['plan', 'step', 'replan', 'step', 'step', 'join']);
    expect(view.result).toMatch(/Result of a[\s\S]*Result of b[\s\S]*Result of d/);
    expect(view.result).not.toContain('Result of c');
    expect(view.metadata).toMatchObject({
      reasoning: 'plan_and_execute',
      plan_checks: 1,
      plan_changes: 1,
      steps: 3,
    });
  });

  test('a check may not add more steps than the client allows', async () => {
    house.model.answer(
      brain({
        plan: value({ steps: [planStep('a'), planStep('b', ['a'])] }),
        replan: value({ done: false, add: [planStep('c'), planStep('d')], drop: [] }),
        step: { text: 'Done.' },
        join: { text: 'All.' },
      }),
    );
    const view = await house.ended(
      await house.submit({ query, mode: 'supervisor', context: { max_steps: 3 } }),
    );
    expect(purposes()).toEqual(['plan', 'step', 'replan', 'step', 'join']);
    expect(house.model.calls[2] && systemOf(house.model.calls[2])).toContain('At most 1 steps may be added.');
    expect(view.metadata).toMatchObject({ plan_checks: 1, plan_changes: 0, steps: 2 });
  });

  test('a check that says done ends the plan early', async () => {
    house.model.answer(
      brain({
        plan: value({ steps: [planStep('a'), planStep('b', ['a'])] }),
        replan: value({ done: true }),
        step: { text: 'A' },
        join: { text: 'J' },
      }),
    );
    const view = await house.ended(await house.submit({ query, mode: 'supervisor' }));
    expect(view.status).toBe('TASK_STATUS_COMPLETED');
    expect(purposes()).toEqual(['plan', 'step', 'replan', 'join']);
  });
});

test.each([
  [{ reasoning: 'guessing' }, 'Invalid reasoning'],
  [
    { reasoning: 'debate', reasoning_params: { sides: 9 } },
    'context.reasoning_params.sides out of range (2..5)',
  ],
  [
    { reasoning: 'reflection', reasoning_params: { threshold: 2 } },
    'context.reasoning_params.threshold must be a number from 0 to 1',
  ],
])('parameters %j are refused with a sentence', async (context, sentence) => {
  const answer = await house.call('POST', '/api/v1/tasks', {
    body: { query: 'Why?', mode: 'complex', context },
  });
  expect([answer.status, answer.body['error']]).toEqual([400, expect.stringContaining(sentence)]);
});
