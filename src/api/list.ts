import type { Request } from 'express';
import { ApiError } from '../contract/errors';
import { limits } from '../contract/limits';
import { parseStatusFilter, type TaskStatus } from '../contract/status';
import { idPattern, type TaskList } from '../contract/task';
import type { Caller, TaskFilter, TaskRow } from '../store';
import type { ApiDeps } from './deps';
import { readPage } from './paging';
import { inBatches } from './batches';
import { hasEnded } from './status';
import { listItem, liveStatus } from './view';

/**
 * `GET /api/v1/tasks`: rows, with the live ones of the page corrected by Describe; a filter by status drops those
 * that have left it since. Throws `ApiError` 400 for bad parameters, else the store's error.
 */
export async function listTasks(
  deps: Pick<ApiDeps, 'store' | 'engine' | 'log'>,
  caller: Caller,
  request: Request,
): Promise<TaskList> {
  const filter = readFilter(caller, request);
  const { rows, total } = await deps.store.tasks.list(filter);
  const items = await inBatches(rows, limits.sweepConcurrency, async (row) => {
    const status = await statusNow(deps, row);
    return filter.status === undefined || filter.status === status ? listItem(row, status) : undefined;
  });
  return { tasks: items.filter((item) => item !== undefined), total_count: total };
}

function readFilter(caller: Caller, request: Request): TaskFilter {
  const { session_id: sessionId, status } = request.query;
  if (sessionId !== undefined && (typeof sessionId !== 'string' || !idPattern.test(sessionId))) {
    throw new ApiError('invalidSessionId');
  }
  const wanted = typeof status === 'string' ? parseStatusFilter(status) : undefined;
  if (status !== undefined && wanted === undefined) throw new ApiError('invalidStatus');
  return {
    tenant: caller.tenant,
    ...readPage(request, 20, 100),
    ...(sessionId !== undefined && { sessionId }),
    ...(wanted && { status: wanted }),
  };
}

/** The state of a task of a list: a live one's as the engine has it now, or as the store has it where that does not answer. */
export async function statusNow(
  deps: Pick<ApiDeps, 'engine' | 'log'>,
  row: Pick<TaskRow, 'task_id' | 'status' | 'started_at' | 'is_paused'>,
): Promise<TaskStatus> {
  if (hasEnded(row)) return row.status;
  const stored = storedStatus(row);
  try {
    const engine = await deps.engine.describe(row.task_id);
    // An end without a record is told by the sweep within seconds; a list does not write it.
    return engine && !engine.end ? liveStatus(row, engine) : stored;
  } catch (error) {
    deps.log.warn({ err: error, task_id: row.task_id }, 'a live task of a list could not be described');
    return stored;
  }
}

function storedStatus({
  started_at: startedAt,
  is_paused: isPaused,
}: Pick<TaskRow, 'started_at' | 'is_paused'>): TaskStatus {
  if (isPaused) return 'TASK_STATUS_PAUSED';
  return startedAt ? 'TASK_STATUS_RUNNING' : 'TASK_STATUS_QUEUED';
}
