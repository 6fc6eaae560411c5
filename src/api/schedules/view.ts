import { timeoutSecondsOf, type ScheduleView } from '../../contract/schedules';
import { isSecondOfTwo, readCron } from '../../reasoning/schedules/cron';
import type { ScheduleRow } from '../../store';
import type { EngineSchedule } from '../../temporal';
import { readPauseNote } from './pause-note';

/** A schedule as it is answered: what the engine has of it, and how its runs have gone. */
export function scheduleView(row: ScheduleRow, engine: EngineSchedule): ScheduleView {
  const { definition } = engine.order;
  const pause = engine.isPaused ? readPauseNote(engine.note) : undefined;
  return {
    schedule_id: row.schedule_id,
    name: definition.name,
    description: definition.description,
    cron_expression: definition.cron,
    timezone: definition.timezone,
    task_query: definition.query,
    task_context: definition.context,
    max_budget_per_run_usd: definition.maxBudgetUsd ?? null,
    timeout_seconds: timeoutSecondsOf(definition),
    overlap_policy: definition.overlap,
    catchup_window_seconds: definition.catchupSeconds,
    status: engine.isPaused ? 'PAUSED' : 'ACTIVE',
    user_id: row.owner,
    created_at: row.created_at.toISOString(),
    updated_at: (engine.updatedAt ?? row.created_at).toISOString(),
    last_run_at: row.last_run_at?.toISOString() ?? null,
    next_run_at: nextRunOf(engine)?.toISOString() ?? null,
    paused_at: pause?.at ?? null,
    pause_reason: pause?.reason ?? null,
    total_runs: row.total_runs,
    successful_runs: row.successful_runs,
    failed_runs: row.failed_runs,
  };
}

/** When a schedule runs next; undefined while it is paused. */
export function nextRunOf({ isPaused, nextRuns, order }: EngineSchedule): Date | undefined {
  if (isPaused) return undefined;
  const { cron: text, timezone } = order.definition;
  const cron = readCron(text);
  // The engine tells of both hours when clocks are set back; the second is left out when it comes.
  return nextRuns.find((at) => typeof cron === 'string' || !isSecondOfTwo(cron, timezone, at));
}
