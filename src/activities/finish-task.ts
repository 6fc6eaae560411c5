import type { FinishInput } from '../contract/orders';
import type { StopReason } from '../contract/result';
import type { TakenEnd } from '../contract/withheld';
import type { Outcome } from '../reasoning/record';
import { underLabels } from '../reasoning/finished-texts';
import { taskEnded } from './ask';
import { boundedAnswerProblem } from './bounded-check';
import { clean } from './clean';
import { gatherTexts } from './compose';
import { endWithText } from './end-with-text';
import type { KeptStep, TaskRow } from '../store';
import type { ActivityDeps } from './deps';
import { startHeartbeat } from './heartbeat';

/**
 * Makes the verb that ends a task with an answer that is kept already: record and last events in one commit. A text
 * that lacks the form which the client asked for ends it as FAILED, with the reason, and stays its result.
 * Safe to repeat; the first end stands. Returns the status that stands.
 */
export function createFinishTask(deps: ActivityDeps) {
  return async function finishTask(input: FinishInput): Promise<TakenEnd> {
    const heartbeat = startHeartbeat();
    try {
      return await finish(deps, input);
    } finally {
      heartbeat.stop();
    }
  };
}

async function finish(deps: ActivityDeps, input: FinishInput): Promise<TakenEnd> {
  const { taskId, agent, run, tell } = input;
  const row = await deps.store.tasks.get(taskId);
  if (!row) return undefined;
  if (row.status) return row.status;
  const [texts, steps] = await Promise.all([
    input.text === undefined ? gatherTexts(deps, taskId, input.uses) : [{ label: agent, text: input.text }],
    deps.store.steps.all(taskId),
  ]);
  if (texts.length === 0) throw taskEnded();
  const result = clean(underLabels(texts));
  const outcome = outcomeOf(row, result, run.isCutByBudget ? 'budget' : cutOf(steps, input));
  return endWithText(deps, input, { row, steps, agent, run, tell, outcome });
}

/** How a text ends its task: as its answer, or, where it lacks the form that was asked for, as what there was of it. */
export function outcomeOf(
  { settings }: TaskRow,
  result: string,
  stopReason: StopReason,
): Pick<Outcome, 'status' | 'stopReason' | 'result' | 'error'> {
  const problem = settings.responseFormat && boundedAnswerProblem(result, settings.responseFormat);
  if (problem === undefined) return { status: 'TASK_STATUS_COMPLETED', stopReason, result, error: '' };
  const why = stopReason === 'budget' ? 'The budget of the task ended before' : 'The task ended before';
  const error = `${why} there was an answer of the form that was asked for. ${problem}`;
  return { status: 'TASK_STATUS_FAILED', stopReason: 'error', result, error };
}

/** Whether the one text that is the answer was cut at a limit of its length, and at which. */
function cutOf(steps: readonly KeptStep[], { uses }: FinishInput): StopReason {
  const only = uses.length === 1 ? steps.find(({ step }) => step === uses[0]?.step) : undefined;
  return (only?.output?.['cut'] as StopReason | undefined) ?? 'completed';
}
