import { z } from 'zod';
import { JsonObject } from '../task';
import { OverlapPolicy } from './order';

const timestamp = z.iso.datetime().describe('RFC 3339, UTC');

/** Whether a schedule fires. */
export const ScheduleStatus = z.enum(['ACTIVE', 'PAUSED']);
export type ScheduleStatus = z.infer<typeof ScheduleStatus>;

/** `GET /api/v1/schedules/{id}`. */
export const ScheduleView = z
  .strictObject({
    schedule_id: z.string(),
    name: z.string(),
    description: z.string(),
    cron_expression: z.string(),
    timezone: z.string(),
    task_query: z.string(),
    task_context: JsonObject,
    max_budget_per_run_usd: z.number().nullable(),
    timeout_seconds: z.int(),
    overlap_policy: OverlapPolicy,
    catchup_window_seconds: z.int(),
    status: ScheduleStatus,
    user_id: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
    last_run_at: timestamp.nullable(),
    next_run_at: timestamp.nullable().describe('null while it is paused'),
    paused_at: timestamp.nullable().describe('null also where it was paused in the engine itself'),
    pause_reason: z.string().nullable(),
    total_runs: z.int(),
    successful_runs: z.int().describe('COMPLETED'),
    failed_runs: z.int().describe('FAILED, TIMEOUT, or refused at submission'),
  })
  .meta({ id: 'Schedule' });
export type ScheduleView = z.infer<typeof ScheduleView>;

const paging = {
  total_count: z.int().describe('all matches, not the page'),
  page: z.int(),
  page_size: z.int(),
};

/** `GET /api/v1/schedules`, newest first. */
export const ScheduleList = z
  .strictObject({ schedules: z.array(ScheduleView), ...paging })
  .meta({ id: 'ScheduleList' });
export type ScheduleList = z.infer<typeof ScheduleList>;

/** Answer of a schedule that was made. */
export const ScheduleCreated = z
  .strictObject({ schedule_id: z.string(), message: z.string(), next_run_at: timestamp.nullable() })
  .meta({ id: 'ScheduleCreated' });
export type ScheduleCreated = z.infer<typeof ScheduleCreated>;

/** Answer of a schedule that was changed, paused, resumed or deleted; the next run where there is one. */
export const ScheduleChanged = z
  .strictObject({
    success: z.literal(true),
    message: z.string(),
    next_run_at: timestamp.nullable().optional(),
  })
  .meta({ id: 'ScheduleChanged' });
export type ScheduleChanged = z.infer<typeof ScheduleChanged>;

/** One run of a schedule: a task, or why there is none. */
export const ScheduleRun = z
  .strictObject({
    workflow_id: z.string().describe('the task id'),
    query: z.string(),
    status: z
      .enum(['QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED', 'TIMEOUT', 'UNKNOWN'])
      .describe('UNKNOWN while the task is on its way'),
    result: z.string().nullable(),
    error_message: z.string().nullable(),
    model_used: z.string().nullable(),
    provider: z.string().nullable(),
    total_tokens: z.int(),
    total_cost_usd: z.number(),
    duration_ms: z.int().nullable(),
    triggered_at: timestamp.describe('the time for which the run was due'),
    started_at: timestamp.nullable(),
    completed_at: timestamp.nullable(),
  })
  .meta({ id: 'ScheduleRun' });
export type ScheduleRun = z.infer<typeof ScheduleRun>;

/** `GET /api/v1/schedules/{id}/runs`, newest first. */
export const ScheduleRunList = z
  .strictObject({ runs: z.array(ScheduleRun), ...paging })
  .meta({ id: 'ScheduleRunList' });
export type ScheduleRunList = z.infer<typeof ScheduleRunList>;
