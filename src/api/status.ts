import { LRUCache } from 'lru-cache';
import { ApiError } from '../contract/errors';
import { isEnded, type EndStatus } from '../contract/status';
import { idPattern, type TaskView } from '../contract/task';
import type { Caller, TaskRow } from '../store';
import type { EngineView } from '../temporal';
import type { ApiDeps } from './deps';
import { endedView, liveView } from './view';

/** Reads the status of a task for a caller. */
export type ReadStatus = (caller: Caller, taskId: string) => Promise<TaskView>;

type StatusDeps = Pick<ApiDeps, 'store' | 'engine' | 'settle'>;

/**
 * Makes the reader of statuses (design, way of a task, 4): an ended task is one read of the store, a live one its row
 * and one Describe call, side by side. It throws `ApiError` 400 or 404, and the store's or engine's error as it is.
 */
export function createReadStatus(deps: StatusDeps): ReadStatus {
  // A hint, not a truth: tasks seen alive here are described while their row is read, others only if they live.
  const seenAlive = new LRUCache<string, true>({ max: 10_000 });
  return async (caller, taskId) => {
    if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
    const early = seenAlive.has(taskId) ? quietly(deps.engine.describe(taskId)) : undefined;
    const row = ownRow(caller, await deps.store.tasks.get(taskId));
    if (hasEnded(row)) {
      seenAlive.delete(taskId);
      return endedView(row);
    }
    const engine = await (early ?? deps.engine.describe(taskId));
    if (engine && !engine.end) {
      seenAlive.set(taskId, true);
      return liveView(row, engine);
    }
    return readAgain(deps, caller, row, engine);
  };
}

/** The row of a caller's own task; 404 for one that is not there or another tenant's. */
export function ownRow(caller: Caller, row: TaskRow | undefined): TaskRow {
  if (!row || row.tenant !== caller.tenant) throw new ApiError('taskNotFound');
  return row;
}

/** Whether a row has its record. */
export function hasEnded(row: TaskRow): row is TaskRow & { status: EndStatus } {
  return row.status !== null && isEnded(row.status);
}

/** The engine has closed the task, or does not know it: the record came meanwhile, or is to be written now. */
async function readAgain(
  deps: StatusDeps,
  caller: Caller,
  seen: TaskRow,
  engine: EngineView | undefined,
): Promise<TaskView> {
  const row = ownRow(caller, await deps.store.tasks.get(seen.task_id));
  if (hasEnded(row)) return endedView(row);
  if (!engine) {
    // Never acknowledged: the start is under way, or died with its process and goes with the sweep.
    if (!row.confirmed_at) throw new ApiError('taskNotFound');
    return liveView(row, undefined);
  }
  const settled = ownRow(caller, await deps.settle(row, engine));
  return hasEnded(settled) ? endedView(settled) : liveView(settled, undefined);
}

/** Lets a promise that may never be awaited fail without ending the process; who awaits it still hears of it. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
