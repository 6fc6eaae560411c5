import { LRUCache } from 'lru-cache';
import { ApiError } from '../contract/errors';
import { isEnded, type EndStatus } from '../contract/status';
import { idPattern, type TaskView } from '../contract/task';
import type { Caller, TaskRow } from '../store';
import type { EngineView } from '../temporal';
import type { ApiDeps } from './deps';
import { SharedReads } from './shared-reads';
import { endedView, liveView } from './view';

/** Reads the status of a task for a caller, as the JSON text that is answered. */
export type ReadStatus = (caller: Caller, taskId: string) => Promise<string>;

/** Characters of ended tasks' statuses that a process remembers. */
const rememberedCharacters = 32_000_000;

type StatusDeps = Pick<ApiDeps, 'store' | 'engine' | 'settle'>;

/**
 * Makes the reader of statuses (design, way of a task, 4): an ended task is one read of the store, a live one its row
 * and one Describe call, side by side. An ended task changes no more, so its answer is remembered until it is
 * deleted anywhere. It throws `ApiError` 400 or 404, and the store's or engine's error as it is.
 */
export function createReadStatus(deps: StatusDeps): ReadStatus {
  const rows = new SharedReads((taskId) => deps.store.tasks.get(taskId));
  const descriptions = new SharedReads((taskId) => deps.engine.describe(taskId));
  // A hint, not a truth: tasks seen alive here are described while their row is read, others only if they live.
  const seenAlive = new LRUCache<string, true>({ max: 10_000 });
  const ended = rememberEnded(deps.store);
  return async (caller, taskId) => {
    if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
    const remembered = ended.get(caller, taskId);
    if (remembered !== undefined) return remembered;
    const early = seenAlive.has(taskId) ? quietly(descriptions.ask(taskId)) : undefined;
    const keep = ended.keeper();
    const row = ownRow(caller, await rows.ask(taskId));
    if (hasEnded(row)) {
      seenAlive.delete(taskId);
      return keep(row, JSON.stringify(endedView(row)));
    }
    const engine = await (early ?? descriptions.ask(taskId));
    if (engine && !engine.end) {
      seenAlive.set(taskId, true);
      return JSON.stringify(liveView(row, engine));
    }
    return JSON.stringify(await readAgain(deps, caller, row, engine));
  };
}

interface EndedStatuses {
  get(caller: Caller, taskId: string): string | undefined;
  /** To be taken before the row is read: what is read before a deletion was told of is not kept after it. */
  keeper(): (row: TaskRow, status: string) => string;
}

function rememberEnded({ wakeups }: StatusDeps['store']): EndedStatuses {
  const kept = new LRUCache<string, { readonly tenant: string; readonly status: string }>({
    maxSize: rememberedCharacters,
    sizeCalculation: ({ status }) => status.length,
  });
  let deletions = 0;
  wakeups.onTaskGone((taskId) => {
    deletions += 1;
    if (taskId === undefined) kept.clear();
    else kept.delete(taskId);
  });
  return {
    get(caller, taskId) {
      const found = kept.get(taskId);
      return found?.tenant === caller.tenant ? found.status : undefined;
    },
    keeper() {
      const before = deletions;
      return ({ task_id, tenant }, status) => {
        if (deletions === before && wakeups.isListening) kept.set(task_id, { tenant, status });
        return status;
      };
    },
  };
}

/** The row of a caller's own task; 404 for one that is not there or another tenant's. */
export function ownRow(caller: Caller, row: TaskRow | undefined): TaskRow {
  if (!row || row.tenant !== caller.tenant) throw new ApiError('taskNotFound');
  return row;
}

/** Whether a row has its record. */
export function hasEnded<Row extends Pick<TaskRow, 'status'>>(row: Row): row is Row & { status: EndStatus } {
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
