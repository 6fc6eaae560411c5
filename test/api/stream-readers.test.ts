import pino from 'pino';
import { createFollowTask } from '../../src/api/follow-task';
import { LogFollowers } from '../../src/api/log-follower';
import type { NewEvent, TaskEvent } from '../../src/contract/events';
import type { TaskRow } from '../../src/store';
import { readStream } from '../support/event-stream';
import { eventually, House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

test('readers whose connections fill up together each get every event once, in order', async () => {
  house.model.script({ pieces: ['Wait', '.'], holdAfter: 1 });
  const taskId = await house.submit('Tell me much');
  await house.until(taskId, ({ status }) => status === 'TASK_STATUS_RUNNING');
  let connected = 0;
  const reading = Array.from({ length: 8 }, () =>
    readStream(`${house.url}/api/v1/tasks/${taskId}/stream`, {
      headers: { 'X-API-Key': house.key },
      onEvent: ({ json }) => (connected += json?.['seq'] === 1 ? 1 : 0),
    }),
  );
  while (connected < reading.length) await new Promise((resolve) => setTimeout(resolve, 10));
  await house.store.events.append(taskId, manyPieces());
  house.model.release();
  for (const seen of await Promise.all(reading)) {
    const numbers = seen.flatMap(({ json }) => (json ? [json['seq']] : []));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(1_300);
    expect(seen.at(-1)?.name).toBe('done');
  }
});

test('a stream that asks for more than the log has goes on at its end, and ends with the task', async () => {
  house.model.script({ pieces: ['Wait', '.'], holdAfter: 1 });
  const taskId = await house.submit('Follow me from nowhere');
  const at = (position: string) => `${house.url}/api/v1/tasks/${taskId}/stream?last_event_id=${position}`;
  const headers = { 'X-API-Key': house.key };
  const reading = ['9999', '99999999999'].map((position) => readStream(at(position), { headers }));
  await house.until(taskId, ({ status }) => status === 'TASK_STATUS_RUNNING');
  const fromStart = readStream(at('0'), { headers });
  house.model.release();
  const names = (await fromStart).map(({ name }) => name);
  expect(names.at(-1)).toBe('done');
  for (const seen of await Promise.all(reading)) {
    expect(seen.at(-1)?.name).toBe('done');
    expect(seen.length).toBeGreaterThan(1);
  }
});

/** A reader that counts what is done to it. */
function createReader(take: () => boolean) {
  const reader = {
    position: 0,
    hasLeft: false,
    isGone: () => reader.hasLeft,
    isFinished: false,
    taken: 0,
    take(events: readonly TaskEvent[]) {
      reader.taken += 1;
      if (reader.taken > 5) throw new Error('It is fed without end');
      reader.position = reader.hasLeft ? reader.position : (events.at(-1)?.seq ?? 0);
      return take();
    },
    finish() {
      reader.isFinished = true;
    },
    ping: () => undefined,
    whenDrained: () => Promise.resolve(),
    breakOff: () => undefined,
  };
  return reader;
}

test('a reader that has left while a page was read is fed no more', async () => {
  const { task_id: taskId } = await longTask('Leave me');
  const reader = createReader(() => true);
  const followers = new LogFollowers(house.store, (error) => {
    throw error;
  });
  const feeding = followers.feed(taskId, reader, () => undefined);
  reader.hasLeft = true;
  await feeding;
  expect(reader.taken).toBe(0);
});

test('a reader of a task that is deleted hears that there is nothing more', async () => {
  const row = await longTask('Delete me');
  const follow = createFollowTask({ store: house.store, log: pino({ level: 'silent' }) });
  const reader = createReader(() => false);
  const leave = follow(row, reader, 60_000);
  await eventually(
    () => Promise.resolve(reader.taken),
    (taken) => taken === 1,
  );
  expect((await house.call('DELETE', `/api/v1/tasks/${row.task_id}`)).status).toBe(204);
  await eventually(
    () => Promise.resolve(reader.isFinished),
    (isFinished) => isFinished,
  );
  leave();
});

function manyPieces(): NewEvent[] {
  return Array.from({ length: 1_300 }, (_, index): NewEvent => ({
    key: `much:${index}`,
    type: 'LLM_PARTIAL',
    message: `piece ${index} ${'of a long text '.repeat(20)}`,
  }));
}

/** A task that has ended with more events than one page holds. */
async function longTask(query: string): Promise<TaskRow> {
  house.model.script({ pieces: ['Wait', '.'], holdAfter: 1 });
  const taskId = await house.submit(query);
  await house.until(taskId, ({ status }) => status === 'TASK_STATUS_RUNNING');
  await house.store.events.append(taskId, manyPieces());
  house.model.release();
  await house.ended(taskId);
  const row = await house.store.tasks.get(taskId);
  if (!row) throw new Error('The task is not there');
  return row;
}
