import { brain, toolResultsOf, value } from '../support/brain';
import type { ModelCall } from '../support/model-server';
import { Histories } from '../support/history';
import { House } from '../support/house';
import { cachedWorkflows } from '../support/temporal';
import { testTool } from '../support/tools';

let house: House;
let histories: Histories;
const taken: string[] = [];
beforeAll(async () => {
  house = await House.open({
    concurrency: 40,
    tools: [
      ...Array.from({ length: 12 }, (_, n) => testTool(`a_tool_with_quite_a_long_name_${n}`, () => 'found')),
      testTool('take', ({ input }) => {
        taken.push(input);
        return input;
      }),
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
  taken.length = 0;
});

const query = 'Find the parts, then compare them and then sum them up.';
const tools = Array.from({ length: 12 }, (_, n) => `a_tool_with_quite_a_long_name_${n}`);
/** The longest purpose, in letters of three bytes. */
const purpose = '調'.repeat(1_000);
const million = 'some words of an answer '.repeat(42_000);

/** An agent that goes on until it is told to answer; each turn wants so many tools. */
const insatiable = (toolsOfTurn: number) => (call: ModelCall, index: number) =>
  call.body['tool_choice'] === 'none'
    ? { text: 'Found.' }
    : {
        tools: Array.from({ length: toolsOfTurn }, (_, n) => ({
          name: tools[n] ?? '',
          args: { input: `${index}.${n}` },
        })),
      };

// Without a cache each of its hundreds of workflow tasks would replay all before it: minutes that prove nothing more.
(cachedWorkflows() > 0 ? test : test.skip)(
  'the largest task that the limits allow stays under 4,096 events and 2 MB',
  async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `a-step-with-the-longest-name-${10 + n}`);
    const steps = ids.map((id, n) => ({
      id,
      purpose,
      needs: ids.slice(0, n >= 10 ? 10 : 0),
      tools,
      tier: 'small',
    }));
    house.model.answer(brain({ plan: value({ steps }), step: insatiable(1), join: { text: 'All.' } }));
    const view = await house.ended(
      await house.submit({
        query: '調'.repeat(9_900) + query,
        mode: 'standard',
        context: { max_iterations: 50, max_concurrent_agents: 20, max_steps: 20 },
      }),
      120_000,
    );
    expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'All.' });
    const calls = house.model.calls.length + Number(view.metadata['tool_calls']);
    expect(calls).toBeGreaterThan(300);
    expect(calls).toBeLessThanOrEqual(400);
    const history = await histories.of(view.task_id);
    process.stdout.write(`largest task: ${calls} calls, ${history.events} events, ${history.bytes} bytes\n`);
    expect(history.events).toBeLessThan(4_096);
    expect(history.bytes).toBeLessThan(2 * 1024 * 1024);
  },
  150_000,
);

test.each([1, 8])(
  'at most 8 events for each turn or tool call, with %i tools a turn',
  async (toolsOfTurn) => {
    const steps = ['a', 'b'].map((id) => ({ id, purpose: `Do ${id}`, needs: [], tools, tier: 'small' }));
    house.model.answer(
      brain({ plan: value({ steps }), step: insatiable(toolsOfTurn), join: { text: 'All.' } }),
    );
    const view = await house.ended(
      await house.submit({ query, mode: 'standard', context: { max_iterations: 4 } }),
    );
    expect(view.status).toBe('TASK_STATUS_COMPLETED');
    const calls = house.model.calls.length + Number(view.metadata['tool_calls']);
    expect(calls).toBe(1 + 2 * (4 + 3 * toolsOfTurn) + 1);
    const { events } = await histories.of(view.task_id);
    expect(events).toBeLessThanOrEqual(8 * calls);
  },
);

test('a long question and a large context stand in the history once, however many steps there are', async () => {
  const steps = Array.from({ length: 6 }, (_, n) => ({
    id: `s${n}`,
    purpose: 'Do it',
    needs: [],
    tools: [],
    tier: 'small',
  }));
  house.model.answer(brain({ plan: value({ steps }), step: { text: 'Done.' }, join: { text: 'All.' } }));
  const notes = 'x'.repeat(800_000);
  const long = query + 'y'.repeat(9_900);
  const view = await house.ended(await house.submit({ query: long, mode: 'standard', context: { notes } }));
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(house.model.calls).toHaveLength(8);
  expect((await histories.of(view.task_id)).bytes).toBeLessThan(notes.length + long.length + 60_000);
});

test('what a model writes and what tools take and give stays out of the history', async () => {
  house.model.answer(
    brain({
      whole: (call) =>
        toolResultsOf(call).length === 0
          ? { text: 'I shall take it.', tools: [{ name: 'take', args: { input: million } }] }
          : { text: million },
    }),
  );
  const view = await house.ended(await house.submit({ query: 'Take a million letters.', mode: 'standard' }));
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(taken.map((text) => text.length)).toEqual([million.length]);
  expect(view.result).toHaveLength(million.length);
  expect((await histories.of(view.task_id)).bytes).toBeLessThan(30_000);
});

test('a pattern passes long texts on without the history', async () => {
  const answers: Record<string, object> = {
    draft: { text: million },
    rewrite: { text: `${million}!` },
    judge: value({ criteria: [{ name: 'all', score: 0.2, reason: 'No.' }], score: 0.2, reasons: ['No.'] }),
  };
  house.model.answer(brain(answers));
  const view = await house.ended(
    await house.submit({ query: 'Why?', mode: 'complex', context: { reasoning: 'reflection' } }),
  );
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect((await histories.of(view.task_id)).bytes).toBeLessThan(30_000);
});
