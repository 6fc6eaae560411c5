import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { bareQueue } from '../bare-worker';
import type { Lab } from '../lab';
import { measurePairs, timed } from '../pairs';
import { plainLine, ratioLine, type Line } from '../report';

const atOnce = 5;
const shapes = ['chain', 'wide'] as const;
const toolTurns = 10;

/** A planned task of some steps, against a bare workflow of as many activities, shaped alike, on the same server. */
export async function graph(lab: Lab): Promise<Line[]> {
  const { api } = await lab.stack();
  const engine = await lab.bareWorker('stack');
  const lines: Line[] = [];
  for (const steps of [5, 20]) {
    for (const shape of shapes) {
      const body = { mode: 'standard', max_concurrent_agents: atOnce, context: { max_steps: 20 } };
      const pairs = await measurePairs({
        pairs: 12,
        restMs: 300,
        warmUp: 2,
        ours: () => timed(async () => api.ended(await api.submit(`graph ${shape} ${steps}`, body))),
        base: () => timed(() => runBareGraph(engine, shape, steps)),
      });
      const what = `STANDARD, ${steps} steps, ${shape}, submit to COMPLETED`;
      const goal = { target: 1.2, aim: 1 };
      const baseline = `bare workflow, ${steps + 2} activities`;
      lines.push(ratioLine({ row: 'graph', what, baseline, unit: 'ms', goal }, pairs));
    }
  }
  return lines;
}

/** An agent that calls a tool in each of ten turns, against a bare workflow of as many activities in a row. */
export async function tools(lab: Lab): Promise<Line[]> {
  const { api } = await lab.stack();
  const engine = await lab.bareWorker('stack');
  const body = { mode: 'standard', max_iterations: toolTurns + 5, context: { tools: ['calculator'] } };
  const activities = 2 * toolTurns + 1;
  const pairs = await measurePairs({
    pairs: 12,
    restMs: 300,
    warmUp: 2,
    ours: () => timed(async () => api.ended(await api.submit(`tools ${toolTurns}`, body))),
    base: () => timed(() => runBareGraph(engine, 'chain', activities - 2)),
  });
  const what = `STANDARD, ${toolTurns} turns with a tool call each, submit to COMPLETED`;
  const baseline = `bare workflow, ${activities} activities`;
  return [ratioLine({ row: 'tools', what, baseline, unit: 'ms', goal: { target: 1.2, aim: 1 } }, pairs)];
}

/** What a step adds to its task's history: events and bytes, from tasks of five and of twenty steps. */
export async function history(lab: Lab): Promise<Line[]> {
  const { api, engine } = await lab.stack();
  const sizeOf = async (steps: number) => {
    const body = { mode: 'standard', context: { max_steps: 20 } };
    const id = await api.submit(`graph wide ${steps}`, body);
    await api.ended(id);
    const { raw } = await engine.client.workflow.getHandle(id).describe();
    const info = raw.workflowExecutionInfo;
    return { events: Number(info?.historyLength), bytes: Number(info?.historySizeBytes) };
  };
  const [small, large] = [await sizeOf(5), await sizeOf(20)];
  const each = (key: 'events' | 'bytes') => (large[key] - small[key]) / 15;
  const named = { row: 'history', baseline: '–' };
  return [
    plainLine(
      { ...named, what: 'history events a step', unit: '', goal: { target: 8, aim: 6 } },
      [each('events')],
      'median',
    ),
    plainLine(
      { ...named, what: 'history bytes a step', unit: 'B', goal: { target: 5_000, aim: 2_500 } },
      [each('bytes')],
      'median',
    ),
  ];
}

async function runBareGraph(engine: Client, shape: 'chain' | 'wide', steps: number): Promise<void> {
  await engine.workflow.execute('bareGraph', {
    workflowId: randomUUID(),
    taskQueue: bareQueue,
    args: [shape, steps, atOnce],
  });
}
