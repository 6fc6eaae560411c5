import type { Request } from 'express';
import { ApiError } from '../contract/errors';
import type { ControlState, PauseAnswer } from '../contract/control';
import { isCancelled } from '../contract/status';
import { idPattern } from '../contract/task';
import { pausing, resumed } from '../contract/control-events';
import type { LiveView } from '../contract/workflow';
import type { Caller, PauseOutcome, TaskRow } from '../store';
import type { ApiDeps } from './deps';
import { readReason } from './control-reason';
import { endedSentence } from './ended-sentence';
import { hasEnded, ownRow } from './status';

type Deps = Pick<ApiDeps, 'store' | 'engine' | 'log'>;

/** How a pause and a resumption differ, for those who ask. */
const verbs = {
  pause: { isPaused: true, done: 'paused', same: 'The task is already paused', answer: 'Pause signal sent' },
  resume: { isPaused: false, done: 'resumed', same: 'The task is not paused', answer: 'Resume signal sent' },
} as const;
type Verb = keyof typeof verbs;

const waits = 'The task goes on as soon as one of the tasks that run for this tenant ends';

/**
 * `POST /api/v1/tasks/{id}/pause` and `/resume`: the row decides, then the workflow is told. Whoever asks again because
 * the first answer was lost is told that it was taken. Throws `ApiError` 404, or 409 with a sentence.
 */
export async function setPaused(
  deps: Deps,
  caller: Caller,
  request: Request,
  order: { readonly taskId: string; readonly verb: Verb },
): Promise<PauseAnswer> {
  const { taskId, verb } = order;
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  const { isPaused, same, answer } = verbs[verb];
  const reason = readReason(request.body);
  ownRow(caller, await deps.store.tasks.get(taskId));
  const event = (isPaused ? pausing : resumed)(reason);
  const asked = { isPaused, reason, by: caller.owner, event };
  const outcome = await deps.store.control.setPaused(taskId, asked);
  if (outcome?.outcome === 'waiting') return { success: true, message: waits, task_id: taskId };
  const seq = seqOf(outcome, verb);
  const isTold = outcome?.outcome === 'same' && outcome.is_sent;
  if (isTold) throw new ApiError('conflict', same);
  if (!(await deps.engine.signal(taskId, verb, { seq, reason, by: caller.owner }))) {
    const row = ownRow(caller, await deps.store.tasks.get(taskId));
    const { done } = verbs[verb];
    const why = hasEnded(row)
      ? endedSentence(row.status, done)
      : `The task has already ended and can no longer be ${done}`;
    throw new ApiError('conflict', why);
  }
  await deps.store.control.sent(taskId, seq);
  deps.log.info({ task_id: taskId }, `task ${verb} requested`);
  return { success: true, message: answer, task_id: taskId };
}

/** Throws where nothing is to be sent. */
function seqOf(outcome: Exclude<PauseOutcome, { outcome: 'waiting' }> | undefined, verb: Verb): number {
  const { done } = verbs[verb];
  switch (outcome?.outcome) {
    case undefined:
      throw new ApiError('taskNotFound');
    case 'ended':
      throw new ApiError('conflict', endedSentence(outcome.status, done));
    case 'cancelling':
      throw new ApiError('conflict', `The task is being cancelled and can no longer be ${done}`);
    case 'same':
    case 'taken':
      return outcome.seq;
  }
}

/**
 * `GET /api/v1/tasks/{id}/control-state`: the pause that the row has or the workflow shows, and the cancel that was
 * taken. Throws `ApiError` 400 or 404, and the store's or engine's error as it is.
 */
export async function readControlState(deps: Deps, caller: Caller, taskId: string): Promise<ControlState> {
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  const row = ownRow(caller, await deps.store.tasks.get(taskId));
  const pause = hasEnded(row) ? undefined : await pauseOf(deps, row);
  return {
    is_paused: pause !== undefined,
    is_cancelled: row.cancel_requested_at !== null || (hasEnded(row) && isCancelled(row.status)),
    paused_at: pause?.at ?? '',
    pause_reason: pause?.reason ?? '',
    paused_by: pause?.by ?? '',
    cancel_reason: row.cancel_reason ?? '',
    cancelled_by: row.cancel_requested_by ?? '',
  };
}

/** Who holds a live task: whoever paused it, else what its workflow waits for. */
async function pauseOf({ engine }: Deps, row: TaskRow): Promise<LiveView['paused']> {
  const { is_paused: isPaused, paused_at: at, pause_reason: reason, paused_by: by } = row;
  if (isPaused && at) return { at: at.toISOString(), reason: reason ?? '', by: by ?? '' };
  const description = await engine.describe(row.task_id);
  const live = description?.end ? undefined : description?.live;
  return live?.state === 'PAUSED' ? live.paused : undefined;
}
