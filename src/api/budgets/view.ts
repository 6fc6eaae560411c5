import type { BudgetView } from '../../contract/budgets';
import { roundUsd } from '../../reasoning/usage';
import type { BudgetRow } from '../../store';

/** A budget as the API shows it. */
export function budgetView(row: BudgetRow): BudgetView {
  const { scope, scope_id, period, max_tokens, max_usd, tokens, usd } = row;
  return {
    scope,
    scope_id,
    period,
    max_cost_usd: max_usd,
    max_tokens,
    spent_cost_usd: roundUsd(usd),
    spent_tokens: tokens,
    reserved_cost_usd: roundUsd(row.reserved_usd),
    reserved_tokens: row.reserved_tokens,
    remaining_cost_usd: left(max_usd, usd + row.reserved_usd),
    remaining_tokens: left(max_tokens, tokens + row.reserved_tokens),
    period_start: row.ends_at && row.starts_at.toISOString(),
    period_end: row.ends_at?.toISOString() ?? null,
    set_by: row.set_by,
    updated_at: row.updated_at.toISOString(),
  };
}

function left(most: number | null, gone: number): number | null {
  return most === null ? null : roundUsd(Math.max(0, most - gone));
}
