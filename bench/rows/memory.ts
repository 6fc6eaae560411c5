import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from '../../src/config';
import { startEmbedded } from '../../src/embedded';
import { makeKeys } from '../keys';
import { ApiClient } from '../client';
import { bench, root, type Lab } from '../lab';
import { timedLanes } from '../pairs';
import type { Program } from '../program';
import { plainLine, type Line } from '../report';

const tasks = 1_000;
const graphs = 100;

/** What a worker of its own grows by, in memory, with a thousand live tasks that wait for a provider. */
export function memory(lab: Lab): Promise<Line[]> {
  return withWorker(lab, async (api, worker) => [await weigh(api, worker)]);
}

/** The same with a hundred graphs of five steps, whose models are all in the middle of their answers. */
export function graphMemory(lab: Lab): Promise<Line[]> {
  return withWorker(lab, async (api, worker) => [await weighGraphs(api, worker)]);
}

type Weigh = (api: ApiClient, worker: Program, databaseUrl: string) => Promise<Line[]>;

/** Weighs a worker that runs in a process of its own, beside an API in another; it makes so many calls at once. */
export async function withWorker(lab: Lab, weighing: Weigh, concurrency = 600): Promise<Line[]> {
  const { home, env } = await lab.home();
  const config = loadConfig({ PATH: process.env['PATH'], HOME: process.env['HOME'], ...env });
  const embedded = await startEmbedded(config, () => undefined);
  try {
    const keys = await makeKeys(embedded.databaseUrl, 'bench');
    const parts = {
      ...env,
      HOLDFAST_HOME: home,
      DATABASE_URL: embedded.databaseUrl,
      HOLDFAST_MODEL_CONCURRENCY: String(concurrency),
      TEMPORAL_ADDRESS: embedded.engine?.address ?? '',
    };
    const worker = lab.start(['--expose-gc', '-r', bench('gc.js'), join(root, 'dist', 'worker.js')], parts);
    const server = lab.start([join(root, 'dist', 'server.js')], parts);
    await Promise.all([worker.says('worker is ready'), server.says('API is ready')]);
    const api = new ApiClient(Number(env['PORT']), keys);
    try {
      return await weighing(api, worker, embedded.databaseUrl);
    } finally {
      api.close();
      await Promise.all([worker.stop(), server.stop()]);
    }
  } finally {
    await embedded.stop();
  }
}

async function weigh(api: ApiClient, worker: Program): Promise<Line> {
  // A worker that has worked is what grows: code, pools and caches stand before anything is weighed.
  await timedLanes(15, 300, async () => api.ended(await api.submit('instant')));
  const before = await rest(worker);
  await timedLanes(15, tasks, () => api.submit('later'));
  await waiting(api);
  const grown = (await rest(worker)) - before;
  const goal = { target: 100, aim: 30 };
  const what = 'memory of the worker for 1,000 tasks that wait';
  const notes = { beforeMb: before };
  return plainLine({ row: 'memory', what, baseline: '–', unit: 'MB', goal, notes }, [grown], 'median');
}

async function weighGraphs(api: ApiClient, worker: Program): Promise<Line> {
  const body = { mode: 'standard', context: { max_steps: 5 } };
  await timedLanes(15, 60, async () => api.ended(await api.submit('graph wide 5', body)));
  const before = await rest(worker);
  const ids: string[] = [];
  await timedLanes(15, graphs, async () => void ids.push(await api.submit('graph held 5', body)));
  // The answers of all five steps have begun: each step has told of its prompt.
  await timedLanes(15, graphs, async () => {
    let prompts = 0;
    await api.stream(ids.pop() ?? '', (text) => {
      prompts += text.split('LLM_PROMPT').length - 1;
      return prompts >= 6;
    });
  });
  const grown = (await rest(worker)) - before;
  const what = `memory of the worker for ${graphs} running graphs of 5 steps, ${graphs * 5} calls in flight`;
  const goal = { target: 100, aim: 50 };
  return plainLine({ row: 'graphMemory', what, baseline: '–', unit: 'MB', goal }, [grown], 'median');
}

/** Waits until every task's first attempt has been refused: its event says so. */
async function waiting(api: ApiClient): Promise<void> {
  const last = await api.submit('later');
  await api.stream(last, (text) => text.includes('ERROR_RECOVERY'));
}

/** Resident memory, MB, once the garbage is gone. */
export async function rest(worker: Program): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    worker.child.kill('SIGUSR2');
    await delay(2_000);
  }
  const status = readFileSync(`/proc/${worker.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024;
}
