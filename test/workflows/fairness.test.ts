import type { SubmitAnswer, TaskView } from '../../src/contract/task';
import type { ModelCall } from '../support/model-server';
import { eventually, House } from '../support/house';

/** Its waiting time is measured by `test/nightly/fairness.test.ts`; here it is the order alone that counts. */
const slots = 5;
const many = 60;
const few = 2;

let house: House;
let small: string;
beforeAll(async () => {
  house = await House.open({ concurrency: slots });
  small = await house.store.keys.create({ tenant: 'small', owner: 'small', name: 'test' });
}, 60_000);
afterAll(() => house.close(), 60_000);

async function submit(key: string, query: string): Promise<string> {
  const body = { query, mode: 'simple' };
  const answer = await house.call<SubmitAnswer>('POST', '/api/v1/tasks', { key, body });
  expect(answer.status).toBe(200);
  return answer.body.task_id;
}

async function runs(key: string, id: string): Promise<void> {
  await eventually(
    async () => (await house.call<TaskView>('GET', `/api/v1/tasks/${id}`, { key })).body.status,
    (status) => status === 'TASK_STATUS_RUNNING',
    60_000,
  );
}

const callsOf = (query: string) =>
  house.model.calls.filter(({ body }: ModelCall) => body.messages?.at(-1)?.content.includes(query)).length;

test('a tenant with a few tasks is served between those of another with a long queue', async () => {
  house.model.answer(() => ({ text: 'Done.', holdAfter: 0 }));
  const big: string[] = [];
  for (let count = 0; count < many; count += 5)
    big.push(...(await Promise.all(Array.from({ length: 5 }, () => submit(house.key, 'big')))));
  for (const id of big) await runs(house.key, id);
  const ids = await Promise.all(Array.from({ length: few }, () => submit(small, 'small')));
  for (const id of ids) await runs(small, id);
  expect(callsOf('small')).toBe(0);
  for (let round = 0; round < many && callsOf('small') < few; round += 1) {
    const before = house.model.calls.length;
    house.model.releaseHeld();
    await eventually(
      () => house.model.calls.length,
      (calls) => calls >= before + slots,
      60_000,
    );
  }
  expect(callsOf('small')).toBe(few);
  // First come, first served, they would have come after all of the many.
  expect(callsOf('big')).toBeLessThanOrEqual(many / 2);
  house.model.answer(() => ({ text: 'Done.' }));
  house.model.release();
  for (const id of big) await house.ended(id);
}, 180_000);
