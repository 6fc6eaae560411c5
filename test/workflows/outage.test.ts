import { ApplicationFailure } from '@temporalio/activity';
import { brain, planStep, purposeOf, toolResultsOf, value } from '../support/brain';
import { eventually, House } from '../support/house';
import type { ModelCall } from '../support/model-server';
import { ToolError } from '../../src/providers/tools/port';
import { testTool } from '../support/tools';

let house: House;
let tries = 0;
beforeAll(async () => {
  house = await House.open({
    tools: [
      testTool('look_up', ({ input }) => `About ${input}.`),
      testTool('busy', () => {
        tries += 1;
        throw new ToolError('Busy.', { isRetryable: true });
      }),
    ],
  });
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());
afterEach(() => jest.restoreAllMocks());

const query = 'Find the parts, then compare them and then sum them up.';
const once = (name: string) => (call: ModelCall) =>
  toolResultsOf(call).length === 0
    ? { tools: [{ name, args: { input: 'tea' } }] }
    : { text: toolResultsOf(call).join(' ') };

/** Has the store refuse the beginnings of calls of a kind, so many times. */
function refuseBeginnings(kind: 'model' | 'tool', times: number, error: Error): () => number {
  const { steps } = house.store;
  const begin = steps.beginWork.bind(steps);
  let refused = 0;
  jest.spyOn(steps, 'beginWork').mockImplementation((...order) => {
    if (order[2].kind !== kind || refused >= times) return begin(...order);
    refused += 1;
    return Promise.reject(error);
  });
  return () => refused;
}

test('a tool call survives an outage for as long as a model call does', async () => {
  const refused = refuseBeginnings('tool', 3, new Error('The store is gone.'));
  house.model.answer(brain({ whole: once('look_up') }));
  const view = await house.ended(await house.submit({ query: 'Tea?', mode: 'standard' }), 25_000);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'About tea.' });
  expect(refused()).toBe(3);
});

test('a tool that is busy itself is tried three times', async () => {
  house.model.answer(brain({ whole: once('busy') }));
  const view = await house.ended(await house.submit({ query: 'Tea?', mode: 'standard' }));
  expect([view.result, tries]).toEqual(['The tool failed: Busy.', 3]);
});

test('an unexpected failure says nothing of what is behind the house', async () => {
  const cause = 'connect ECONNREFUSED db.internal:5432 in select secret from keys';
  refuseBeginnings('model', 1, ApplicationFailure.nonRetryable(cause));
  const id = await house.submit({ query: 'Tea?', mode: 'standard' });
  const view = await house.ended(id);
  expect(view).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: 'It failed unexpectedly; the log of the server says why.',
  });
  expect(JSON.stringify([view, await house.events(id)])).not.toMatch(/ECONNREFUSED|db\.internal|secret/);
});

test('a running task shows what it has spent once, and the model that spent most of it', async () => {
  house.model.answer(
    brain({
      plan: {
        ...value({ steps: [planStep('a'), planStep('b')] }),
        model: 'big',
        usage: { input: 900, output: 100 },
      },
      step: { text: 'Done.', model: 'small' },
      join: (call) =>
        house.model.calls.filter((other) => purposeOf(other) === 'join').indexOf(call) === 0
          ? { text: '', model: 'small' }
          : { pieces: ['All ', 'together.'], holdAfter: 1, model: 'small' },
    }),
  );
  const id = await house.submit({ query, mode: 'standard' });
  await eventually(
    () => house.model.calls.map(purposeOf),
    (purposes) => purposes.filter((purpose) => purpose === 'join').length === 2,
  );
  const view = await house.status(id);
  expect(view.usage.total_tokens).toBe(1_000 + 3 * 18);
  expect(view.model_used).toBe('big');
  house.model.release();
  expect((await house.ended(id)).model_used).toBe('big');
});
