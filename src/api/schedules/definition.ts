import { ApiError } from '../../contract/errors';
import { submissionOf, type ScheduleDefinition } from '../../contract/schedules';
import { isTimeZone, readCron, shortestGapMs } from '../../reasoning/schedules/cron';
import { ScheduleRefused } from '../../temporal';
import type { ApiDeps } from '../deps';
import { checkLaterSubmission } from '../submit';

/** A schedule that may be made as it is. */
export interface CheckedSchedule {
  readonly definition: ScheduleDefinition;
  /** Where its cron fires, as the engine reads it. */
  readonly expressions: readonly string[];
  /** What its user is told besides. */
  readonly notes: readonly string[];
}

/**
 * Checks what a schedule says against the bounds of this server and what can run here. Throws `ApiError` 400 with the
 * first violation in a sentence (reference, section 8).
 */
export async function checkDefinition(
  deps: Pick<ApiDeps, 'scheduleBounds' | 'checkModelChoice' | 'findUnknownTool'>,
  definition: ScheduleDefinition,
): Promise<CheckedSchedule> {
  const { leastIntervalMinutes, mostBudgetUsd } = deps.scheduleBounds;
  const cron = readCron(definition.cron);
  if (typeof cron === 'string') throw refused(`invalid cron expression: ${cron}`);
  const gapMs = shortestGapMs(cron, new Date());
  if (gapMs === undefined) throw refused('invalid cron expression: it never fires');
  if (gapMs < leastIntervalMinutes * 60_000)
    throw refused(`cron interval too short: must be at least ${leastIntervalMinutes} minutes`);
  const { maxBudgetUsd = 0, timezone } = definition;
  if (maxBudgetUsd > mostBudgetUsd)
    throw refused(`budget exceeds limit: $${maxBudgetUsd.toFixed(2)} > $${mostBudgetUsd.toFixed(2)}`);
  if (!isTimeZone(timezone)) throw refused(`invalid timezone: ${timezone}`);
  const { withoutEffect } = await checkLaterSubmission(deps, submissionOf(definition));
  const notes = withoutEffect.length > 0 ? [`Without effect: ${withoutEffect.join(', ')}.`] : [];
  return { definition, expressions: cron.expressions, notes };
}

/** Has the engine take a schedule; what it refuses of one is the user's to hear. */
export async function taken<T>({ definition }: CheckedSchedule, take: () => Promise<T>): Promise<T> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof ScheduleRefused)) throw error;
    throw /time ?zone/i.test(error.message)
      ? refused(`invalid timezone: ${definition.timezone}`)
      : refused(`invalid cron expression: ${error.message}`);
  }
}

function refused(text: string): ApiError {
  return new ApiError('badRequest', text);
}
