import { allowCall, type CallAllowance, type CallEstimate, type Spent } from './budget';

/** A budget that counts a call. */
export interface Purse {
  /** What a sentence calls it, followed by its limit. */
  readonly name: string;
  /** The task alone counts against it. */
  readonly isOwn: boolean;
  readonly maxTokens?: number;
  readonly maxCostUsd?: number;
  readonly spent: Spent;
  /** What other calls hold of it, most of which they will give back. */
  readonly held: Spent;
}

/** Whether a call fits into all of its budgets. */
export interface CallRoom {
  readonly now: CallAllowance;
  /** When others give back what they hold it may fit, or be longer. */
  readonly mayGrow: boolean;
  /** Of a refusal: whether the task's own budget refuses. */
  readonly isOwn: boolean;
}

/**
 * Fits a call into every budget that counts it: the tightest decides. Where others hold what it needs of a budget that
 * tasks share, waiting for them is better than a short answer.
 */
export function roomFor(estimate: CallEstimate, purses: readonly Purse[]): CallRoom {
  const views = purses.map((purse) => ({
    purse,
    now: allowCall(estimate, purse, sum(purse.spent, purse.held), purse.name),
    ever: allowCall(estimate, purse, purse.spent, purse.name),
  }));
  const never = views.find(({ ever }) => !ever.allowed);
  if (never) return { now: never.ever, mayGrow: false, isOwn: never.purse.isOwn };
  const refused = views.find(({ now }) => !now.allowed);
  if (refused) return { now: refused.now, mayGrow: true, isOwn: refused.purse.isOwn };
  const [tightest] = views.sort((a, b) => lengthOf(a.now) - lengthOf(b.now));
  const now = tightest?.now ?? {
    allowed: true,
    maxOutputTokens: estimate.wantedOutputTokens,
    cutByBudget: false,
  };
  const mayGrow = views.some(({ purse, now: own, ever }) => !purse.isOwn && lengthOf(own) < lengthOf(ever));
  return { now, mayGrow: mayGrow && now.allowed && now.cutByBudget, isOwn: false };
}

/** Answer tokens that are allowed. */
function lengthOf(allowance: CallAllowance): number {
  return allowance.allowed ? (allowance.maxOutputTokens ?? Infinity) : -1;
}

function sum(one: Spent, other: Spent): Spent {
  return {
    total_tokens: one.total_tokens + other.total_tokens,
    estimated_cost: one.estimated_cost + other.estimated_cost,
  };
}
