import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { bareQueue } from '../bare-worker';
import type { Lab } from '../lab';
import { measurePairs, timedLanes } from '../pairs';
import { ratioLine, type Line } from '../report';

const inARow = 10;

/** A SIMPLE task from submit to COMPLETED, against a bare workflow with one activity, back to back. */
export async function simple(lab: Lab): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [which, baseline, goal] of [
    ['stock', 'bare workflow, stock server', { target: 0.6, aim: 0.45 }],
    ['stack', 'bare workflow, tuned server', { target: 1, aim: 0.85 }],
  ] as const) {
    const { api } = await lab.stack();
    const engine = await lab.bareWorker(which);
    const each = async (work: () => Promise<unknown>) => (await timedLanes(1, inARow, work)) / inARow;
    const pairs = await measurePairs({
      pairs: 15,
      restMs: 300,
      ours: () => each(async () => api.ended(await api.submit('instant'))),
      base: () => each(() => runBare(engine)),
    });
    const what = 'SIMPLE, submit to COMPLETED, back to back';
    lines.push(ratioLine({ row: 'simple', what, baseline, unit: 'ms', goal }, pairs));
  }
  return lines;
}

/** Tasks a second with fifteen at once, against the bare workflow on the same server. */
export async function throughput(lab: Lab): Promise<Line[]> {
  const { api } = await lab.stack();
  const engine = await lab.bareWorker('stack');
  const perSecond = async (work: () => Promise<unknown>) => 90_000 / (await timedLanes(15, 90, work));
  const pairs = await measurePairs({
    pairs: 9,
    restMs: 500,
    warmUp: 1,
    ours: () => perSecond(async () => api.ended(await api.submit('instant'))),
    base: () => perSecond(() => runBare(engine)),
  });
  const goal = { target: 1, aim: 1.3, isMore: true };
  const what = 'tasks a second, 15 at once';
  return [
    ratioLine({ row: 'throughput', what, baseline: 'bare workflow, tuned server', unit: '/s', goal }, pairs),
  ];
}

/** Runs the bare workflow with one activity to its end. */
export async function runBare(engine: Client): Promise<void> {
  await engine.workflow.execute('bareActivity', { workflowId: randomUUID(), taskQueue: bareQueue });
}
