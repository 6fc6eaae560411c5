import { ActivityCancellationType, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { CallModelInput, TaskActivities } from '../contract/activities';
import { FailureType, type FailureDetails } from '../contract/failures';
import { limits } from '../contract/limits';
import type { TaskInput } from '../contract/workflow';

/** How the engine repeats a call that was lost on its way, or that says that another try may help. */
export const callRetry = {
  maximumAttempts: limits.modelAttempts,
  initialInterval: limits.modelRetryFirstMs,
  maximumInterval: limits.modelRetryMostMs,
  backoffCoefficient: 2,
} as const;

/** The verbs that call a model, for a task; `summary` says in the engine's UI what the call is for. */
export function modelCalls(
  { settings }: TaskInput,
  summary: string,
): Pick<TaskActivities, 'ask' | 'callModel'> {
  return proxyActivities<TaskActivities>({
    startToCloseTimeout: (settings.timeoutSeconds + 60) * 1_000,
    heartbeatTimeout: limits.heartbeatTimeoutMs,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    summary,
    retry: callRetry,
  });
}

/** What a call must know of the session of its task. */
export function sessionOf({
  settings: { isNewSession, hasLongSession },
}: TaskInput): Pick<CallModelInput, 'isNewSession' | 'hasLongSession'> {
  return { ...(isNewSession && { isNewSession }), ...(hasLongSession && { hasLongSession }) };
}

/** An answer that could not be used, and who gave it. */
interface Unusable {
  readonly model: string;
  readonly provider: string;
  readonly reason: string;
}

/** The failure of a call whose second answer could not be used either. */
export function noUse({ model, provider, reason }: Unusable): ApplicationFailure {
  const sentence = `The model ${model} (${provider}) gave no usable answer, asked twice. ${reason}`;
  const details: FailureDetails = { sentence, provider, model };
  return ApplicationFailure.create({
    type: FailureType.modelInvalidOutput,
    message: sentence,
    nonRetryable: true,
    details: [details],
  });
}

/** Whether a call came to nothing because neither of its answers could be used. */
export function isUnusable(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.type === FailureType.modelInvalidOutput;
}
