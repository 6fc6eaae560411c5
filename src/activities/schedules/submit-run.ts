import { ApiError } from '../../contract/errors';
import {
  submissionOf,
  type RunOutcome,
  type ScheduleActivities,
  type SubmitRunInput,
} from '../../contract/schedules';
import { isSecondOfTwo, readCron } from '../../reasoning/schedules/cron';
import type { Caller, Store } from '../../store';
import type { Log } from '../deps';
import { runTaskId } from './run-task-id';

/** Takes a submission as the API does; `createSubmitTask` there is the one that does it. */
export type SubmitTask = (order: {
  readonly caller: Caller;
  readonly body: unknown;
  readonly traceId: string;
  readonly key: { readonly path: string; readonly key: string; readonly bodyHash: string };
  readonly taskId: string;
}) => Promise<{ readonly isRepeat: boolean }>;

/** What the verbs of scheduled runs are made with. */
export interface ScheduleActivityDeps {
  readonly store: Pick<Store, 'scheduleRuns'>;
  readonly submit: SubmitTask;
  readonly log: Log;
}

const lost = 'The run could not be submitted in time; the log of the server says why.';

/**
 * Makes the verbs of scheduled runs. `submitRun` throws what may be different at another try: the store's and the
 * engine's errors, and `ApiError` 409, 429 and 5xx; any other refusal is noted as the end of the run.
 */
export function createScheduleActivities(deps: ScheduleActivityDeps): ScheduleActivities {
  return {
    submitRun: async (input) => {
      const outcome = await submitRun(deps, input);
      deps.log.info({ schedule_id: input.scheduleId, fired_at: input.firedAt, ...outcome }, 'schedule fired');
      return outcome;
    },
    giveUpRun: ({ scheduleId, firedAt }) =>
      deps.store.scheduleRuns.refuse(runTaskId(scheduleId, new Date(firedAt)), lost),
  };
}

async function submitRun(deps: ScheduleActivityDeps, input: SubmitRunInput): Promise<RunOutcome> {
  const { scheduleId, definition } = input;
  const firedAt = new Date(input.firedAt);
  if (isShownTwice(input, firedAt))
    return {
      outcome: 'skipped',
      reason: 'The clocks were set back, and it ran when they first showed this time.',
    };
  if (input.waitedMs > definition.catchupSeconds * 1_000)
    return { outcome: 'skipped', reason: 'No worker took it before its catch-up window was over.' };
  const taskId = runTaskId(scheduleId, firedAt);
  const begun = await deps.store.scheduleRuns.begin({
    scheduleId,
    taskId,
    triggeredAt: firedAt,
    mayOverlap: definition.overlap === 'allow',
  });
  switch (begun.outcome) {
    case 'gone':
      return { outcome: 'skipped', reason: 'The schedule was deleted.' };
    case 'overlap':
      return { outcome: 'skipped', reason: `An earlier run, ${begun.task_id}, has not ended.` };
    case 'done':
      return begun.refusal === null
        ? { outcome: 'submitted', taskId, isRepeat: true }
        : { outcome: 'refused', reason: begun.refusal };
    case 'begun':
      return submit(deps, input, taskId);
  }
}

function isShownTwice({ definition }: SubmitRunInput, firedAt: Date): boolean {
  const cron = readCron(definition.cron);
  return typeof cron !== 'string' && isSecondOfTwo(cron, definition.timezone, firedAt);
}

async function submit(
  { store, submit: submitTask }: ScheduleActivityDeps,
  { scheduleId, tenant, owner, keyId, definition, firedAt }: SubmitRunInput,
  taskId: string,
): Promise<RunOutcome> {
  try {
    const { isRepeat } = await submitTask({
      caller: { tenant, owner, keyId },
      body: submissionOf(definition),
      traceId: taskId,
      // A try that is repeated finds what the last one left, as a client's does.
      key: { path: `/api/v1/schedules/${scheduleId}/runs`, key: firedAt, bodyHash: taskId },
      taskId,
    });
    return { outcome: 'submitted', taskId, isRepeat };
  } catch (error) {
    if (!isFinal(error)) throw error;
    await store.scheduleRuns.refuse(taskId, error.message);
    return { outcome: 'refused', reason: error.message };
  }
}

/** Whether another try would be refused as well. */
function isFinal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status < 500 && error.status !== 409 && error.status !== 429;
}
