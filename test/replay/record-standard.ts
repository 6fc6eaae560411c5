import { askedOf, brain, planStep, purposeOf, toolResultsOf, value } from '../support/brain';
import type { ModelCall } from '../support/model-server';
import { failingTool, testTool } from '../support/tools';
import { Recorder } from './recorder';

/** Records STANDARD in every way in which it can go, for `replay.test.ts`; run by `npm run histories`. */
const recorder = new Recorder({
  tools: [
    testTool('look_up', ({ input }) => `About ${input}.`),
    failingTool('broken', 'The shop is closed.'),
  ],
});
const held = { pieces: ['some ', 'text'], holdAfter: 1 };
const refused = (status: number) => ({ error: { status, body: { error: { message: 'no' } } } });
const query = 'Find the parts, then compare them and then sum them up.';
type Rules = Parameters<typeof brain>[0];
const run = (rules: Rules, more: object = {}) => {
  recorder.house.model.answer(brain(rules));
  return recorder.house.submit({ query, mode: 'standard', ...more });
};
const plan = value({ steps: [planStep('a', [], ['look_up']), planStep('b'), planStep('c', ['a', 'b'])] });
const lookUp = (call: ModelCall) =>
  toolResultsOf(call).length === 0
    ? { tools: ['tea', 'coffee'].map((input) => ({ name: 'look_up', args: { input } })) }
    : { text: 'Looked up.' };
const isFor = (id: string, call: ModelCall) => askedOf(call).includes(`Your step: Do ${id}`);
const join = { text: 'All together.' };
/** At the upper estimate of an unknown price it takes all of a small budget. */
const dear = { text: 'Done.', usage: { input: 3_300, output: 1 } };
const insatiable = (name: string, args: (index: number) => object) => (call: ModelCall, index: number) =>
  call.body['tool_choice'] === 'none' ? { text: 'Enough.' } : { tools: [{ name, args: args(index) }] };
const whole = { query: 'Why?' };

recorder.record('standard-budget-paused', () => {
  const max_cost_usd = 0.05;
  recorder.house.model.answer(
    brain({ plan, step: (call) => (isFor('a', call) && call.body['tools'] ? lookUp(call) : dear), join }),
  );
  return recorder.raised({ query, mode: 'standard', budget: { max_cost_usd, on_budget: 'pause' } });
});
recorder.record('standard-waits-for-room', () => {
  const rules = brain({ plan, step: { text: 'Done.' }, join });
  recorder.house.model.answer((call, index) =>
    askedOf(call) === 'hold' ? { text: 'Held.', holdAfter: 0 } : rules(call, index),
  );
  return recorder.waited({ query, mode: 'standard' });
});
recorder.record('standard-completed', () =>
  run({ plan, step: (call) => (call.body['tools'] ? lookUp(call) : { text: 'Done.' }), join }),
);
recorder.record('standard-whole', () => run({ whole: { text: 'At once.' } }, whole));
recorder.record('standard-tools', () => run({ whole: lookUp }, whole));
recorder.record('standard-failed', () => run({ plan: refused(401) }));
recorder.record('standard-all-steps-failed', () => run({ plan, step: refused(400) }));
recorder.record('standard-step-failed', () =>
  run({ plan, step: (call) => (isFor('a', call) ? refused(400) : { text: 'Done.' }), join }),
);
recorder.record('standard-join-failed', () => run({ plan, step: { text: 'Done.' }, join: refused(401) }));
recorder.record('standard-join-asked-again', () => {
  const texts = ['', 'All together.'];
  return run({ plan, step: { text: 'Done.' }, join: () => ({ text: texts.shift() ?? '' }) });
});
recorder.record('standard-cancelled', async () => recorder.cancelAt(await run({ plan, step: held }), 3));
recorder.record('standard-cancelled-in-join', async () =>
  recorder.cancelAt(await run({ plan, step: { text: 'Done.' }, join: held }), 5),
);
recorder.record('standard-timed-out', () => run({ plan, step: held }, { timeout_seconds: 3 }));
recorder.record('standard-retried', () => {
  let count = 0;
  const busy = { error: { status: 503, headers: { 'retry-after-ms': '20' } } };
  return run({ whole: () => ((count += 1) === 1 ? busy : { text: 'Well again.' }) }, whole);
});
recorder.record('standard-asked-again', () => {
  const texts = ['', 'Not empty.'];
  return run({ whole: () => ({ text: texts.shift() ?? '' }) }, whole);
});
recorder.record('standard-unusable-twice', () => run({ whole: { text: '' } }, whole));
recorder.record('standard-plan-asked-again', () => {
  const plans = [value({ steps: [planStep('a', ['x'])] }), plan];
  return run({ plan: () => plans.shift() ?? plan, step: { text: 'Done.' }, join });
});
recorder.record('standard-plan-refused', () =>
  run({ plan: { text: 'I would rather not.' }, whole: { text: 'Alone.' } }),
);
recorder.record('standard-limited-agents', () =>
  run({ plan, step: { text: 'Done.' }, join }, { context: { max_concurrent_agents: 1 } }),
);
recorder.record('standard-repeats-itself', () =>
  run({ whole: insatiable('look_up', () => ({ input: 'same' })) }, whole),
);
recorder.record('standard-tools-fail', () =>
  run({ whole: insatiable('broken', (index) => ({ input: String(index) })) }, whole),
);
recorder.record('standard-out-of-turns', () =>
  run(
    { whole: insatiable('look_up', (index) => ({ input: String(index) })) },
    { ...whole, max_iterations: 3 },
  ),
);
recorder.record('standard-budget-exhausted', () => run({}, { budget: { max_tokens: 1 } }));
recorder.record('standard-budget-ends', () => {
  const costly = (call: ModelCall) => ({
    text: 'Done.',
    usage: { input: 100, output: Number(call.body['max_tokens'] ?? call.body['max_completion_tokens']) },
  });
  return run(
    { plan: { ...plan, usage: { input: 10, output: 10 } }, step: costly },
    { budget: { max_tokens: 9_000 } },
  );
});
recorder.record('standard-budget-ends-before-join', () => {
  const costly = { text: 'Done.', usage: { input: 100, output: 2_850 } };
  return run(
    {
      plan: { ...value({ steps: [planStep('a'), planStep('b')] }), usage: { input: 10, output: 10 } },
      step: costly,
    },
    { budget: { max_tokens: 6_000 } },
  );
});
recorder.record('standard-cancelled-while-planning', async () => {
  const id = await run({ plan: held });
  await recorder.cancelAt(id, 1);
  expect(recorder.house.model.calls.map(purposeOf)).toEqual(['plan']);
  return id;
});
