import { readStream } from '../../support/event-stream';
import { askedOf } from '../../support/brain';
import { eventually } from '../../support/eventually';
import { inPieces, piecesOf, submit, type Scene, type Stage } from './scene';

const tasks = 6;

/** Tasks of one call: each ends with its answer, has a log without gap or repeat, and is paid for once but for calls lost. */
export function answered(stage: Stage): Scene {
  const { stack, name } = stage;
  const queries = Array.from({ length: tasks }, (_, index) => `${name}t${index}`);
  let ids: readonly string[] = [];
  let calls = 0;
  return {
    answer: (call) => {
      calls += 1;
      return inPieces(stage, askedOf(call));
    },
    play: async () => {
      ids = await Promise.all(queries.map((query) => submit(stage, { query }, query)));
    },
    check: async (accidents) => {
      expect(new Set(ids).size).toBe(tasks);
      for (const [index, id] of ids.entries()) {
        const expected = piecesOf(queries[index] ?? '').join('');
        expect(await stack.ended(id)).toMatchObject({ status: 'TASK_STATUS_COMPLETED', result: expected });
        await expectWholeLog(stage, id, expected);
      }
      // At most the calls in flight are repeated.
      expect(calls).toBeLessThanOrEqual(tasks * (1 + accidents));
    },
  };
}

async function expectWholeLog({ stack }: Stage, id: string, expected: string): Promise<void> {
  const url = `${stack.url}/api/v1/tasks/${id}/stream`;
  // While the database comes back a stream is refused, and asked for again.
  const read = () => readStream(url, { headers: stack.headers }).catch(() => []);
  const events = await eventually(read, (seen) => seen.length > 0, 30_000);
  expect(events.map((event) => Number(event.id?.split('-')[1]))).toEqual(events.map((_, index) => index + 1));
  expect(events.filter((event) => event.name === 'done')).toHaveLength(1);
  expect(events.filter((event) => event.name === 'TASK_COMPLETED')).toHaveLength(1);
  const reset = events
    .map(({ json }) => (json?.['payload'] as { reset?: boolean } | undefined)?.reset)
    .lastIndexOf(true);
  const text = events.slice(Math.max(0, reset)).filter((event) => event.name === 'thread.message.delta');
  expect(text.map(({ json }) => json?.['delta']).join('')).toBe(expected);
}
