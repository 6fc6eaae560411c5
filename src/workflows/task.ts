import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  isCancellation,
  log,
  proxyLocalActivities,
  rootCause,
  ActivityFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { EndTaskInput, TaskActivities } from '../contract/activities';
import type { NewEvent } from '../contract/events';
import { FailureType, type FailureDetails } from '../contract/failures';
import type { EndStatus } from '../contract/status';
import { isWithheld } from '../contract/withheld';
import type { TaskInput } from '../contract/workflow';
import { announceEnd, announceStart } from './announce';
import type { Approvals } from './approvals';
import type { Control } from './control';
import { untilPlaced } from './place';
import type { Review } from './review';

const { endTask } = proxyLocalActivities<TaskActivities>({
  startToCloseTimeout: '10 seconds',
  // Without an end a task would look alive for ever: tried until the store takes it.
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

/** Where people reach a task. */
export interface Desks {
  readonly control: Control;
  readonly approvals: Approvals;
  /** Absent where there is no plan to be reviewed. */
  readonly review?: Review;
}

/** What a mode returns when it is through: the status that the store took. */
export type ModeEnd = EndStatus | undefined;

/**
 * The shell that every mode runs in: announces the task, counts its own limit, and sees to it that whatever ends
 * the mode ends the task in the store before the workflow closes. Closes as the store says, not as it felt.
 * `takeUntold` gives what the mode still had to tell, for an end that is none of its own.
 */
export async function runTask(
  { control, ...desks }: Desks,
  mode: () => Promise<ModeEnd>,
  takeUntold: () => readonly NewEvent[] = () => [],
): Promise<{ status: EndStatus }> {
  const { task } = control;
  if (task.waitsForPlace) {
    // Whoever decides something now is told that there is nothing yet.
    takeDecisions(desks);
    const end = await endBeforeItsPlace(task);
    if (end) return close((await endAs(control, end)) ?? 'TASK_STATUS_CANCELLED', end.sentence);
  }
  announceStart(task);
  control.listen();
  takeDecisions(desks);
  const work = new CancellationScope();
  const clock = new CancellationScope();
  let isOverLimit = false;
  void clock
    .run(() => control.untilOverLimit())
    .then(
      () => {
        isOverLimit = true;
        work.cancel();
      },
      () => undefined,
    );
  let status: ModeEnd;
  let sentence: string | undefined;
  try {
    status = await work.run(mode);
  } catch (error) {
    const end = endOf(task, error, isOverLimit);
    sentence = end.sentence;
    const tell = takeUntold();
    status = await endAs(control, tell.length > 0 ? { ...end, tell } : end);
  } finally {
    clock.cancel();
  }
  await control.told();
  return close(status ?? 'TASK_STATUS_CANCELLED', sentence);
}

/** Takes what people decide from now on. */
function takeDecisions({ approvals, review }: Omit<Desks, 'control'>): void {
  approvals.listen();
  review?.listen();
}

/** Waits for the place of a task; the end that it comes to before, where it does. */
async function endBeforeItsPlace(task: TaskInput): Promise<EndTaskInput | undefined> {
  try {
    await untilPlaced();
    return undefined;
  } catch (error) {
    return endOf(task, error, false);
  }
}

/** Has the store take an end; one that is withheld for a pause is given again when the task goes on, or is cancelled. */
async function endAs(control: Control, end: EndTaskInput): Promise<ModeEnd> {
  for (let input = end; ;) {
    const order = input;
    const taken = await CancellationScope.nonCancellable(() => endTask(order));
    if (!isWithheld(taken)) return taken;
    try {
      await control.heardOf(taken);
    } catch (error) {
      if (!isCancellation(error)) throw error;
      input = { taskId: end.taskId, status: 'TASK_STATUS_CANCELLED' };
    }
  }
}

function endOf(task: TaskInput, error: unknown, isOverLimit: boolean): EndTaskInput {
  const { taskId, settings } = task;
  if (isOverLimit) {
    const sentence = `The task went over its limit of ${settings.timeoutSeconds} seconds.`;
    return { taskId, status: 'TASK_STATUS_TIMEOUT', sentence };
  }
  if (isCancellation(error)) return { taskId, status: 'TASK_STATUS_CANCELLED' };
  return { taskId, status: 'TASK_STATUS_FAILED', sentence: sentenceOf(error) };
}

/** The user's sentence of a failure: its own where it brings one, else one that gives nothing away; the log does. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Error && error.name === 'BudgetSpent') return error.message;
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) {
    const details = cause.details?.[0] as FailureDetails | undefined;
    if (details?.sentence) return details.sentence;
  }
  if (cause instanceof TimeoutFailure) {
    return 'A call was lost with its worker more often than it may be repeated.';
  }
  log.error('an unexpected failure', { cause: rootCause(error) ?? 'no reason known' });
  return 'It failed unexpectedly; the log of the server says why.';
}

/** Whether a call was not made because the budget does not cover it. */
export function isBudgetFailure(error: unknown): boolean {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.type === FailureType.budgetExhausted;
}

/** Ends the workflow so that the engine shows what the record says. */
function close(status: EndStatus, sentence: string | undefined): { status: EndStatus } {
  announceEnd(status);
  switch (status) {
    case 'TASK_STATUS_COMPLETED':
      return { status };
    case 'TASK_STATUS_CANCELLED':
      throw new CancelledFailure('The task was cancelled');
    case 'TASK_STATUS_TIMEOUT':
      throw ApplicationFailure.nonRetryable(sentence ?? 'The task went over its limit', 'Task.TimedOut');
    case 'TASK_STATUS_FAILED':
      throw ApplicationFailure.nonRetryable(sentence ?? 'The task failed', 'Task.Failed');
  }
}
