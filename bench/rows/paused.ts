import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../client';
import type { Lab } from '../lab';
import { timed, timedLanes } from '../pairs';
import type { Program } from '../program';
import { plainLine, type Line } from '../report';
import { rest, withWorker } from './memory';

/** `BENCH_PAUSED` makes it fewer, for a machine of little time. */
const tasks = Number(process.env['BENCH_PAUSED'] ?? 5_000);
const samples = 20;

/**
 * Thousands of paused tasks in one worker: what it grows by, how long the last one takes to go on and end, and after
 * what time a pause is seen.
 */
export function paused(lab: Lab): Promise<Line[]> {
  return withWorker(lab, weighPaused);
}

async function weighPaused(api: ApiClient, worker: Program): Promise<Line[]> {
  await timedLanes(15, 300, async () => api.ended(await api.submit('instant')));
  const before = await rest(worker);
  await timedLanes(15, tasks - samples, async () => (await pause(api, await api.submit('later'))).answered);
  const seen: number[] = [];
  let last = '';
  for (let sample = 0; sample < samples; sample += 1) {
    last = await api.submit('tokens 20 50');
    await api.until(last, 'TASK_STATUS_RUNNING');
    const askedAt = performance.now();
    const { seenAt, answered } = await pause(api, last);
    seen.push(seenAt - askedAt);
    await answered;
  }
  // Its answer comes meanwhile and is withheld.
  await delay(3_000);
  const grown = (await rest(worker)) - before;
  const resumed = await timed(async () => {
    await api.call('POST', `/api/v1/tasks/${last}/resume`);
    await api.until(last, 'TASK_STATUS_COMPLETED');
  });
  const of = `${tasks.toLocaleString('en')} paused tasks`;
  const line = (what: string, unit: string, numbers: readonly number[], target: number, aim: number) =>
    plainLine({ row: 'paused', what, baseline: '–', unit, goal: { target, aim } }, numbers, 'median');
  return [
    line(`memory of the worker for ${of}`, 'MB', [grown], 300, 100),
    line(`resumption of the last of ${of} until it has ended`, 'ms', [resumed], 2_000, 500),
    line(`a pause until GET tells it, among ${of}`, 'ms', seen, 50, 20),
  ];
}

/** Pauses a task and asks meanwhile until its status says so. */
async function pause(api: ApiClient, id: string): Promise<{ seenAt: number; answered: Promise<unknown> }> {
  const answered = api.call('POST', `/api/v1/tasks/${id}/pause`);
  const giveUpAt = Date.now() + 60_000;
  while ((await api.status(id)) !== 'TASK_STATUS_PAUSED') {
    if (Date.now() > giveUpAt) throw new Error(`${id} was not paused`);
    await delay(5);
  }
  return { seenAt: performance.now(), answered };
}
