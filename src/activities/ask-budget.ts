import { Context } from '@temporalio/activity';
import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '../contract/limits';
import { noUsage } from '../contract/no-usage';
import type { TaskSettings } from '../contract/submission';
import type { ToolFacts } from '../contract/tools';
import type { ModelRequest, ModelTarget } from '../providers/models/port';
import { allowCall, plainUsd, type CallAllowance } from '../reasoning/budget';
import type { Reserved, TaskRow } from '../store';
import type { ActivityDeps } from './deps';

/** The budget does not cover a call. */
export interface BudgetRefusal {
  readonly kind: 'budget';
  readonly sentence: string;
}

/** A call that may be made. */
export interface Allowed {
  readonly kind: 'allowed';
  /** Undefined: as long as the model gives. */
  readonly maxOutputTokens: number | undefined;
  /** Whether the budget, not the client or the model, limits the answer's length. */
  readonly cutByBudget: boolean;
}

/** For whom a part of the budget is reserved. */
interface Reserving {
  readonly input: { readonly taskId: string; readonly step: string };
  readonly row: TaskRow;
}

const lookAgainMs = 250;

/**
 * Reserves what a call may cost at most before it is made, so that calls side by side never exceed the budget
 * together. Where others hold what it needs it waits for them to give back what they did not use.
 */
export async function reserveFor(
  deps: ActivityDeps,
  { input, row }: Reserving,
  target: ModelTarget,
  request: ModelRequest,
): Promise<Allowed | BudgetRefusal> {
  const { budget } = row.settings;
  const wanted = request.maxOutputTokens;
  if (!budget) return { kind: 'allowed', maxOutputTokens: wanted, cutByBudget: false };
  const inputTokens = deps.models.estimateInputTokens(target, request);
  const costUsd = (outputTokens: number) => deps.models.upperPriceUsd(target, { inputTokens, outputTokens });
  const modelMaxOutputTokens = target.maxOutputTokens;
  const estimate = { inputTokens, modelMaxOutputTokens, wantedOutputTokens: wanted, costUsd };
  const cap = { tokens: budget.maxTokens, usd: budget.maxCostUsd };
  const reserve = (tokens: number, usd: number) =>
    deps.store.steps.reserve(input.taskId, input.step, { tokens, usd }, withoutUndefined(cap));
  const giveUpAt = Date.now() + limits.budgetWaitMs;
  for (;;) {
    const now = await reserve(0, 0);
    const allowance = allowanceOf(estimate, budget, now);
    if (allowance.allowed) {
      const maxOutputTokens = allowance.maxOutputTokens ?? wanted ?? modelMaxOutputTokens;
      const taken = await reserve(inputTokens + maxOutputTokens, costUsd(maxOutputTokens));
      if (taken.fits) return { kind: 'allowed', maxOutputTokens, cutByBudget: allowance.cutByBudget };
    }
    const mayGetMore = now.reserved_tokens > 0 || now.reserved_usd > 0;
    if (!allowance.allowed && (!mayGetMore || Date.now() > giveUpAt)) {
      return { kind: 'budget', sentence: allowance.sentence };
    }
    await delay(lookAgainMs, undefined, { signal: Context.current().cancellationSignal });
  }
}

/**
 * Reserves what a tool that costs something usually takes, before it is called. Waits as `reserveFor` does; returns
 * why it may not be called, where the task's money does not cover it.
 */
export async function reserveForTool(
  deps: ActivityDeps,
  { input, row }: Reserving,
  { name, cost_per_use: usd }: Pick<ToolFacts, 'name' | 'cost_per_use'>,
): Promise<string | undefined> {
  const most = row.settings.budget?.maxCostUsd;
  if (most === undefined || usd <= 0) return undefined;
  const giveUpAt = Date.now() + limits.budgetWaitMs;
  for (;;) {
    const now = await deps.store.steps.reserve(input.taskId, input.step, { tokens: 0, usd }, { usd: most });
    if (now.fits) return undefined;
    // What others hold may come back; what is spent does not.
    if (now.reserved_usd <= 0 || now.usd + usd > most + 1e-12 || Date.now() > giveUpAt) {
      return `The budget of the task does not cover ${name}, which costs $${plainUsd(usd)}: do without it.`;
    }
    await delay(lookAgainMs, undefined, { signal: Context.current().cancellationSignal });
  }
}

function allowanceOf(
  estimate: Parameters<typeof allowCall>[0],
  budget: NonNullable<TaskSettings['budget']>,
  now: Reserved,
): CallAllowance {
  const spent = {
    ...noUsage,
    total_tokens: now.tokens + now.reserved_tokens,
    estimated_cost: now.usd + now.reserved_usd,
  };
  return allowCall(estimate, budget, spent);
}

function withoutUndefined(cap: { tokens: number | undefined; usd: number | undefined }): {
  tokens?: number;
  usd?: number;
} {
  return {
    ...(cap.tokens !== undefined && { tokens: cap.tokens }),
    ...(cap.usd !== undefined && { usd: cap.usd }),
  };
}
