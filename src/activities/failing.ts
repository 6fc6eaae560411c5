import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import { FailureType, type FailureDetails } from '../contract/failures';
import type { NewEvent } from '../contract/events';
import { ModelChoiceError, type ModelTarget } from '../providers/models/port';
import type { ActivityDeps } from './deps';
import type { ModelFailure } from './model-failure';

/** Throws a model's failure in the engine's form: final, or to be tried again when the provider said so. */
export function throwFailure(failure: ModelFailure, target: ModelTarget, cause: unknown): never {
  const { provider, model } = target;
  const details: FailureDetails = { sentence: failure.sentence, provider, model };
  throw ApplicationFailure.create({
    type: failure.type,
    message: failure.sentence,
    nonRetryable: !failure.retryable,
    details: [details],
    ...(failure.retryAfterMs !== undefined && { nextRetryDelay: failure.retryAfterMs }),
    ...(cause instanceof Error && { cause: new Error(cause.name) }),
  });
}

/** The failure of a choice that this worker cannot serve; other errors pass as they are. */
export function choiceFailure(error: unknown): unknown {
  if (!(error instanceof ModelChoiceError)) return error;
  const details: FailureDetails = { sentence: error.message };
  return ApplicationFailure.create({
    type: FailureType.modelUnknown,
    message: error.message,
    nonRetryable: true,
    details: [details],
  });
}

/** Whose call did not get through. */
export interface RecoveryOrder {
  readonly taskId: string;
  readonly step: string;
  readonly agent: string;
  readonly maxAttempts: number;
  readonly attempt: number;
  /** The attempt as the reader counts it. */
  readonly shownAttempt: number;
}

/** Tells the reader that a call did not get through and what happens next; of a final failure its end tells. */
export async function tellRecovery(
  deps: ActivityDeps,
  order: RecoveryOrder,
  failure: ModelFailure,
  next: ModelTarget | undefined,
  which = 0,
): Promise<void> {
  const { taskId, step, maxAttempts, attempt } = order;
  deps.log.warn({ task_id: taskId, attempt, failure: failure.type }, failure.sentence);
  const isLastAttempt = activityInfo().attempt >= maxAttempts;
  if (!next && (!failure.retryable || isLastAttempt)) return;
  const what = next ? `Trying ${next.model} (${next.provider}).` : 'Trying again.';
  const event: NewEvent = {
    key: `${step}:${attempt}:recovery${which > 0 ? `:${which}` : ''}`,
    type: 'ERROR_RECOVERY',
    agent_id: order.agent,
    message: `${failure.sentence} ${what}`,
    payload: { attempt: order.shownAttempt, failure: failure.type },
  };
  await deps.store.events.append(taskId, [event]);
}
