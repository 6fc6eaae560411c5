import type { Lab } from '../lab';
import { measurePairs, timedLanes } from '../pairs';
import { ratioLine, type Goal, type Line } from '../report';

const operations = 40;

/** Status of a live and of an ended task over HTTP, against a bare describe of the same workflow. */
export async function status(lab: Lab): Promise<Line[]> {
  const { api } = await lab.stack();
  const live = await api.submit('hold');
  await api.until(live, 'TASK_STATUS_RUNNING');
  const ended = await api.submit('instant');
  await api.ended(ended);
  const lines: Line[] = [];
  for (const [name, id, goal] of [
    ['live', live, { target: 1.3, aim: 1.1 }],
    ['ended', ended, { target: 0.5, aim: 0.15 }],
  ] as const) {
    for (const lanes of [1, 8]) lines.push(await compare(lab, name, id, lanes, goal));
  }
  await api.call('POST', `/api/v1/tasks/${live}/cancel`, {}).catch(() => undefined);
  return lines;
}

async function compare(lab: Lab, name: string, id: string, lanes: number, goal: Goal): Promise<Line> {
  const { api, engine } = await lab.stack();
  const handle = engine.client.workflow.getHandle(id);
  const perOperation = async (work: () => Promise<unknown>) =>
    (await timedLanes(lanes, operations, work)) / operations;
  const pairs = await measurePairs({
    pairs: 40,
    restMs: 40,
    ours: () => perOperation(() => api.call('GET', `/api/v1/tasks/${id}`)),
    base: () => perOperation(() => handle.describe()),
  });
  const what = `status of a task, ${name}, c = ${lanes}`;
  return ratioLine({ row: 'status', what, baseline: 'bare describe', unit: 'ms', goal }, pairs);
}
