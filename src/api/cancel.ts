import type { Request } from 'express';
import { ApiError } from '../contract/errors';
import { agents } from '../contract/agents';
import type { CancelAnswer } from '../contract/control';
import type { NewEvent } from '../contract/events';
import { isCancelled, type EndStatus } from '../contract/status';
import { idPattern } from '../contract/task';
import type { Caller } from '../store';
import { readReason } from './control-reason';
import { endedSentence } from './ended-sentence';
import type { ApiDeps } from './deps';
import { hasEnded, ownRow } from './status';

/**
 * `POST /api/v1/tasks/{id}/cancel`: notes who asks and why, then asks the engine. A repeated cancel of a live task
 * is taken again. Throws `ApiError` 404, or 409 with a sentence when the task has ended.
 */
export async function cancelTask(
  deps: Pick<ApiDeps, 'store' | 'engine' | 'log'>,
  caller: Caller,
  request: Request,
  taskId: string,
): Promise<CancelAnswer> {
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  const { tasks } = deps.store;
  const reason = readReason(request.body);
  const row = ownRow(caller, await tasks.get(taskId));
  if (hasEnded(row)) throw new ApiError('conflict', whyNot(row.status));
  const isNoted = await tasks.requestCancel(taskId, reason, caller.owner, cancellingEvent(reason));
  // What the engine does not know now, not yet or no more, is cancelled by the sweep: it is noted.
  if (!isNoted || !(await deps.engine.cancel(taskId))) {
    const now = ownRow(caller, await tasks.get(taskId));
    if (hasEnded(now)) throw new ApiError('conflict', whyNot(now.status));
  }
  deps.log.info({ task_id: taskId }, 'task cancel requested');
  return { success: true, message: 'Task cancelled successfully' };
}

/** What a task tells as soon as a cancel was asked for. */
export function cancellingEvent(reason: string): NewEvent {
  return {
    key: 'cancel',
    type: 'WORKFLOW_CANCELLING',
    agent_id: agents.orchestrator,
    message: reason === '' ? 'Cancelling...' : `Cancelling: ${reason}`,
  };
}

function whyNot(status: EndStatus): string {
  return isCancelled(status) ? 'The task is already cancelled' : endedSentence(status, 'cancelled');
}
