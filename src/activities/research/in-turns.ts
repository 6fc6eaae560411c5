import { setImmediate } from 'node:timers/promises';

/** How long code may keep the thread: heartbeats and the calls of other tasks wait for it. */
const mostMs = 50;

/** Lets the rest of the worker have its turn. */
export async function turn(): Promise<void> {
  await setImmediate();
}

/** Goes through items with turns of the rest of the worker in between: texts of many pages take seconds to read. */
export async function inTurns<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const results: R[] = [];
  let since = performance.now();
  for (const item of items) {
    results.push(work(item));
    if (performance.now() - since < mostMs) continue;
    await turn();
    since = performance.now();
  }
  return results;
}
