import { agents } from '../contract/agents';
import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { BudgetShare, TaskRow } from '../store';
import type { ActivityDeps } from './deps';
import { persist } from './persist';

const thresholds = [50, 80, 100] as const;
const levels = { 50: 'info', 80: 'warning', 100: 'critical' } as const;

/** Tells which shares of its budget a task has spent; each is written once, however often it is told. */
export function thresholdEvents({ settings }: TaskRow, spent: BudgetShare): NewEvent[] {
  const { budget } = settings;
  if (!budget) return [];
  const percent = percentOf(budget, spent);
  const passed = thresholds.filter((threshold) => percent >= threshold);
  return passed.map((threshold) => ({
    key: `budget:${threshold}`,
    type: 'BUDGET_THRESHOLD',
    agent_id: agents.budget,
    message: `${threshold} % of the budget is spent`,
    payload: {
      usage_percent: Math.round(percent * 10) / 10,
      threshold_percent: threshold,
      level: levels[threshold],
      budget_type: budget.maxCostUsd === undefined ? 'tokens' : 'cost',
      ...(budget.maxTokens !== undefined && { tokens_budget: budget.maxTokens, tokens_used: spent.tokens }),
    },
  }));
}

/**
 * Tells which shares of its budget a task has spent, after a step of it has settled what it cost: of calls side by
 * side the one that settles last sees them all.
 */
export async function tellThresholds(deps: ActivityDeps, row: TaskRow, step: string): Promise<void> {
  if (!row.settings.budget) return;
  const tell = async () => {
    const spent = await deps.store.steps.spent(row.task_id, step);
    const events = thresholdEvents(row, spent);
    if (events.length > 0) await deps.store.events.append(row.task_id, events);
  };
  await persist(tell, deps.log, limits.storeOutageMs);
}

/** Share of a budget that is spent, in percent; the tighter of its two bounds counts. */
function percentOf(budget: NonNullable<TaskRow['settings']['budget']>, spent: BudgetShare): number {
  const tokens = budget.maxTokens === undefined ? 0 : spent.tokens / budget.maxTokens;
  const usd = budget.maxCostUsd === undefined ? 0 : spent.usd / budget.maxCostUsd;
  return Math.max(tokens, usd) * 100;
}
