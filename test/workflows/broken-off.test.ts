import { askedOf, brain, planStep, purposeOf, toolResultsOf, value } from '../support/brain';
import { eventually, House } from '../support/house';
import { testTool } from '../support/tools';
import { openDatabase } from '../../src/store/database';

let house: House;
beforeAll(async () => {
  house = await House.open({ tools: [testTool('long', () => `${'x'.repeat(9_000)}END`)] });
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const query = 'Find the parts, then compare them.';
const plan = value({ steps: [planStep('a'), planStep('b')] });
const brokenOff = { pieces: ['half a ', 'thought'], reset: 1, delayMs: 60 };

test('calls that broke off after text had come are said, of agents and of the answer', async () => {
  const first = new Set<string>();
  const once = (key: string, text: string) => {
    if (first.has(key)) return { text };
    first.add(key);
    return brokenOff;
  };
  house.model.answer(
    brain({
      plan,
      step: (call) => once(/Do (\w)/.exec(askedOf(call))?.[1] ?? '', 'A part.'),
      join: () => once('join', 'All.'),
    }),
  );
  const view = await house.ended(await house.submit({ query, mode: 'standard' }), 30_000);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'All.' });
  expect(view.metadata['interrupted_calls']).toBe(3);
  expect(view.usage.total_tokens).toBe(4 * 18);
});

test('a call that broke off is said where the budget or a failure ends the task too', async () => {
  let calls = 0;
  house.model.answer(
    brain({
      whole: () =>
        (calls += 1) === 1 ? brokenOff : { error: { status: 401, body: { error: { message: 'bad key' } } } },
    }),
  );
  const failed = await house.ended(await house.submit({ query: 'Why?', mode: 'standard' }));
  expect(failed).toMatchObject({ status: 'TASK_STATUS_FAILED', metadata: { interrupted_calls: 1 } });
  calls = 0;
  house.model.answer(brain({ whole: () => ((calls += 1) === 1 ? brokenOff : { text: 'So.' }) }));
  const ended = await house.ended(await house.submit({ query: 'Why?', mode: 'standard' }));
  expect(ended).toMatchObject({ status: 'TASK_STATUS_COMPLETED', metadata: { interrupted_calls: 1 } });
});

test('a stopped answer is estimated with the texts that it was written from', async () => {
  const part = 'word '.repeat(2_000);
  house.model.answer(
    brain({ plan, step: { text: part }, join: { pieces: ['half a ', 'thought'], holdAfter: 1 } }),
  );
  const id = await house.submit({ query, mode: 'standard' });
  await eventually(
    () => house.model.calls.map(purposeOf),
    (purposes) => purposes.includes('join'),
  );
  await eventually(
    () => house.store.events.partial(id),
    (partial) => partial !== undefined,
  );
  await house.call('POST', `/api/v1/tasks/${id}/cancel`);
  const view = await house.ended(id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_CANCELLED', result: 'half a ' });
  expect(view.usage.input_tokens).toBeGreaterThan(3 * 11 + 4_000);
});

test('a task that has ended leaves nothing of its work behind', async () => {
  const database = openDatabase({ url: house.databaseUrl });
  const rows = async (id: string) => {
    const text =
      'select (select count(*) from artifacts where task_id = $1) as artifacts, (select count(*) from steps where task_id = $1) as steps';
    return (await database.pool.query<{ artifacts: number; steps: number }>(text, [id])).rows[0];
  };
  try {
    house.model.answer(
      brain({
        whole: (call) =>
          toolResultsOf(call).length === 0
            ? { tools: [{ name: 'long', args: {} }] }
            : { pieces: ['So', '.'], holdAfter: 0 },
      }),
    );
    const id = await house.submit({ query: 'Why?', mode: 'standard' });
    await eventually(
      () => house.model.calls.length,
      (count) => count === 2,
    );
    expect(await rows(id)).toEqual({ artifacts: 1, steps: 3 });
    house.model.release();
    await house.ended(id);
    expect(await rows(id)).toEqual({ artifacts: 0, steps: 0 });
  } finally {
    await database.close();
  }
});
