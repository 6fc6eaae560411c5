import { readStream } from '../support/event-stream';
import { House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open({ concurrency: 3 });
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

test('five hundred idle streams cost nobody anything, and all end with their task', async () => {
  house.model.script({ pieces: ['at ', 'last'], holdAfter: 1 });
  const id = await house.submit('wait for it');
  await house.until(id, ({ model_used }) => model_used !== '');
  const url = `${house.url}/api/v1/tasks/${id}/stream`;
  const open: Promise<unknown>[] = [];
  const ends: string[] = [];
  for (let n = 0; n < 500; n += 1) {
    const read = readStream(url, { headers: { 'X-API-Key': house.key }, mostMs: 40_000 });
    open.push(read.then((events) => ends.push(events.at(-1)?.data ?? '')));
  }
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect((await house.status(id)).status).toBe('TASK_STATUS_RUNNING');
  house.model.release();
  await Promise.all(open);
  expect(ends).toEqual(Array<string>(500).fill('[DONE]'));
}, 60_000);

test('a worker makes no more model calls at once than it is allowed to', async () => {
  let running = 0;
  let most = 0;
  house.model.answer(() => {
    running += 1;
    most = Math.max(most, running);
    setTimeout(() => (running -= 1), 90);
    return { text: 'fine', waitMs: 100 };
  });
  const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => house.submit(`call ${n}`)));
  for (const id of ids) expect((await house.ended(id)).status).toBe('TASK_STATUS_COMPLETED');
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(3);
});
