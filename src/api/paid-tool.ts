import { ApiError } from '../contract/errors';
import type { ToolOutcome } from '../contract/tools';
import { plainUsd } from '../reasoning/budget';
import { budgetName } from '../reasoning/budget-name';
import type { Spending } from '../store';
import type { ApiDeps } from './deps';

/**
 * Calls a tool that may cost something, outside of any task. What it usually costs is counted before, and corrected by
 * what it did cost: a process that dies between the two, or a store that takes no correction, leaves the upper figure.
 * Throws `ApiError` 402 where a budget has no room for it, and what the call throws.
 */
export async function callWithinBudgets(
  { store: { budgets }, log }: Pick<ApiDeps, 'store' | 'log'>,
  spending: Spending,
  call: () => Promise<ToolOutcome>,
): Promise<ToolOutcome> {
  const { usd } = spending;
  const refusal = usd > 0 ? await budgets.spend(spending) : undefined;
  if (refusal) {
    const price = `$${plainUsd(usd)}`;
    throw new ApiError(
      'budgetSpent',
      `The ${budgetName(refusal)} has no room for this call, which costs ${price}`,
    );
  }
  let costUsd = 0;
  try {
    const outcome = await call();
    if (outcome.ok) ({ costUsd } = outcome);
    return outcome;
  } finally {
    if (costUsd !== usd) {
      // What the call gave is not lost for it.
      await budgets.correct({ ...spending, usd: costUsd - usd }).catch((error: unknown) => {
        log.error({ err: error, call: spending.call }, 'what a tool cost could not be corrected');
      });
    }
  }
}
