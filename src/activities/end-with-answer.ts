import type { CallModelInput, CallModelResult } from '../contract/activities';
import { limits } from '../contract/limits';
import type { NewEvent } from '../contract/events';
import type { ModelCall, StopReason } from '../contract/result';
import { isWithheld } from '../contract/withheld';
import type { JsonObject } from '../contract/task';
import { buildRecord, endEvents, type Outcome } from '../reasoning/record';
import { sumUsage } from '../reasoning/usage';
import { summarise } from '../reasoning/work-summary';
import type { TaskRow } from '../store';
import { thresholdEvents } from './budget-events';
import { agentOf } from './compose';
import type { ActivityDeps } from './deps';
import { persist } from './persist';

/** An answer that ends its task, as it is kept where the task is paused. */
export interface Answer {
  readonly text: string;
  readonly stopReason: StopReason;
  readonly isFiltered: boolean;
  /** Attempts at it that broke off after the reader had seen text of them. */
  readonly brokenOff: number;
}

/** What the end of a task with its answer is made from. */
export interface AnswerEnd {
  readonly input: CallModelInput;
  readonly row: TaskRow;
  readonly answer: Answer;
  /** All calls that the task has paid for, that of the answer last. */
  readonly calls: readonly ModelCall[];
  /** What the log does not have of the text yet. */
  readonly rest: readonly NewEvent[];
  /** Which attempt of its step gave the answer; undefined for one that is kept already, with its call. */
  readonly attempt?: number;
}

/**
 * Ends a task with its answer: the rest of the text, the last events and the record in one commit. Where the task is
 * paused the answer is kept as the step's output instead, to end the task when the call is made again.
 */
export async function endWithAnswer(deps: ActivityDeps, end: AnswerEnd): Promise<CallModelResult> {
  const { input, row, answer, calls, rest } = end;
  const run = input.compose && (await runOf(deps, input, input.compose, calls));
  const record = buildRecord(row, {
    status: 'TASK_STATUS_COMPLETED',
    stopReason: answer.stopReason,
    result: answer.text,
    error: '',
    calls,
    interruptedCalls: answer.brokenOff + (run?.brokenOff ?? 0),
    endedAt: new Date(),
    ...(answer.isFiltered && { isFiltered: true }),
    ...(run && { run }),
  });
  const { total_tokens: tokens, estimated_cost: usd } = record.usage;
  const own = input.compose && calls.at(-1);
  const last = [
    ...rest,
    ...thresholdEvents(row, { tokens, usd }),
    ...endEvents(record, agentOf(input), { own }),
  ];
  const write = () => deps.store.tasks.end(input.taskId, record, last);
  const status = await persist(write, deps.log, limits.storeOutageMs);
  if (isWithheld(status)) return withhold(deps, end, status.withheld);
  const fields = { task_id: input.taskId, trace_id: input.traceId, status, model: record.model_used };
  deps.log.info({ ...fields, tokens: record.usage.total_tokens }, 'task ended');
  return { kind: 'ended', status };
}

/** The answer of an earlier call whose end was withheld; undefined where the step has none. */
export function withheldAnswer(output: JsonObject): Answer | undefined {
  return output['withheld'] as Answer | undefined;
}

/** Ends a task with an answer that was withheld. */
export async function endWithheld(
  deps: ActivityDeps,
  input: CallModelInput,
  row: TaskRow,
  answer: Answer,
): Promise<CallModelResult> {
  const steps = await deps.store.steps.all(input.taskId);
  const others = summarise(steps.filter(({ step }) => step !== input.step));
  const own = steps.find(({ step }) => step === input.step)?.calls ?? [];
  return endWithAnswer(deps, { input, row, answer, calls: [...others.calls, ...own], rest: [] });
}

async function withhold(
  deps: ActivityDeps,
  { input, answer, calls, rest, attempt }: AnswerEnd,
  withheld: number,
): Promise<CallModelResult> {
  const own = calls.slice(-1);
  const { model, provider } = own[0] ?? { model: '', provider: '' };
  const output = { withheld: answer } as unknown as JsonObject;
  const { taskId, step } = input;
  if (attempt !== undefined) {
    const keep = deps.store.steps.createFinish(taskId, step, { output, calls: own, events: rest, attempt });
    await persist(keep, deps.log, limits.storeOutageMs);
  }
  deps.log.info({ task_id: taskId, trace_id: input.traceId, step }, 'an answer waits for the task to go on');
  return { kind: 'withheld', withheld, model, provider, usage: sumUsage(own) };
}

/** What ran, with the call that wrote the answer, which is not among the steps yet. */
async function runOf(
  deps: ActivityDeps,
  { taskId, step }: CallModelInput,
  { agent, run }: NonNullable<CallModelInput['compose']>,
  calls: readonly ModelCall[],
): Promise<NonNullable<Outcome['run']>> {
  const steps = await persist(() => deps.store.steps.all(taskId), deps.log, limits.storeOutageMs);
  const others = steps.filter((other) => other.step !== step);
  const own = { kind: 'model' as const, agent, calls: calls.slice(-1), output: null };
  return { ...summarise([...others, own]), mode: run.mode, metadata: run.metadata };
}
