import { brain, planStep, value } from '../support/brain';
import { BudgetDesk, using } from '../support/budget-desk';
import { eventually, House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open({ concurrency: 2 });
}, 60_000);
afterAll(() => house.close(), 60_000);
beforeEach(() => house.model.reset());

const desk = new BudgetDesk(() => house);
const asked = (count: number) =>
  eventually(
    () => house.model.calls.length,
    (made) => made >= count,
  );

/** Two tasks of one budget: the call of the first holds all of it, that of the second waits for what it leaves. */
async function waiting(
  name: string,
  mode = 'simple',
): Promise<{ key: string; first: string; second: string }> {
  const { tenant, operator, plain: key } = await desk.newTenant(name);
  await desk.put(operator, `tenant/${tenant}/day`, { max_tokens: 3_000 });
  house.model.answer(() => ({ ...using(20, 5), holdAfter: 0 }));
  const order = { context: { max_tokens: 2_900 } };
  const first = (await desk.submit(key, order)).body.task_id;
  await asked(1);
  const second = (await desk.submit(key, { ...order, query: 'Why?', mode })).body.task_id;
  await eventually(
    () => house.store.steps.all(second),
    (steps) => steps.length === 1,
  );
  return { key, first, second };
}

test('a call that waits for room in a budget does not begin while its task is paused', async () => {
  const { key, first, second } = await waiting('waiter');
  const post = (verb: string) => house.call('POST', `/api/v1/tasks/${second}/${verb}`, { key });
  expect(await post('pause')).toMatchObject({ status: 202 });
  await desk.paused(key, second);
  house.model.release();
  await desk.ended(key, first);
  // Room came while it was paused: whoever waited behind it has it, and no call is made for it.
  const third = (await desk.submit(key)).body.task_id;
  expect(await desk.ended(key, third)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
  expect(await desk.statusOf(key, second)).toMatchObject({ status: 'TASK_STATUS_PAUSED' });
  expect(house.model.calls).toHaveLength(2);
  await post('resume');
  expect(await desk.ended(key, second)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: 'Said.' });
  expect(house.model.calls).toHaveLength(3);
});

test('a call that waits for room in a budget leaves its place in the worker to others', async () => {
  const { key, first, second } = await waiting('guest', 'standard');
  house.model.answer(() => using(10, 5));
  // The worker makes two calls at once: one is held by the model, the other one is still waited for.
  const { plain: stranger } = await desk.newTenant('stranger');
  const other = (await desk.submit(stranger)).body.task_id;
  expect(await desk.ended(stranger, other)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
  expect(await desk.statusOf(key, second)).toMatchObject({ status: 'TASK_STATUS_RUNNING' });
  house.model.release();
  for (const id of [first, second])
    expect(await desk.ended(key, id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
});

/** A plan under review and feedback on it, whose rewrite waits for what the call of another task holds of a budget. */
async function rewriteWaiting(
  name: string,
  settings: object = {},
): Promise<{ key: string; id: string; feedback: Promise<{ status: number; body: unknown }> }> {
  const { tenant, operator, plain: key } = await desk.newTenant(name);
  const usage = { input: 20, output: 5 };
  house.model.answer(
    brain({
      plan: { ...value({ steps: [planStep('a'), planStep('b', ['a'])] }), usage },
      step: { text: 'Done.', usage },
      join: { text: 'Joined.', usage },
      other: { ...using(20, 5), holdAfter: 0 },
    }),
  );
  const query = 'Find the parts, then compare them and then sum them up.';
  const order = { query, mode: 'standard', require_review: true, ...settings };
  const id = (await desk.submit(key, order)).body.task_id;
  await desk.paused(key, id);
  await desk.put(operator, `tenant/${tenant}/day`, { max_tokens: 3_000 });
  await desk.submit(key, { context: { max_tokens: 2_900 } });
  await asked(2);
  const body = { action: 'feedback', message: 'Shorter.' };
  const feedback = house.call('POST', `/api/v1/tasks/${id}/review`, { key, body });
  await attempts(id, 1);
  return { key, id, feedback };
}

/** Waits until the plan was to be made anew so many times, with room for it or without. */
const attempts = (id: string, count: number) =>
  eventually(
    () => house.store.steps.all(id),
    (steps) => steps.some(({ step, attempt }) => step === 'plan-2' && attempt >= count),
  );

test('feedback on a plan that finds no room in a budget is tried again, and answered once there is room', async () => {
  const { key, id, feedback } = await rewriteWaiting('reviewer');
  await attempts(id, 2);
  house.model.release();
  expect(await feedback).toMatchObject({ status: 200, body: { version: 2 } });
  const approve = await house.call('POST', `/api/v1/tasks/${id}/review`, {
    key,
    body: { action: 'approve' },
  });
  expect(approve).toMatchObject({ status: 200 });
});

test('the time of a review ends also while its feedback waits for room in a budget', async () => {
  const { key, id, feedback } = await rewriteWaiting('late', { review_timeout: 4 });
  expect(await desk.ended(key, id)).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    error: 'Nobody approved the plan within 4 seconds.',
  });
  expect(await feedback).toMatchObject({ status: 502 });
});
