import { ApiError } from '../contract/errors';
import { plainUsd } from '../reasoning/budget';
import { budgetName } from '../reasoning/budget-name';
import { roundUsd } from '../reasoning/usage';
import type { BudgetShare, InsertedTask, NewTask, SharedBudget } from '../store';
import type { ApiDeps } from './deps';
import { modelChoiceOf } from './research';

/**
 * Writes a new task, unless a budget has no room for its first call. Returns what the store says of it; undefined where its
 * key is taken by an earlier request. Throws `ApiError` 402 with a sentence, and the store's error.
 */
export async function insertWithinBudgets(
  deps: Pick<ApiDeps, 'store' | 'leastCall'>,
  task: NewTask,
): Promise<InsertedTask | undefined> {
  const { settings, query } = task;
  let inserted = await deps.store.tasks.insert(task);
  let least: BudgetShare = { tokens: 0, usd: 0 };
  if (inserted.kind === 'asked') {
    least = await deps.leastCall(modelChoiceOf(settings), {
      query,
      ...(settings.systemPrompt !== undefined && { system: settings.systemPrompt }),
    });
    inserted = await deps.store.tasks.insert(task, least);
  }
  switch (inserted.kind) {
    case 'inserted':
      return inserted.task;
    case 'repeated':
      return undefined;
    case 'refused':
      throw new ApiError('budgetSpent', refusal(inserted.budget, least, new Date()));
    case 'asked':
      throw new Error('A task that says what it takes was asked for it');
  }
}

/** Why a task is not taken; `now` tells when the budget begins anew. */
function refusal(budget: SharedBudget, least: BudgetShare, now: Date): string {
  const { tokens, usd, max_tokens: maxTokens, max_usd: maxUsd } = budget;
  const isOfTokens = maxTokens !== null && tokens + least.tokens > maxTokens;
  const spent = isOfTokens
    ? `${tokens} of ${maxTokens} tokens`
    : `$${plainUsd(roundUsd(usd))} of $${plainUsd(maxUsd ?? 0)}`;
  const end = nextPeriod(budget, now);
  const wait = end
    ? `Wait until ${end.toISOString().replace('.000', '')}, when it begins anew, or ask`
    : 'Ask';
  return `The ${budgetName(budget)} has no room for another task: ${spent} are spent. ${wait} an operator to raise it.`;
}

/** When the next period of a budget begins, by UTC; undefined for one that never ends. */
function nextPeriod({ period }: SharedBudget, now: Date): Date | undefined {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  switch (period) {
    case 'day':
      return new Date(Date.UTC(year, month, day + 1));
    case 'month':
      return new Date(Date.UTC(year, month + 1));
    case 'total':
      return undefined;
  }
}
