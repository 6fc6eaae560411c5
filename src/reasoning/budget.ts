import { limits } from '../contract/limits';
import type { Usage } from '../contract/result';
import type { TaskSettings } from '../contract/submission';
import { roundUsd } from './usage';

/** What a call would need, before it is made. */
export interface CallEstimate {
  /** Tokens of the prompt, an upper estimate. */
  readonly inputTokens: number;
  /** Most answer tokens that the model gives. */
  readonly modelMaxOutputTokens: number;
  /** Most answer tokens that the client wants; undefined: the provider's default. */
  readonly wantedOutputTokens: number | undefined;
  /** US dollars that the call costs at most for a number of answer tokens; must not fall as that grows. */
  readonly costUsd: (outputTokens: number) => number;
}

/** What counts as spent of a budget: tokens and US dollars. */
export type Spent = Pick<Usage, 'total_tokens' | 'estimated_cost'>;

/** Whether a call may be made, and how many answer tokens it may take. */
export type CallAllowance =
  | { readonly allowed: true; readonly maxOutputTokens: number | undefined; readonly cutByBudget: boolean }
  | { readonly allowed: false; readonly sentence: string };

/**
 * Fits a call into what is left of a task's budget: a call that could exceed it is not made (contract, section 3).
 * Where a shorter answer fits, the answer is limited to that; below 16 tokens no call is worth making. `name` is what
 * the sentence of a refusal calls the budget.
 */
export function allowCall(
  estimate: CallEstimate,
  budget: TaskSettings['budget'],
  spent: Spent,
  name = 'budget of ',
): CallAllowance {
  const wanted = estimate.wantedOutputTokens;
  if (!budget) return { allowed: true, maxOutputTokens: wanted, cutByBudget: false };
  const most = wanted ?? estimate.modelMaxOutputTokens;
  const byTokens =
    budget.maxTokens === undefined ? most : budget.maxTokens - spent.total_tokens - estimate.inputTokens;
  const byCost =
    budget.maxCostUsd === undefined
      ? most
      : mostAffordable(estimate.costUsd, budget.maxCostUsd - spent.estimated_cost, most);
  const fits = Math.floor(Math.min(most, byTokens, byCost));
  if (fits < Math.min(most, limits.budgetLeastOutputTokens)) {
    return { allowed: false, sentence: refusal({ estimate, budget, spent, name }, byTokens <= byCost) };
  }
  return { allowed: true, maxOutputTokens: fits, cutByBudget: fits < most };
}

/** Greatest number of answer tokens, up to `most`, whose cost stays within `usd`; -1 when not even none does. */
function mostAffordable(costUsd: (outputTokens: number) => number, usd: number, most: number): number {
  if (costUsd(0) > usd) return -1;
  let fits = 0;
  let tooMuch = most + 1;
  while (tooMuch - fits > 1) {
    const middle = Math.floor((fits + tooMuch) / 2);
    if (costUsd(middle) <= usd) fits = middle;
    else tooMuch = middle;
  }
  return fits;
}

interface Refused {
  readonly estimate: CallEstimate;
  readonly budget: NonNullable<TaskSettings['budget']>;
  readonly spent: Spent;
  readonly name: string;
}

function refusal({ estimate, budget, spent, name }: Refused, byTokens: boolean): string {
  const { maxTokens = 0, maxCostUsd = 0 } = budget;
  const limit = byTokens ? `${maxTokens} tokens` : `$${plainUsd(maxCostUsd)}`;
  const left = byTokens
    ? `${Math.max(0, maxTokens - spent.total_tokens)}`
    : `$${plainUsd(roundUsd(Math.max(0, maxCostUsd - spent.estimated_cost)))}`;
  const isBegun = byTokens ? spent.total_tokens > 0 : spent.estimated_cost > 0;
  return (
    `The ${name}${limit}${isBegun ? `, of which ${left} are left,` : ''} does not cover a model call for this question ` +
    `(its prompt alone is estimated at ${estimate.inputTokens} tokens); raise the budget or shorten the question.`
  );
}

/** US dollars as people write them, however small: 0.0000001, not 1e-7. */
export function plainUsd(usd: number): string {
  const text = String(usd);
  return text.includes('e-') ? usd.toFixed(20).replace(/0+$/, '') : text;
}
