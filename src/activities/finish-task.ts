import type { FinishInput } from '../contract/orders';
import type { StopReason } from '../contract/result';
import type { EndStatus } from '../contract/status';
import { limits } from '../contract/limits';
import { buildRecord, endEvents } from '../reasoning/record';
import { summarise } from '../reasoning/work-summary';
import { underLabels } from '../reasoning/finished-texts';
import { wholeText } from './begin-events';
import { taskEnded } from './ask';
import { clean } from './clean';
import { gatherTexts } from './compose';
import type { KeptStep } from '../store';
import type { ActivityDeps } from './deps';
import { persist } from './persist';

/**
 * Makes the verb that ends a task with an answer that is kept already: record and last events in one commit.
 * Safe to repeat; the first end stands. Returns the status that stands.
 */
export function createFinishTask(deps: ActivityDeps) {
  return async function finishTask(input: FinishInput): Promise<EndStatus | undefined> {
    const { taskId, agent, run, tell } = input;
    const row = await deps.store.tasks.get(taskId);
    if (!row) return undefined;
    if (row.status) return row.status;
    const [texts, steps] = await Promise.all([
      input.text === undefined ? gatherTexts(deps, taskId, input.uses) : [{ label: agent, text: input.text }],
      deps.store.steps.all(taskId),
    ]);
    if (texts.length === 0) throw taskEnded();
    const work = summarise(steps);
    const result = clean(underLabels(texts));
    const record = buildRecord(row, {
      status: 'TASK_STATUS_COMPLETED',
      stopReason: run.isCutByBudget ? 'budget' : cutOf(steps, input),
      result,
      error: '',
      calls: work.calls,
      interruptedCalls: 0,
      endedAt: new Date(),
      run: { ...work, mode: run.mode, metadata: run.metadata },
    });
    const events = [...tell, wholeText(agent, result), ...endEvents(record, agent, true)];
    const write = () => deps.store.tasks.end(taskId, record, events);
    const status = await persist(write, deps.log, limits.storeOutageMs);
    const fields = { task_id: taskId, trace_id: input.traceId, status, model: record.model_used };
    deps.log.info({ ...fields, tokens: record.usage.total_tokens }, 'task ended');
    return status;
  };
}

/** Whether the one text that is the answer was cut at a limit of its length, and at which. */
function cutOf(steps: readonly KeptStep[], { uses }: FinishInput): StopReason {
  const only = uses.length === 1 ? steps.find(({ step }) => step === uses[0]?.step) : undefined;
  return (only?.output?.['cut'] as StopReason | undefined) ?? 'completed';
}
