import type { Request } from 'express';
import { ApiError } from '../contract/errors';
import { checkJson } from '../contract/json';
import { limits } from '../contract/limits';
import { ReviewRequest, type ReviewAnswer, type ReviewOrder, type ReviewState } from '../contract/review';
import { idPattern } from '../contract/task';
import { firstViolation } from '../contract/violation';
import { intentOf } from '../reasoning/review-events';
import type { Caller } from '../store';
import type { UpdateOutcome } from '../temporal';
import type { ApiDeps } from './deps';
import { hasEnded, ownRow } from './status';

type Deps = Pick<ApiDeps, 'store' | 'engine' | 'log'>;

/**
 * `GET /api/v1/tasks/{id}/review`: as the workflow tells it. Throws `ApiError` 404 where no plan is or was under review,
 * 503 when no worker answers in time.
 */
export async function readReview(deps: Deps, caller: Caller, taskId: string): Promise<ReviewState> {
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  const row = ownRow(caller, await deps.store.tasks.get(taskId));
  if (row.settings.reviewSeconds === undefined) throw new ApiError('reviewNotFound');
  const state = await inTime(deps, taskId, () => deps.engine.query<ReviewState>(taskId, 'review'));
  if (!state) throw new ApiError('reviewNotFound');
  return state;
}

/**
 * `POST /api/v1/tasks/{id}/review`: feedback, approval or rejection, of the version that `If-Match` names. Throws
 * `ApiError` 400, 404, 409 with a sentence, 502 where no plan could be made of the feedback, 503 without a worker.
 */
export async function answerReview(
  deps: Deps,
  caller: Caller,
  request: Request,
  taskId: string,
): Promise<ReviewAnswer> {
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  const order = readOrder(request, caller);
  const row = ownRow(caller, await deps.store.tasks.get(taskId));
  if (row.settings.reviewSeconds === undefined) throw new ApiError('reviewNotFound');
  if (hasEnded(row)) throw new ApiError('conflict', tooLate);
  const timeoutMs = order.action === 'feedback' ? feedbackMs : limits.engineCallMs;
  const outcome = await inTime(deps, taskId, () =>
    deps.engine.update<ReviewState>(taskId, 'review', order, { timeoutMs }),
  );
  const state = stateOf(outcome, order);
  deps.log.info({ task_id: taskId, action: order.action, version: state.version }, 'a plan was reviewed');
  return answerOf(state, order);
}

/** A model makes the plan anew meanwhile. */
const feedbackMs = 120_000;

const tooLate = 'The task has ended: its plan is not under review any more';

function readOrder(request: Request, { owner }: Caller): ReviewOrder {
  checkJson(request.body);
  const parsed = ReviewRequest.safeParse(request.body);
  if (!parsed.success) throw new ApiError('badRequest', firstViolation(parsed.error));
  const { action, reviewed_by } = parsed.data;
  const message = parsed.data.message?.trim() ?? '';
  if (action === 'feedback' && message === '')
    throw new ApiError('badRequest', 'message is required for feedback');
  const by = reviewed_by?.trim() ? reviewed_by.trim() : owner;
  const version = versionOf(request.headers['if-match']);
  return { action, message, by, ...(version !== undefined && { version }) };
}

/** The version that `If-Match` names, quoted or not. */
function versionOf(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const found = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim());
  if (!found) throw new ApiError('badRequest', 'If-Match must be the version of the plan, a whole number');
  return Number(found[1]);
}

function stateOf(outcome: UpdateOutcome<ReviewState>, { action }: ReviewOrder): ReviewState {
  if (outcome.kind === 'done') return outcome.value;
  if (outcome.kind === 'gone') throw new ApiError('conflict', tooLate);
  switch (outcome.type) {
    case 'Review.None':
      throw new ApiError('reviewNotFound');
    case 'Review.Over':
      throw new ApiError('conflict', 'The plan is not under review any more');
    case 'Review.Approved':
      throw new ApiError('conflict', 'Review already approved');
    case 'Review.Busy':
      throw new ApiError('conflict', action === 'feedback' ? busyFeedback : busyOther);
    case 'Review.Full':
      throw new ApiError('conflict', 'Maximum review rounds reached. Please approve the plan.');
    case 'Review.NoPlan':
      throw new ApiError('planNotUpdated');
    default:
      throw new ApiError('conflict', action === 'feedback' ? staleFeedback : staleOther);
  }
}

const busyFeedback = 'Another feedback request is in progress. Please wait.';
const busyOther = 'A feedback request is in progress. Please wait and try again.';
const staleFeedback = 'Conflict: state has been modified';
const staleOther = 'Conflict: plan has been updated. Please review the latest version.';

function answerOf(state: ReviewState, { action }: ReviewOrder): ReviewAnswer {
  const messages = { feedback: state.current_plan, approve: 'Research started', reject: 'Plan rejected' };
  const { round, version } = state;
  const plan = { message: state.current_plan, round, version, intent: intentOf(state) };
  return { ...state, message: messages[action], plan };
}

async function inTime<T>({ log }: Deps, taskId: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    log.warn({ err: error, task_id: taskId }, 'a review was not answered in time');
    throw new ApiError('unavailable', undefined, { 'Retry-After': '5' });
  }
}
