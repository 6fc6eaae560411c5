import type { EndTaskInput } from '../contract/activities';
import { agents } from '../contract/agents';
import type { StopReason } from '../contract/result';
import { isWithheld, type TakenEnd } from '../contract/withheld';
import { buildRecord, endEvents } from '../reasoning/record';
import { finishedTexts, underLabels } from '../reasoning/finished-texts';
import { partialReport } from '../reasoning/research/report';
import { summarise, type DoneStep } from '../reasoning/work-summary';
import type { JsonObject } from '../contract/task';
import type { Models } from '../providers/models/port';
import type { KeptStep, PartialAnswer, Store, TaskRow } from '../store';
import type { Log } from './deps';
import { isAnswer, unpaidAnswers } from './answer-attempts';
import { toModelCall } from './model-call';

/** What ending a task needs: the store, and a tokenizer for what no provider counted. */
export interface EndTaskDeps {
  readonly store: Pick<Store, 'tasks' | 'events' | 'steps' | 'control'>;
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
  return async function endTask(input: EndTaskInput): Promise<TakenEnd> {
    const row = await store.tasks.get(input.taskId);
    if (!row) return undefined;
    if (row.status) return row.status;
    if (input.isOver) await store.control.release(input.taskId);
    const [partial, steps] = await Promise.all([
      store.events.partial(input.taskId),
      store.steps.all(input.taskId),
    ]);
    const streamed = steps.filter(isAnswer);
    const unpaid = unpaidAnswers(partial, steps);
    const texts = finishedTexts(steps);
    const stopped =
      partial && unpaid > 0
        ? [
            stoppedStep(
              row,
              partial,
              texts.map(({ text }) => text),
              streamed,
              models,
            ),
          ]
        : [];
    const work = summarise([...steps, ...stopped]);
    const { status: asked, sentence } = input.isOver ? overAs(row, input) : input;
    const record = buildRecord(row, {
      status: asked,
      stopReason: stopReasons[asked],
      result: partial?.text ?? writtenIn(row, steps),
      error: sentence ?? row.cancel_reason ?? '',
      calls: work.calls,
      interruptedCalls: Math.max(0, unpaid - 1) + work.brokenOff,
      endedAt: input.endedAt === undefined ? new Date() : new Date(input.endedAt),
      endedAtIsTruth: input.endedAt !== undefined,
      ...(hasSteps(row) && { run: { ...work, mode: row.mode, metadata: reasonOf(row) } }),
    });
    const agent = hasSteps(row) ? agents.orchestrator : agents.simple;
    const status = await store.tasks.end(input.taskId, record, [
      ...(input.tell ?? []),
      ...endEvents(record, agent),
    ]);
    if (isWithheld(status)) return status;
    log.info({ task_id: input.taskId, status, reason: record.error.slice(0, 200) }, 'task ended');
    return status;
  };
}

/** Of a workflow that is over nobody takes a cancel any more: what was to be cancelled is. */
function overAs(row: TaskRow, input: EndTaskInput): Pick<EndTaskInput, 'status' | 'sentence'> {
  return row.cancel_requested_at ? { status: 'TASK_STATUS_CANCELLED' } : input;
}

/** What a task of several calls had written when it was stopped. */
function writtenIn({ settings }: TaskRow, steps: readonly KeptStep[]): string {
  if (!settings.research) return underLabels(finishedTexts(steps));
  return partialReport(steps, { isJson: settings.responseFormat !== undefined });
}

/** Whether a task may take more than one call, so that its record tells of agents. */
function hasSteps({ mode }: TaskRow): boolean {
  return mode !== 'EXECUTION_MODE_SIMPLE';
}

function reasonOf({ settings }: TaskRow): JsonObject {
  return settings.modeReason === undefined ? {} : { mode_reason: settings.modeReason };
}

/**
 * The call that was stopped while it wrote the answer: no provider told what it counted, so a tokenizer does, and it is
 * said. Its prompt is counted from the query and the texts of the agents: a lower bound, for instructions and earlier
 * turns of the session come on top.
 */
function stoppedStep(
  row: TaskRow,
  partial: PartialAnswer,
  texts: readonly string[],
  streamed: readonly KeptStep[],
  models: EndTaskDeps['models'],
): DoneStep {
  const usage = {
    inputTokens: models.countTokens([row.query, ...texts].join('\n')),
    outputTokens: models.countTokens(partial.text),
    source: 'estimated' as const,
  };
  const call = toModelCall({ ...partial, usage, price: models.price(partial, usage) });
  return { kind: 'model', agent: streamed[0]?.agent ?? agents.simple, calls: [call], output: null };
}
