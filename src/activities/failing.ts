import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import { FailureType, type FailureDetails } from '../contract/failures';
import type { NewEvent } from '../contract/events';
import { ModelChoiceError, type ModelTarget } from '../providers/models/port';
import { agents } from '../reasoning/record';
import type { ActivityDeps } from './deps';
import type { ModelFailure } from './model-failure';
import type { AnswerOrder } from './answer-order';

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

/** Tells the reader that a call did not get through and what happens next; of a final failure its end tells. */
export async function tellRecovery(
  deps: ActivityDeps,
  order: AnswerOrder,
  failure: ModelFailure,
  next: ModelTarget | undefined,
): Promise<void> {
  const { input, attempt } = order;
  const { taskId, step, maxAttempts } = input;
  deps.log.warn({ task_id: taskId, attempt, failure: failure.type }, failure.sentence);
  const isLastAttempt = activityInfo().attempt >= maxAttempts;
  if (!next && (!failure.retryable || isLastAttempt)) return;
  const what = next ? `Trying ${next.model} (${next.provider}).` : 'Trying again.';
  const event: NewEvent = {
    key: `${step}:${attempt}:recovery`,
    type: 'ERROR_RECOVERY',
    agent_id: agents.simple,
    message: `${failure.sentence} ${what}`,
    payload: { attempt: input.attemptsBefore + attempt, failure: failure.type },
  };
  await deps.store.events.append(taskId, [event]);
}
