import type { FinishInput } from '../contract/orders';
import type { EndStatus } from '../contract/status';
import { limits } from '../contract/limits';
import { buildRecord, endEvents } from '../reasoning/record';
import { summarise } from '../reasoning/work-summary';
import { wholeText } from './begin-events';
import { clean, taskEnded } from './ask';
import { gatherTexts } from './compose';
import type { ActivityDeps } from './deps';
import { persist } from './persist';

/**
 * Makes the verb that ends a task with an answer that is kept already: record and last events in one commit.
 * Safe to repeat; the first end stands. Returns the status that stands.
 */
export function createFinishTask(deps: ActivityDeps) {
  return async function finishTask(input: FinishInput): Promise<EndStatus | undefined> {
    const { taskId, agent, run } = input;
    const row = await deps.store.tasks.get(taskId);
    if (!row) return undefined;
    if (row.status) return row.status;
    const [texts, steps] = await Promise.all([
      gatherTexts(deps, taskId, input.uses),
      deps.store.steps.all(taskId),
    ]);
    if (texts.length === 0) throw taskEnded();
    const work = summarise(steps);
    const result = clean(texts.length === 1 ? (texts[0]?.text ?? '') : underLabels(texts));
    const record = buildRecord(row, {
      status: 'TASK_STATUS_COMPLETED',
      stopReason: run.isCutByBudget ? 'budget' : 'completed',
      result,
      error: '',
      calls: work.calls,
      interruptedCalls: 0,
      endedAt: new Date(),
      run: { ...work, mode: run.mode, metadata: run.metadata },
    });
    const events = [wholeText(agent, result), ...endEvents(record, agent, true)];
    const write = () => deps.store.tasks.end(taskId, record, events);
    const status = await persist(write, deps.log, limits.storeOutageMs);
    const fields = { task_id: taskId, trace_id: input.traceId, status, model: record.model_used };
    deps.log.info({ ...fields, tokens: record.usage.total_tokens }, 'task ended');
    return status;
  };
}

/** Several results as one text, where the budget leaves no call to join them. */
function underLabels(texts: readonly { readonly label: string; readonly text: string }[]): string {
  return texts.map(({ label, text }) => `## ${label}\n\n${text}`).join('\n\n');
}
