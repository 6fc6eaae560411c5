import type { Request } from 'express';
import { limits } from '../../contract/limits';
import type { ScheduleRun, ScheduleRunList } from '../../contract/schedules';
import type { TaskStatus } from '../../contract/status';
import type { TaskView } from '../../contract/task';
import type { Caller, RunRow, TaskRow } from '../../store';
import { inBatches } from '../batches';
import type { ApiDeps } from '../deps';
import { readNumberedPage } from '../paging';
import { hasEnded } from '../status';
import { endedView, liveView } from '../view';
import { ownSchedule } from './own';

type RunDeps = Pick<ApiDeps, 'store' | 'schedules' | 'engine'>;

/**
 * `GET /api/v1/schedules/{id}/runs`, newest first, the live ones as the engine shows them. Throws `ApiError` 404, or
 * 400 for a bad page, else the store's or the engine's error.
 */
export async function listRuns(deps: RunDeps, caller: Caller, request: Request): Promise<ScheduleRunList> {
  const { page, pageSize } = readNumberedPage(request, 20);
  const { row } = await ownSchedule(deps, caller, request);
  const { rows, total } = await deps.store.scheduleRuns.list(row.schedule_id, {
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  const runs = await inBatches(rows, limits.sweepConcurrency, (run) => runView(deps, run));
  return { runs, total_count: total, page, page_size: pageSize };
}

async function runView(deps: RunDeps, run: RunRow): Promise<ScheduleRun> {
  const triggered = { workflow_id: run.task_id, triggered_at: run.triggered_at.toISOString() };
  if (!run.task) return { ...untold, ...triggered, ...withoutTask(run) };
  const view = await taskView(deps, run.task);
  const { started_at: startedAt, ended_at: endedAt } = run.task;
  return {
    ...triggered,
    query: view.query,
    status: raw(view.status),
    result: view.result || null,
    error_message: view.error || null,
    model_used: view.model_used || null,
    provider: view.provider || null,
    total_tokens: view.usage.total_tokens,
    total_cost_usd: view.usage.estimated_cost,
    duration_ms: startedAt && endedAt && Math.max(0, endedAt.getTime() - startedAt.getTime()),
    started_at: startedAt?.toISOString() ?? null,
    completed_at: endedAt?.toISOString() ?? null,
  };
}

async function taskView({ engine }: RunDeps, task: TaskRow): Promise<TaskView> {
  return hasEnded(task) ? endedView(task) : liveView(task, await engine.describe(task.task_id));
}

/** A run whose task was refused, was deleted since, or is on its way. */
function withoutTask({ refusal, kept_status: kept }: RunRow): Pick<ScheduleRun, 'status' | 'error_message'> {
  if (refusal !== null) return { status: 'FAILED', error_message: refusal };
  return { status: kept === null ? 'UNKNOWN' : raw(kept), error_message: null };
}

const untold = {
  query: '',
  result: null,
  model_used: null,
  provider: null,
  total_tokens: 0,
  total_cost_usd: 0,
  duration_ms: null,
  started_at: null,
  completed_at: null,
} as const satisfies Partial<ScheduleRun>;

const rawStatus = {
  TASK_STATUS_UNSPECIFIED: 'UNKNOWN',
  TASK_STATUS_QUEUED: 'QUEUED',
  TASK_STATUS_RUNNING: 'RUNNING',
  TASK_STATUS_PAUSED: 'PAUSED',
  TASK_STATUS_COMPLETED: 'COMPLETED',
  TASK_STATUS_FAILED: 'FAILED',
  TASK_STATUS_CANCELLED: 'CANCELLED',
  TASK_STATUS_TIMEOUT: 'TIMEOUT',
} as const satisfies Record<TaskStatus, ScheduleRun['status']>;

function raw(status: TaskStatus): ScheduleRun['status'] {
  return rawStatus[status];
}
