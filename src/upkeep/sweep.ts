import type { Logger } from 'pino';
import type { PauseOrder } from '../contract/control';
import { limits } from '../contract/limits';
import type { Store, TaskRow } from '../store';
import type { EngineView } from '../temporal';
import { endFromEngine, type EndTask } from './settle';

/** What the sweep asks of the engine. */
export interface SweptEngine {
  describe(taskId: string): Promise<EngineView | undefined>;
  cancel(taskId: string): Promise<boolean>;
  tellMessages(taskId: string, count: number): Promise<boolean>;
  signal(taskId: string, name: 'pause' | 'resume', order: PauseOrder): Promise<boolean>;
  terminate(taskId: string, reason: string): Promise<boolean>;
}

/** What the sweep works with. */
export interface SweepDeps {
  readonly store: Pick<Store, 'tasks' | 'upkeep' | 'control' | 'messages'>;
  readonly engine: SweptEngine;
  readonly endTask: EndTask;
  readonly log: Logger;
}

const gone = 'The engine no longer knows this task.';

/**
 * Compares the longest unchecked unfinished tasks with the engine and ends those that nobody else will end (design,
 * way of a task, 6). One round; a task that cannot be compared now is left for the next.
 */
export async function sweepOnce(deps: SweepDeps): Promise<void> {
  const rows = await deps.store.upkeep.unfinished(limits.sweepRows);
  const queue = [...rows];
  const lane = async () => {
    for (let row = queue.shift(); row; row = queue.shift()) {
      try {
        await compare(deps, row);
      } catch (error) {
        deps.log.warn({ err: error, task_id: row.task_id }, 'a task could not be compared with the engine');
      }
    }
  };
  await Promise.all(Array.from({ length: limits.sweepConcurrency }, lane));
  await deps.store.upkeep.checked(rows.map((row) => row.task_id));
}

async function compare(deps: SweepDeps, row: TaskRow): Promise<void> {
  const engine = await deps.engine.describe(row.task_id);
  if (!engine) return forget(deps, row);
  if (!row.confirmed_at) await deps.store.tasks.confirm(row.task_id);
  const end = endFromEngine(row, engine);
  if (end) {
    await deps.endTask(end);
    deps.log.info({ task_id: row.task_id, end: engine.end }, 'the sweep wrote the end of a task');
    return;
  }
  if (row.pause_sent !== row.pause_seq) await sendPause(deps, row);
  if (row.messages_told < row.message_count) await tellMessages(deps, row);
  if (row.cancel_requested_at && !engine.cancelRequested) await deps.engine.cancel(row.task_id);
  if (isCancelStuck(row, engine)) {
    await terminate(deps, row, 'cancelled; no worker took it');
    await deps.endTask({ taskId: row.task_id, isOver: true, status: 'TASK_STATUS_CANCELLED' });
  } else if (isOverdue(row, engine)) {
    await terminate(deps, row, 'over its own limit with no worker to end it');
    const sentence = `The task went over its limit of ${row.settings.timeoutSeconds} seconds.`;
    await deps.endTask({ taskId: row.task_id, isOver: true, status: 'TASK_STATUS_TIMEOUT', sentence });
  }
}

/** A pause or a resumption was noted, but whoever asked for it died before the workflow was told. */
async function sendPause({ engine, store, log }: SweepDeps, row: TaskRow): Promise<void> {
  const order = { seq: row.pause_seq, reason: row.pause_reason ?? '', by: row.paused_by ?? '' };
  await engine.signal(row.task_id, row.is_paused ? 'pause' : 'resume', order);
  await store.control.sent(row.task_id, row.pause_seq);
  log.info({ task_id: row.task_id }, 'the sweep told a workflow of a pause');
}

/** A message was kept, but its sender's process died before the workflow was told. */
async function tellMessages({ engine, store }: SweepDeps, row: TaskRow): Promise<void> {
  await engine.tellMessages(row.task_id, row.message_count);
  await store.messages.told(row.task_id, row.message_count);
}

/** The engine does not know it: a start that never came through goes; a task that was acknowledged has failed. */
async function forget(deps: SweepDeps, row: TaskRow): Promise<void> {
  if (row.confirmed_at) {
    await deps.endTask({ taskId: row.task_id, isOver: true, status: 'TASK_STATUS_FAILED', sentence: gone });
    deps.log.error({ task_id: row.task_id }, gone);
  } else if (await deps.store.tasks.discardUnconfirmed(row.task_id)) {
    deps.log.info({ task_id: row.task_id }, 'a submission that was never acknowledged was removed');
  }
}

async function terminate(deps: SweepDeps, row: TaskRow, reason: string): Promise<void> {
  await deps.engine.terminate(row.task_id, `Holdfast: ${reason}`);
  deps.log.info({ task_id: row.task_id, reason }, 'the sweep terminated a workflow');
}

/** A cancel whose workflow task has waited for seconds: no worker is there to take it. */
function isCancelStuck(row: TaskRow, engine: EngineView): boolean {
  const { waitingForWorkerSince: waiting, cancelRequested } = engine;
  if (!cancelRequested || !waiting) return false;
  const since = Math.max(waiting.getTime(), row.cancel_requested_at?.getTime() ?? 0);
  return Date.now() - since > limits.cancelGraceMs;
}

/**
 * Over its own limit by a minute: a worker that lived would have ended it. Never while it is paused; from its last
 * resumption, of which the engine may not show yet how long it had stood still, it has its limit once more.
 */
function isOverdue({ is_paused: isPaused, paused_at: turnedAt }: TaskRow, { live }: EngineView): boolean {
  if (isPaused || live?.state !== 'RUNNING') return false;
  const began = new Date(live.started_at).getTime() + (live.paused_ms ?? 0);
  const since = Math.max(began, turnedAt?.getTime() ?? 0);
  return Date.now() - since > live.timeout_seconds * 1_000 + limits.overdueMs;
}
