import type { EndTaskInput } from '../contract/activities';
import type { TakenEnd } from '../contract/withheld';
import type { TaskRow } from '../store';
import type { EngineView } from '../temporal';

/** Ends a task in the store; `createEndTask` of the activities is the one that does it. */
export type EndTask = (input: EndTaskInput) => Promise<TakenEnd>;

const outerBound = 'The task was ended by the outer time limit of the engine.';
const withoutRecord = 'The task ended in the engine without leaving a record.';

/**
 * What an end that the engine tells of means for the task, when no record was written: terminated or cancelled from
 * outside is CANCELLED, ended by the server's own limits is FAILED (design, way of a task, 6).
 */
export function endFromEngine(row: Pick<TaskRow, 'task_id'>, engine: EngineView): EndTaskInput | undefined {
  if (!engine.end) return undefined;
  const common = {
    taskId: row.task_id,
    isOver: true,
    ...(engine.closedAt && { endedAt: engine.closedAt.toISOString() }),
  };
  switch (engine.end) {
    case 'terminated':
    case 'cancelled':
      return { ...common, status: 'TASK_STATUS_CANCELLED' };
    case 'timed_out':
      return { ...common, status: 'TASK_STATUS_FAILED', sentence: outerBound };
    case 'completed':
    case 'failed':
      return { ...common, status: 'TASK_STATUS_FAILED', sentence: withoutRecord };
  }
}
