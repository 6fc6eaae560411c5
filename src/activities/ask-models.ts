import { ApplicationFailure, cancellationDetails, cancellationSignal, Context } from '@temporalio/activity';
import { limits } from '../contract/limits';
import type { AskInput } from '../contract/orders';
import type { ModelAnswer, ModelRequest, ModelTarget } from '../providers/models/port';
import type { TaskRow } from '../store';
import { reserveFor, type BudgetRefusal } from './ask-budget';
import type { GatheredPrompt } from './ask-prompt';
import type { ActivityDeps } from './deps';
import { CallWithheld, throwIfPausedSince } from './call-withheld';
import { choiceFailure, tellRecovery, throwFailure } from './failing';
import { keepStopped } from './stopped-call';
import type { Heartbeat } from './heartbeat';
import { classifyModelError } from './model-failure';
import { persist } from './persist';

export type { BudgetRefusal } from './ask-budget';

/** A call on behalf of a step. */
export interface AskOrder {
  readonly input: AskInput;
  readonly row: TaskRow;
  /** Attempt of the step that was begun for it. */
  readonly attempt: number;
  /** Whether budgets besides the task's own count it. */
  readonly isBudgeted: boolean;
  readonly heartbeat: Heartbeat;
}

/** A whole answer. */
export interface Asked {
  readonly kind: 'answer';
  readonly answer: ModelAnswer;
  /** Whether the budget, not the client or the model, limited its length. */
  readonly cutByBudget: boolean;
}

/**
 * Asks the configured models in turn until one answers, each within what is left of the budget.
 * Throws a failure of the catalogue, retryable where another attempt may help, or the activity's cancellation.
 */
export async function askModels(
  deps: ActivityDeps,
  order: AskOrder,
  prompt: GatheredPrompt,
): Promise<Asked | BudgetRefusal> {
  const targets = prompt.targets;
  for (const [index, target] of targets.entries()) {
    // Another model is another call: none begins in a task that was paused meanwhile.
    if (index > 0 && !order.input.isForReview) await throwIfPausedSince(deps, order.input.taskId);
    try {
      return await askOne(deps, order, target, prompt.requestFor(target));
    } catch (error) {
      if (error instanceof ApplicationFailure || error instanceof CallWithheld) throw error;
      if (cancellationSignal().aborted) await Context.current().cancelled;
      const failure = classifyModelError(error, target);
      const next = failure.fallback ? targets[index + 1] : undefined;
      const { taskId, step, agent, maxAttempts } = order.input;
      const told = { taskId, step, agent, maxAttempts, attempt: order.attempt, shownAttempt: order.attempt };
      await tellRecovery(deps, told, failure, next, index);
      if (!next) throwFailure(failure, target, error);
    }
  }
  throw choiceFailure(new Error('No model is configured'));
}

async function askOne(
  deps: ActivityDeps,
  order: AskOrder,
  target: ModelTarget,
  request: ModelRequest,
): Promise<Asked | BudgetRefusal> {
  const allowance = await reserveFor(deps, order, target, request);
  if (allowance.kind === 'budget') return allowance;
  const { provider, model } = target;
  order.heartbeat.show({ provider, model, at: new Date().toISOString() });
  const { maxOutputTokens, cutByBudget } = allowance;
  const limited = { ...request, ...(maxOutputTokens !== undefined && { maxOutputTokens }) };
  let text = '';
  const onText = (piece: string) => void (text += piece);
  try {
    const answer = await deps.models.stream(target, limited, { signal: cancellationSignal(), onText });
    return { kind: 'answer', answer, cutByBudget };
  } catch (error) {
    if (cancellationSignal().aborted && cancellationDetails()?.cancelRequested === true) {
      await keepStopped(deps, order.input, { target, request, text, attempt: order.attempt });
      throw error;
    }
    // What it had reserved is free for the others, who may be waiting for it.
    const { input, attempt, isBudgeted, row } = order;
    const letGo = () => deps.store.steps.letGo(input.taskId, input.step, { hadText: text !== '', attempt });
    if (text !== '' || isBudgeted || row.settings.budget)
      await persist(letGo, deps.log, limits.storeOutageMs);
    throw error;
  }
}
