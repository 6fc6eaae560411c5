import { askedOf, brain, planStep, systemOf, value } from '../support/brain';
import type { ModelCall } from '../support/model-server';
import { Recorder } from './recorder';

/** Records each pattern of COMPLEX in the ways in which it can go, for `replay.test.ts`; run by `npm run histories`. */
const recorder = new Recorder();
const held = { pieces: ['some ', 'text'], holdAfter: 1 };
const refused = { error: { status: 400, body: { error: { message: 'no' } } } };
type Rules = Parameters<typeof brain>[0];
const run = (
  reasoning: string,
  rules: Rules,
  more: { params?: object; query?: string } & Record<string, unknown> = {},
) => {
  recorder.house.model.answer(brain(rules));
  const { params = {}, query = 'Why is the sky blue?', ...rest } = more;
  const context = { reasoning, reasoning_params: params };
  return recorder.house.submit({ query, mode: 'complex', context, ...rest });
};
/** One run in each of the ways in which every pattern can be stopped, with the model held at its first calls. */
const recordStops = (name: string, reasoning: string, rules: Rules, calls: number) => {
  recorder.record(`complex-${name}-failed`, () => run(reasoning, {}));
  recorder.record(`complex-${name}-cancelled`, async () =>
    recorder.cancelAt(await run(reasoning, rules), calls),
  );
  recorder.record(`complex-${name}-timed-out`, () => run(reasoning, rules, { timeout_seconds: 3 }));
  recorder.record(`complex-${name}-budget-exhausted`, () =>
    run(reasoning, rules, { budget: { max_tokens: 1 } }),
  );
};

const judgement = (score: number) =>
  value({ criteria: [{ name: 'all', score, reason: 'So it is.' }], score, reasons: ['Mend it.'] });
const judge = (call: ModelCall) => judgement(askedOf(call).includes('Second.') ? 0.9 : 0.4);
const draft = { text: 'First.' };
recorder.record('complex-reflection-completed', () =>
  run('reflection', { draft, judge, rewrite: { text: 'Second.' } }),
);
recorder.record('complex-reflection-judge-unusable', () =>
  run('reflection', { draft, judge: { text: 'Very good!' } }),
);
recorder.record('complex-reflection-judge-failed', () => run('reflection', { draft, judge: refused }));
recorder.record('complex-reflection-rewrite-failed', () =>
  run('reflection', { draft, judge: judgement(0.1), rewrite: refused }),
);
recorder.record('complex-reflection-budget-ends', () =>
  run(
    'reflection',
    { draft: { ...draft, usage: { input: 100, output: 1_800 } } },
    { budget: { max_tokens: 2_000 } },
  ),
);
recordStops('reflection', 'reflection', { draft, judge: held }, 2);

const think = (_call: ModelCall, index: number) => ({ text: `Answer: ${index % 2}` });
recorder.record('complex-self-consistency-completed', () =>
  run('self_consistency', {
    think,
    group: value({
      groups: [
        [1, 2, 3],
        [4, 5],
      ],
    }),
  }),
);
recorder.record('complex-self-consistency-chain-failed', () => {
  let count = 0;
  const rules = {
    think: () => ((count += 1) === 1 ? refused : { text: 'Answer: 1' }),
    group: { text: 'same' },
  };
  return run('self_consistency', rules, { params: { samples: 3 } });
});
recordStops('self-consistency', 'self_consistency', { think: held }, 5);

const positions = value({ positions: ['It is scattering.', 'It is the sea.'] });
const moderate = { text: 'Scattering it is.' };
recorder.record('complex-debate-completed', () =>
  run('debate', { positions, argue: { text: 'So it is.' }, moderate }),
);
recorder.record('complex-debate-side-failed', () =>
  run('debate', {
    positions,
    argue: (call) => (systemOf(call).includes('sea') ? refused : { text: 'So it is.' }),
    moderate,
  }),
);
recorder.record('complex-debate-given-positions', () =>
  run(
    'debate',
    { argue: { text: 'So.' }, moderate },
    { params: { positions: ['One.', 'Two.', 'Three.'], rounds: 1 } },
  ),
);
recordStops('debate', 'debate', { positions, argue: held }, 3);

const values = (call: ModelCall) =>
  value({ values: Array.from({ length: Number(/each of the (\d+)/.exec(systemOf(call))?.[1]) }, () => 0.5) });
const branch = value({ thoughts: ['x', 'y', 'z'] });
const conclude = { text: 'Worked out.' };
recorder.record('complex-tree-of-thoughts-completed', () =>
  run('tree_of_thoughts', { branch, value: values, conclude }),
);
recorder.record('complex-tree-of-thoughts-values-unusable', () =>
  run('tree_of_thoughts', { branch, value: { text: 'good ones' }, conclude }, { params: { depth: 1 } }),
);
recorder.record('complex-tree-of-thoughts-branch-failed', () =>
  run('tree_of_thoughts', { branch: refused, conclude }),
);
recordStops('tree-of-thoughts', 'tree_of_thoughts', { branch, value: held }, 2);

const query = 'First find the parts, then compare them and then sum them up.';
const plan = value({ steps: [planStep('a'), planStep('b', ['a']), planStep('c', ['b'])] });
const keep = value({ done: false });
const done = { text: 'Done.' };
const join = { text: 'All together.' };
recorder.record('complex-plan-and-execute-completed', () =>
  run('plan_and_execute', { plan, replan: keep, step: done, join }, { query }),
);
recorder.record('complex-plan-and-execute-replanned', () => {
  const changes = [value({ done: false, add: [planStep('d', ['a'])], drop: ['c'] }), keep];
  return run(
    'plan_and_execute',
    { plan, replan: () => changes.shift() ?? keep, step: done, join },
    { query },
  );
});
recorder.record('complex-plan-and-execute-done-early', () =>
  run('plan_and_execute', { plan, replan: value({ done: true }), step: done, join }, { query }),
);
recorder.record('complex-plan-and-execute-step-failed', () =>
  run('plan_and_execute', { plan, replan: refused, step: refused, join }, { query }),
);
recorder.record('complex-plan-and-execute-whole', () =>
  run('plan_and_execute', { whole: { text: 'At once.' } }),
);
recordStops('plan-and-execute', 'plan_and_execute', { whole: held }, 1);
