import { randomUUID } from 'node:crypto';
import { bareQueue } from '../bare-worker';
import type { Lab } from '../lab';
import { measurePairs, timed } from '../pairs';
import { ratioLine, type Line } from '../report';

/** A submission until it is answered, against a bare start on the same server; both begin to run at once. */
export async function submit(lab: Lab): Promise<Line[]> {
  const { api } = await lab.stack();
  const engine = await lab.bareWorker('stack');
  const start = () =>
    engine.workflow.start('bareNothing', { workflowId: randomUUID(), taskQueue: bareQueue });
  const pairs = await measurePairs({
    pairs: 80,
    // What a start leaves behind must be over before the next is timed, on both sides.
    restMs: 120,
    ours: () => timed(() => api.submit('instant')),
    base: () => timed(start),
  });
  const goal = { target: 1.3, aim: 1.15 };
  const what = 'submit until answered';
  return [ratioLine({ row: 'submit', what, baseline: 'bare start', unit: 'ms', goal }, pairs)];
}
