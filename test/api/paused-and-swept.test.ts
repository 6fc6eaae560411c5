import pino from 'pino';
import { createEndTask } from '../../src/activities';
import { sweepOnce } from '../../src/upkeep';
import { eventually, House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open({ worker: false, sweepMs: 600_000 });
});
afterAll(() => house.close());

/** One round of the sweep, to which every task began an hour ago. */
async function sweepAnHourLater(): Promise<void> {
  const { gateway, store, models } = house;
  const log = pino({ level: 'silent' });
  const hourBefore = (at: string) => new Date(new Date(at).getTime() - 3_600_000).toISOString();
  await sweepOnce({
    ...{ store, log, endTask: createEndTask({ store, models, log }) },
    engine: {
      describe: async (id) => {
        const view = await gateway.describe(id);
        if (!view?.live) return view;
        return { ...view, live: { ...view.live, started_at: hourBefore(view.live.started_at) } };
      },
      cancel: (id) => gateway.cancel(id),
      tellMessages: (id, count) => gateway.tellMessages(id, count),
      signal: (id, name, order) => gateway.signal(id, name, order),
      terminate: (id, reason) => gateway.terminate(id, reason),
    },
  });
}

test('without a worker a task over its limit is ended, but not one that is paused or was just resumed', async () => {
  const worker = await house.startWorker();
  house.model.answer(() => ({ text: 'Said.', holdAfter: 0 }));
  const submit = () => house.submit({ query: 'Say it.', mode: 'simple', timeout_seconds: 60 });
  const [paused, other] = [await submit(), await submit()];
  await eventually(
    () => house.model.calls.length,
    (calls) => calls === 2,
  );
  await worker.stop();
  const post = (verb: string) => house.call('POST', `/api/v1/tasks/${paused}/${verb}`);
  expect(await post('pause')).toMatchObject({ status: 202 });
  await sweepAnHourLater();
  expect(await house.status(other)).toMatchObject({ status: 'TASK_STATUS_TIMEOUT' });
  expect(await house.status(paused)).toMatchObject({ status: 'TASK_STATUS_PAUSED' });
  expect(await post('resume')).toMatchObject({ status: 202 });
  await sweepAnHourLater();
  expect(await house.status(paused)).toMatchObject({ status: 'TASK_STATUS_RUNNING' });
});
