import { defineSearchAttributeKey } from '@temporalio/common';
import { isCancellation, log, proxyLocalActivities, rootCause, workflowInfo } from '@temporalio/workflow';
import { limits } from '../contract/limits';
import type { RunOutcome, ScheduleActivities, ScheduledRunOrder } from '../contract/schedules';

/** The time for which the engine started it: set by the engine on whatever a schedule starts. */
const dueKey = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

// Local, so that a worker whose places are taken by model calls submits all the same.
const { submitRun } = proxyLocalActivities<ScheduleActivities>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: limits.schedule.submitMs,
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
const { giveUpRun } = proxyLocalActivities<ScheduleActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** One firing of a schedule: submits its task as a client would, and is over; the task goes on by itself. */
export async function scheduledRun(order: ScheduledRunOrder): Promise<RunOutcome> {
  const { typedSearchAttributes, startTime } = workflowInfo();
  const firedAt = (typedSearchAttributes.get(dueKey) ?? startTime).toISOString();
  // Since the engine made it, not since it was due: somebody may make up for what is long past.
  const waitedMs = Date.now() - startTime.getTime();
  try {
    return await submitRun({ ...order, firedAt, waitedMs });
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.error('a scheduled run could not be submitted', { cause: rootCause(error) ?? 'no reason known' });
    await giveUpRun({ ...order, firedAt, waitedMs });
    throw error;
  }
}
