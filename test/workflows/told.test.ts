import { askedOf, brain, planStep, purposeOf, toolResultsOf, value } from '../support/brain';
import { Histories } from '../support/history';
import { eventually, House } from '../support/house';
import type { ModelCall } from '../support/model-server';
import { ToolError } from '../../src/providers/tools/port';
import { testTool } from '../support/tools';

let house: House;
let histories: Histories;
const keys: string[] = [];
beforeAll(async () => {
  house = await House.open({
    tools: [
      testTool('look_up', ({ input }) => `About ${input}.`),
      testTool(
        'order',
        ({ input }, callKey) => {
          keys.push(callKey);
          if (input === 'busy' && keys.length === 1) throw new ToolError('Busy.', { isRetryable: true });
          return `Ordered ${input}.`;
        },
        { changes: true },
      ),
    ],
  });
  histories = await Histories.open();
});
afterAll(async () => {
  await histories.close();
  await house.close();
});
beforeEach(() => {
  house.model.reset();
  keys.length = 0;
});

const query = 'Find the parts, then compare them.';
const once = (name: string, input: string) => (call: ModelCall) =>
  toolResultsOf(call).length === 0
    ? { tools: [{ name, args: { input } }] }
    : { text: toolResultsOf(call).join(' ') };
const chain = {
  plan: value({ steps: [planStep('a', [], ['look_up']), planStep('b', ['a'])] }),
  step: (call: ModelCall) =>
    askedOf(call).includes('Your step: Do b') ? { text: 'Compared.' } : once('look_up', 'tea')(call),
  join: { pieces: ['All ', 'together.'] },
};

test('a planned task tells each thing once, in its order, by the one who did it', async () => {
  house.model.answer(brain(chain));
  const view = await house.ended(await house.submit({ query, mode: 'standard' }));
  const events = await house.events(view.task_id);
  expect(events.map(({ type, agent_id }) => `${type} ${agent_id ?? ''}`)).toEqual([
    ...['DATA_PROCESSING orchestrator', 'WORKFLOW_STARTED orchestrator', 'AGENT_THINKING planner'],
    ...[
      'PROGRESS planner',
      'LLM_OUTPUT planner',
      'PROGRESS planner',
      'WAITING agent-b',
      'DELEGATION orchestrator',
    ],
    ...['AGENT_STARTED agent-a', 'LLM_OUTPUT agent-a', 'TOOL_INVOKED agent-a', 'TOOL_OBSERVATION agent-a'],
    ...['LLM_OUTPUT agent-a', 'AGENT_COMPLETED agent-a'],
    ...['AGENT_STARTED agent-b', 'LLM_OUTPUT agent-b', 'AGENT_COMPLETED agent-b'],
    ...['AGENT_STARTED synthesis', 'LLM_OUTPUT synthesis', 'LLM_OUTPUT final_output'],
    ...['AGENT_COMPLETED synthesis'],
    ...['WORKFLOW_COMPLETED synthesis', 'TASK_COMPLETED orchestrator', 'STREAM_END orchestrator'],
  ]);
  expect(events.find(({ type }) => type === 'WAITING')?.message).toBe('Waiting for a');
  expect(events.find(({ type }) => type === 'TOOL_INVOKED')?.payload).toEqual({
    tool: 'look_up',
    params: { input: 'tea' },
  });
  expect(events.find(({ type }) => type === 'TOOL_OBSERVATION')).toMatchObject({
    message: 'About tea.',
    payload: { tool: 'look_up', success: true, duration_ms: expect.any(Number) },
  });
});

test('agents have the same names in the engine, in the events and in the record', async () => {
  house.model.answer(brain(chain));
  const view = await house.ended(await house.submit({ query, mode: 'standard' }));
  const { summaries } = await histories.of(view.task_id);
  expect(summaries).toEqual([
    ...['planner · the plan', 'agent-a · turn 1', 'agent-a · look_up', 'agent-a · turn 2'],
    ...['agent-b · turn 1', 'synthesis · the answer'],
  ]);
  const named = [...new Set(summaries.map((summary) => summary.split(' · ')[0]))].sort();
  expect(view.metadata['agents']).toEqual(named);
  const answered = (await house.events(view.task_id)).filter(({ type }) => type === 'LLM_OUTPUT');
  expect([...new Set(answered.map(({ agent_id }) => agent_id))].sort()).toEqual(
    [...named, 'final_output'].sort(),
  );
});

test('usage is the sum of all calls of the graph, to the last token', async () => {
  let count = 0;
  const counted = (behaviour: object) => () => ({
    ...behaviour,
    usage: { input: 100 + (count += 1), output: count },
  });
  house.model.answer(
    brain({
      plan: counted(chain.plan),
      step: (call) => counted(chain.step(call))(),
      join: counted(chain.join),
    }),
  );
  const view = await house.ended(await house.submit({ query, mode: 'standard' }));
  expect(count).toBe(5);
  expect(view.usage).toMatchObject({ input_tokens: 515, output_tokens: 15, total_tokens: 530 });
  const [share] = view.metadata['model_breakdown'] as { executions: number; tokens: number }[];
  expect(share).toMatchObject({ executions: 5, tokens: 530 });
});

test('an answer that cannot be used is asked again once', async () => {
  house.model.answer(brain({ whole: { text: '' } }));
  const view = await house.ended(await house.submit({ query: 'Say nothing.', mode: 'standard' }));
  expect(view).toMatchObject({ status: 'TASK_STATUS_FAILED', result: '' });
  expect(view.error).toContain('gave no usable answer, asked twice');
  expect(house.model.calls).toHaveLength(2);
  const again = house.model.calls[1];
  expect(again && askedOf(again)).toContain('It was empty.');
});

test('a running task shows what it has spent, also after an answer that could not be used', async () => {
  const answers = [{ text: '' }, { text: 'All together.', holdAfter: 0 }];
  house.model.answer(brain({ ...chain, join: () => answers.shift() ?? { text: '' } }));
  const id = await house.submit({ query, mode: 'standard' });
  const isAskedAgain = () => house.model.calls.filter((call) => purposeOf(call) === 'join').length === 2;
  await eventually(isAskedAgain, (is) => is);
  const running = await house.until(id, ({ usage }) => usage.total_tokens > 4 * 18);
  expect(running).toMatchObject({ status: 'TASK_STATUS_RUNNING', usage: { total_tokens: 5 * 18 } });
  house.model.release();
  expect((await house.ended(id)).usage.total_tokens).toBe(6 * 18);
});

test('each answer is told with what it took itself, the last one with what all took', async () => {
  house.model.answer(brain(chain));
  const view = await house.ended(await house.submit({ query, mode: 'standard' }));
  const told = (await house.events(view.task_id))
    .filter(({ type }) => type === 'LLM_OUTPUT')
    .map(({ agent_id, payload }) => [agent_id, payload?.['tokens_used'], payload?.['output_tokens']]);
  expect(told.slice(-3)).toEqual([
    ['agent-b', 18, 7],
    ['synthesis', 18, 7],
    ['final_output', 5 * 18, 5 * 7],
  ]);
});

test('whatever may take long beats, so that a lost worker is noticed soon', async () => {
  house.model.answer(brain({ whole: once('look_up', 'tea') }));
  const view = await house.ended(await house.submit({ query: 'What is tea?', mode: 'standard' }));
  const { heartbeats } = await histories.of(view.task_id);
  expect(heartbeats).toEqual({ ask: [5, 5], runTool: [5], finishTask: [5] });
});

test('an answer that is asked again counts for the agent that gave it', async () => {
  const texts = ['', 'All together.'];
  house.model.answer(brain({ ...chain, join: () => ({ text: texts.shift() ?? '' }) }));
  const view = await house.ended(await house.submit({ query, mode: 'standard' }));
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'All together.' });
  expect(view.metadata['agents']).toEqual(['agent-a', 'agent-b', 'planner', 'synthesis']);
  expect(view.usage.total_tokens).toBe(6 * 18);
});

test('tries of a call that changes something carry one key; two calls have two', async () => {
  house.model.answer(brain({ whole: once('order', 'busy') }));
  const view = await house.ended(await house.submit({ query: 'Order it.', mode: 'standard' }));
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'Ordered busy.' });
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(house.model.calls).toHaveLength(2);
  const events = (await house.events(view.task_id)).map(({ type }) => type);
  expect(events.filter((type) => type.startsWith('TOOL_'))).toEqual(['TOOL_INVOKED', 'TOOL_OBSERVATION']);
  keys.length = 0;
  const two = { tools: ['tea', 'tea'].map((input) => ({ name: 'order', args: { input } })) };
  house.model.answer(
    brain({ whole: (call) => (toolResultsOf(call).length === 0 ? two : { text: 'Both.' }) }),
  );
  await house.ended(await house.submit({ query: 'Order two.', mode: 'standard' }));
  expect(new Set(keys).size).toBe(2);
});

test('a plan is carried on only with tools that exist, also where it is changed', async () => {
  const add = (tool: string) => value({ done: false, add: [planStep('c', [], [tool])], drop: [] });
  house.model.answer(
    brain({
      ...chain,
      step: { text: 'Done.' },
      replan: (call) => add(askedOf(call).includes('there are only') ? 'look_up' : 'dream'),
    }),
  );
  const view = await house.ended(await house.submit({ query, mode: 'supervisor' }));
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', metadata: { plan_changes: 1, steps: 3 } });
  expect(house.model.calls.some((call) => askedOf(call).includes('Step c wants the tool dream'))).toBe(true);
});
