import { z } from 'zod';
import { JsonObject } from '../task';

/** What becomes of a firing while an earlier run has not ended: it is left out, or it runs beside it. */
export const OverlapPolicy = z.enum(['skip', 'allow'], {
  error: 'Invalid overlap_policy (allowed: skip, allow)',
});
export type OverlapPolicy = z.infer<typeof OverlapPolicy>;

/** What a schedule says, as its user wrote it; defaults of the run are left open. */
export const ScheduleDefinition = z.object({
  name: z.string(),
  description: z.string(),
  /** Five fields. */
  cron: z.string(),
  /** IANA name. */
  timezone: z.string(),
  query: z.string(),
  context: JsonObject,
  /** US dollars of one run at most; absent: no limit of its own. */
  maxBudgetUsd: z.number().optional(),
  /** Limit of one run; absent: what `context` says, else the house's default. */
  timeoutSeconds: z.int().optional(),
  overlap: OverlapPolicy,
  /** A firing that was missed is made up for within so long. */
  catchupSeconds: z.int(),
});
export type ScheduleDefinition = z.infer<typeof ScheduleDefinition>;

/** What the operator allows schedules. */
export interface ScheduleBounds {
  readonly mostPerUser: number;
  /** Between two runs. */
  readonly leastIntervalMinutes: number;
  /** Of one run. */
  readonly mostBudgetUsd: number;
}

/** What the engine starts a scheduled run with: the whole schedule, so that one write of the engine changes all of it. */
export const ScheduledRunOrder = z.object({
  scheduleId: z.string(),
  tenant: z.string(),
  owner: z.string(),
  /** The key that made the schedule. */
  keyId: z.string(),
  definition: ScheduleDefinition,
});
export type ScheduledRunOrder = z.infer<typeof ScheduledRunOrder>;

/** One firing of a schedule, as the workflow orders it. */
export interface SubmitRunInput extends ScheduledRunOrder {
  /** RFC 3339: the time for which it was due, whenever it was made. */
  readonly firedAt: string;
  /** Milliseconds that it waited for a worker. */
  readonly waitedMs: number;
}

/** What came of a firing. */
export type RunOutcome =
  /** A task of the run stands; `isRepeat`: an earlier try had made it. */
  | { readonly outcome: 'submitted'; readonly taskId: string; readonly isRepeat: boolean }
  | { readonly outcome: 'skipped'; readonly reason: string }
  /** The task was refused, with the sentence that its user reads. */
  | { readonly outcome: 'refused'; readonly reason: string };

/** The activities of scheduled runs by name. */
export interface ScheduleActivities {
  /** Submits the task of a firing, once however often it is called. */
  submitRun(input: SubmitRunInput): Promise<RunOutcome>;
  /** Notes that a firing could not be submitted within its time. */
  giveUpRun(input: SubmitRunInput): Promise<void>;
}
