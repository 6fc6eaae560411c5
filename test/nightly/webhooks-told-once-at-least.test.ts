import { openDatabase } from '../../src/store/database';
import { deliveriesOf, settled, webhookRows } from '../support/deliveries';
import { eventually, House } from '../support/house';
import { startReceiver, type Receiver } from '../support/receiver';

let house: House;
let receiver: Receiver;
beforeAll(async () => {
  house = await House.open({ webhookAllow: ['127.0.0.1'] });
  receiver = await startReceiver();
});
afterAll(async () => {
  await house.close();
  await receiver.close();
});
beforeEach(() => {
  house.model.reset();
  receiver.script();
});

test('a deleted task takes its deliveries with it', async () => {
  const id = await house.submit({ query: 'x', webhook: { url: receiver.url } });
  await settled(house, id);
  expect(await house.call('DELETE', `/api/v1/tasks/${id}`)).toMatchObject({ status: 204 });
  expect(await house.call('GET', `/api/v1/tasks/${id}/webhooks`)).toMatchObject({ status: 404 });
  expect(await webhookRows(house, id)).toBe(0);
});

test('of a task whose session is deleted nothing more is told', async () => {
  house.model.script({ pieces: ['a', 'b'], holdAfter: 1 });
  const id = await house.submit({ query: 'x', session_id: 'left', webhook: { url: receiver.url } });
  await house.until(id, ({ model_used }) => model_used !== '');
  expect(await house.call('DELETE', '/api/v1/sessions/left')).toMatchObject({ status: 204 });
  await eventually(
    () => house.store.tasks.get(id),
    (row) => row === undefined,
  );
  expect(await webhookRows(house, id)).toBe(0);
  expect(receiver.toldOf(id)).toEqual([]);
});

test('a receiver that keeps a delivery waiting takes no place of the work of tasks', async () => {
  const narrow = await House.open({ concurrency: 1, webhookAllow: ['127.0.0.1'] });
  let answer: (status: number) => void = () => undefined;
  receiver.script(new Promise((resolve) => (answer = resolve)));
  const waiting = await narrow.submit({ query: 'x', webhook: { url: receiver.url } });
  await eventually(
    () => receiver.toldOf(waiting).length,
    (count) => count === 1,
  );
  const other = await narrow.submit({ query: 'y' });
  expect(await narrow.ended(other)).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
  expect((await deliveriesOf(narrow, waiting)).deliveries).toMatchObject([{ state: 'pending' }]);
  answer(204);
  expect((await settled(narrow, waiting, 1)).deliveries).toMatchObject([{ state: 'delivered' }]);
  await narrow.close();
});

test('a try that its worker did not see the end of is made again by another, with the same delivery', async () => {
  const other = await House.open({ worker: false, webhookAllow: ['127.0.0.1'] });
  const first = await other.startWorker();
  receiver.script(new Promise(() => undefined));
  const id = await other.submit({ query: 'x', webhook: { url: receiver.url } });
  await eventually(
    () => receiver.toldOf(id).length,
    (count) => count === 1,
  );
  await Promise.all([first.stop(), other.startWorker()]);
  expect((await settled(other, id, 1)).deliveries).toMatchObject([
    { state: 'delivered', attempts: [{ attempt: 2, status_code: 204 }] },
  ]);
  const [lost, made] = receiver.toldOf(id);
  expect(made?.headers['x-holdfast-delivery']).toBe(lost?.headers['x-holdfast-delivery']);
  expect(made?.body).toBe(lost?.body);
  await other.close();
});

test('a repeated submission tells once', async () => {
  const body = { query: 'x', webhook: { url: receiver.url } };
  const [first, second] = await Promise.all([
    house.submit(body, { 'Idempotency-Key': 'told once' }),
    house.submit(body, { 'Idempotency-Key': 'told once' }),
  ]);
  expect(second).toBe(first);
  await settled(house, first);
  expect(receiver.toldOf(first)).toHaveLength(1);
});

test('what was to be told while no process was there to hand it on is told later', async () => {
  const other = await House.open({ worker: false, webhookAllow: ['127.0.0.1'], sweepMs: 300 });
  const id = await other.submit({ query: 'x', webhook: { url: receiver.url } });
  await other.call('POST', `/api/v1/tasks/${id}/cancel`);
  // No worker takes the cancel: the sweep ends the task, and the delivery waits for a worker as well.
  await other.ended(id);
  expect((await deliveriesOf(other, id)).deliveries).toMatchObject([{ state: 'pending', attempts: [] }]);
  await other.startWorker();
  expect((await settled(other, id, 1)).deliveries).toMatchObject([{ state: 'delivered' }]);
  expect(receiver.toldOf(id)).toHaveLength(1);
  await other.close();
});

test('a delivery that was claimed by a process which died is taken over', async () => {
  const other = await House.open({ worker: false, webhookAllow: ['127.0.0.1'], sweepMs: 300 });
  const id = await other.submit({ query: 'x', webhook: { url: receiver.url } });
  const database = openDatabase({ url: other.databaseUrl, connections: 1 });
  // As of a process that had read it and died before the engine heard of it.
  await database.pool.query(`insert into webhook_deliveries (delivery_id, task_id, event, seq, claimed_at)
    select 'webhook_' || task_id || '_lost', task_id, 'end', 1, clock_timestamp() - interval '11 seconds' from tasks`);
  await database.close();
  await other.startWorker();
  const log = await settled(other, id, 2);
  expect(log.deliveries.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  await other.close();
});
