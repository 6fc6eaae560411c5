import type { EndTaskInput } from '../contract/activities';
import type { ModelCall, StopReason } from '../contract/result';
import type { EndStatus } from '../contract/status';
import { buildRecord, endEvents } from '../reasoning/record';
import type { Models } from '../providers/models/port';
import type { PartialAnswer, Store, TaskRow } from '../store';
import type { Log } from './deps';
import { toModelCall } from './model-call';

/** What ending a task needs: the store, and a tokenizer for what no provider counted. */
export interface EndTaskDeps {
  readonly store: Pick<Store, 'tasks' | 'events' | 'steps'>;
  readonly models: Pick<Models, 'countTokens' | 'price'>;
  readonly log: Log;
}

const stopReasons: Record<EndTaskInput['status'], StopReason> = {
  TASK_STATUS_FAILED: 'error',
  TASK_STATUS_CANCELLED: 'cancelled',
  TASK_STATUS_TIMEOUT: 'timeout',
};

/**
 * Makes the verb that ends a task which did not end with an answer: the text that was written is kept, what was
 * paid is summed up, record and last events go in one commit. Safe to repeat; the first end stands. Returns the
 * status that stands, undefined for a task that is not there. Throws the store's error.
 */
export function createEndTask({ store, models, log }: EndTaskDeps) {
  return async function endTask(input: EndTaskInput): Promise<EndStatus | undefined> {
    const row = await store.tasks.get(input.taskId);
    if (!row) return undefined;
    if (row.status) return row.status;
    const [partial, paid] = await Promise.all([
      store.events.partial(input.taskId),
      store.steps.calls(input.taskId),
    ]);
    const unpaid = Math.max(0, (partial?.attempts ?? 0) - paid.calls.length);
    const record = buildRecord(row, {
      status: input.status,
      stopReason: stopReasons[input.status],
      result: partial?.text ?? '',
      error: input.sentence ?? row.cancel_reason ?? '',
      calls: [...paid.calls, ...(partial && unpaid > 0 ? [estimatedCall(row, partial, models)] : [])],
      interruptedCalls: Math.max(0, unpaid - 1),
      endedAt: input.endedAt === undefined ? new Date() : new Date(input.endedAt),
      endedAtIsTruth: input.endedAt !== undefined,
    });
    const status = await store.tasks.end(input.taskId, record, endEvents(record));
    log.info({ task_id: input.taskId, status, reason: record.error.slice(0, 200) }, 'task ended');
    return status;
  };
}

/** The call that was stopped while it wrote: no provider told what it counted, so a tokenizer does, and it is said. */
function estimatedCall(row: TaskRow, partial: PartialAnswer, models: EndTaskDeps['models']): ModelCall {
  const usage = {
    inputTokens: models.countTokens(row.query),
    outputTokens: models.countTokens(partial.text),
    source: 'estimated' as const,
  };
  return toModelCall({ ...partial, usage, price: models.price(partial, usage) });
}
