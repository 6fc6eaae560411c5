import { activityInfo, ApplicationFailure, cancellationSignal, Context } from '@temporalio/activity';
import { limits } from '../contract/limits';
import type { TaskIdentity } from '../contract/orders';
import type { ToolFacts, ToolOutcome } from '../contract/tools';
import type { TaskRow } from '../store';
import { reserveForTool } from './ask-budget';
import { pauseIfAsked } from './budget-pause';
import type { ActivityDeps } from './deps';

/** The step that calls, and the task that it belongs to. */
export interface ToolStep {
  readonly input: Pick<TaskIdentity, 'taskId' | 'tenant' | 'sessionId'> & { readonly step: string };
  readonly row: TaskRow;
  /** Whether budgets besides the task's own count it. */
  readonly isBudgeted: boolean;
  /** Which attempt of the step it is: what a later one has reserved is not its own to give back. */
  readonly attempt: number;
}

/** An attempt of a step. */
export type StepAttempt = Pick<ToolStep['input'], 'taskId' | 'step'> & Pick<ToolStep, 'attempt'>;

/** What came of a call; `isRefusal` where the budget did not cover it, so that it was not made. */
export interface ToolAttempt {
  readonly outcome: ToolOutcome;
  readonly isRefusal: boolean;
}

/**
 * Calls a tool for a step, within the budgets that count it. Throws only a cancel, `CallWithheld`, and what is a
 * defect.
 */
export async function attemptTool(
  deps: ActivityDeps,
  toolStep: ToolStep,
  tool: Pick<ToolFacts, 'name' | 'cost_per_use'>,
  args: unknown,
): Promise<ToolAttempt> {
  const { input, row, attempt } = toolStep;
  const { taskId, tenant, sessionId, step } = input;
  const refusal = await reserveForTool(deps, toolStep, tool);
  if (refusal) {
    await pauseIfAsked(deps, row, refusal);
    return {
      outcome: { ok: false, error: refusal.sentence, isRetryable: false, durationMs: 0 },
      isRefusal: true,
    };
  }
  const outcome = await underSignal(deps, { ...input, attempt }, (signal) =>
    deps.tools.call(tool.name, args, { tenant, sessionId, signal, callKey: `${taskId}:${step}` }),
  );
  return { outcome, isRefusal: false };
}

/** Does what a step is for under the signal of its activity; where it throws, what was reserved is given back. */
export async function underSignal<T>(
  deps: Pick<ActivityDeps, 'store'>,
  { taskId, step, attempt }: StepAttempt,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const signal = cancellationSignal();
  try {
    return await work(signal);
  } catch (error) {
    if (signal.aborted) await Context.current().cancelled;
    await deps.store.steps.letGo(taskId, step, { hadText: false, attempt });
    throw error;
  }
}

/** Has the engine make another attempt of a call that failed, where that may help and there is one left. */
export async function againIfUseful(
  deps: Pick<ActivityDeps, 'store'>,
  { taskId, step, attempt }: StepAttempt,
  outcome: ToolOutcome,
): Promise<void> {
  if (outcome.ok || !outcome.isRetryable || activityInfo().attempt >= limits.toolAttempts) return;
  await deps.store.steps.letGo(taskId, step, { hadText: false, attempt });
  throw ApplicationFailure.create({
    type: 'Tool.Unavailable',
    message: outcome.error,
    nextRetryDelay: 1_000,
  });
}
