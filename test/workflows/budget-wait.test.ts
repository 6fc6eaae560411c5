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
