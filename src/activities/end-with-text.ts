import { limits } from '../contract/limits';
import type { NewEvent } from '../contract/events';
import type { RunSummary, TaskIdentity } from '../contract/orders';
import { agents } from '../contract/agents';
import { buildRecord, endEvents, type Outcome } from '../reasoning/record';
import { summarise } from '../reasoning/work-summary';
import type { TakenEnd } from '../contract/withheld';
import type { KeptStep, TaskRow } from '../store';
import { unpaidAnswers } from './answer-attempts';
import { wholeText } from './begin-events';
import type { ActivityDeps } from './deps';
import { persist } from './persist';

/** An end with a text that is there already. */
export interface TextEnd {
  readonly row: TaskRow;
  readonly steps: readonly KeptStep[];
  readonly agent: string;
  readonly run: RunSummary;
  readonly tell: readonly NewEvent[];
  readonly outcome: Pick<Outcome, 'status' | 'stopReason' | 'result' | 'error'>;
}

/** Ends a task with a text: record and last events in one commit. Returns the status that stands. */
export async function endWithText(
  deps: ActivityDeps,
  { taskId, traceId }: Pick<TaskIdentity, 'taskId' | 'traceId'>,
  { row, steps, agent, run, tell, outcome }: TextEnd,
): Promise<TakenEnd> {
  const written = await deps.store.events.partial(taskId);
  const work = summarise(steps);
  const record = buildRecord(row, {
    ...outcome,
    calls: work.calls,
    interruptedCalls: work.brokenOff + unpaidAnswers(written, steps),
    endedAt: new Date(),
    run: { ...work, mode: run.mode, metadata: run.metadata },
  });
  const last =
    record.error === ''
      ? [wholeText(agent, record.result), ...endEvents(record, agent, { hasTold: true })]
      : endEvents(record, agents.orchestrator);
  const write = () => deps.store.tasks.end(taskId, record, [...tell, ...last]);
  const status = await persist(write, deps.log, limits.storeOutageMs);
  const fields = { task_id: taskId, trace_id: traceId, status, model: record.model_used };
  deps.log.info({ ...fields, tokens: record.usage.total_tokens }, 'task ended');
  return status;
}
