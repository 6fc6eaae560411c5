import type { SubmitAnswer } from '../../src/contract/task';
import { eventually, House } from '../support/house';

const slots = 12;
const modelMs = 2_500;
const many = 80;
const few = 2;

let house: House;
let small: string;
beforeAll(async () => {
  house = await House.open({ concurrency: slots });
  small = await house.store.keys.create({ tenant: 'small', owner: 'small', name: 'test' });
  // The calls of the many end one by one, as in a house that has run for a while, and not all at once.
  house.model.answer(({ body }, index) => {
    const isOfFew = body.messages?.at(-1)?.content.includes('small') ?? false;
    return { text: 'Done.', waitMs: isOfFew ? modelMs : modelMs - 1_000 + ((index * 619) % 2_000) };
  });
}, 60_000);
afterAll(() => house.close(), 60_000);

async function submit(key: string, query: string): Promise<string> {
  const answer = await house.call<SubmitAnswer>('POST', '/api/v1/tasks', {
    key,
    body: { query, mode: 'simple' },
  });
  expect(answer.status).toBe(200);
  return answer.body.task_id;
}

/** Milliseconds from the submission of a few tasks until the last has ended. */
async function waitOfFew(): Promise<number> {
  const since = performance.now();
  const ids = await Promise.all(Array.from({ length: few }, () => submit(small, 'small')));
  for (const id of ids) {
    await eventually(
      async () => (await house.call('GET', `/api/v1/tasks/${id}`, { key: small })).body['status'],
      (status) => status === 'TASK_STATUS_COMPLETED',
    );
  }
  return performance.now() - since;
}

test('a tenant with a few tasks waits at most twice as long when another has a long queue', async () => {
  await waitOfFew();
  const alone = Math.min(await waitOfFew(), await waitOfFew());
  const before = house.model.calls.length;
  for (let count = 0; count < many; count += 5)
    await Promise.all(Array.from({ length: 5 }, () => submit(house.key, 'big')));
  await eventually(
    () => house.model.calls.length,
    (calls) => calls >= before + slots,
  );
  const besides = await waitOfFew();
  const answered = house.model.calls.slice(before).filter(({ end }) => end === 'whole').length - few;
  // The queue was long all the time: first come, first served, the few would have waited for more than twice as long.
  expect(many - answered).toBeGreaterThan(2 * slots);
  expect(besides / alone).toBeLessThan(2);
  // What the model is still about would outlive the house.
  house.model.answer(() => ({ text: 'Done.' }));
  const slow = [...house.model.calls];
  await eventually(
    () => slow.every(({ end }) => end !== undefined),
    (areOver) => areOver,
  );
}, 120_000);
