import type { Client } from '@temporalio/client';
import type { RunOutcome } from '../../src/contract/schedules';
import { eventually } from './eventually';

/** A firing of a schedule that is over. */
export interface Fired {
  /** Of the starter, not of the task. */
  readonly workflowId: string;
  readonly outcome: RunOutcome;
}

/** Has the engine fire a schedule for a time of its cron that has passed, and waits for what comes of it. */
export async function fireSchedule(engine: Client, scheduleId: string, at: string): Promise<Fired> {
  const handle = engine.schedule.getHandle(scheduleId);
  const taken = (await handle.describe()).info.numActionsTaken;
  const time = new Date(at);
  await handle.backfill({ start: new Date(time.getTime() - 1_000), end: time, overlap: 'ALLOW_ALL' });
  const { recentActions } = await eventually(
    async () => (await handle.describe()).info,
    ({ numActionsTaken }) => numActionsTaken > taken,
  );
  const started = recentActions.at(-1)?.action.workflow;
  if (!started) throw new Error('The engine does not say what it has started');
  const { workflowId, firstExecutionRunId } = started;
  const run = engine.workflow.getHandle(workflowId, firstExecutionRunId);
  return { workflowId, outcome: (await run.result()) as RunOutcome };
}
