import { budgetName } from '../reasoning/budget-name';
import type { Purse } from '../reasoning/call-room';
import type { HeldShare, Reserved, SharedBudget, TaskRow } from '../store';

/** The budgets that count a call: the one that its task was submitted with, unless another is set for it, and others. */
export function pursesOf({ settings }: TaskRow, now: Reserved): Purse[] {
  const isReplaced = now.shared.some(({ scope }) => scope === 'task');
  const own = settings.budget && !isReplaced ? [ownPurse(settings.budget, now)] : [];
  return [...own, ...now.shared.map(sharedPurse)];
}

function ownPurse(
  budget: { readonly maxTokens?: number; readonly maxCostUsd?: number },
  now: Reserved,
): Purse {
  return { name: 'budget of ', isOwn: true, ...budget, ...sharesOf(now) };
}

function sharedPurse(budget: SharedBudget & HeldShare): Purse {
  return {
    name: `${budgetName(budget)}, `,
    isOwn: false,
    ...(budget.max_tokens !== null && { maxTokens: budget.max_tokens }),
    ...(budget.max_usd !== null && { maxCostUsd: budget.max_usd }),
    ...sharesOf(budget),
  };
}

function sharesOf({ tokens, usd, reserved_tokens, reserved_usd }: HeldShare): Pick<Purse, 'spent' | 'held'> {
  return {
    spent: { total_tokens: tokens, estimated_cost: usd },
    held: { total_tokens: reserved_tokens, estimated_cost: reserved_usd },
  };
}
