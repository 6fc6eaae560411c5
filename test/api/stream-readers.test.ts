import type { NewEvent } from '../../src/contract/events';
import { readStream } from '../support/event-stream';
import { House } from '../support/house';

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
  const events = Array.from({ length: 1_300 }, (_, index): NewEvent => ({
    key: `much:${index}`,
    type: 'LLM_PARTIAL',
    message: `piece ${index} ${'of a long text '.repeat(20)}`,
  }));
  await house.store.events.append(taskId, events);
  house.model.release();
  for (const seen of await Promise.all(reading)) {
    const numbers = seen.flatMap(({ json }) => (json ? [json['seq']] : []));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(1_300);
    expect(seen.at(-1)?.name).toBe('done');
  }
});
