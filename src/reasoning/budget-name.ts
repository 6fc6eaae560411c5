import type { BudgetPeriod, BudgetScope } from '../contract/budgets';

const often: Readonly<Record<BudgetPeriod, string>> = { day: 'daily ', month: 'monthly ', total: '' };
const whose: Readonly<Record<BudgetScope, string>> = {
  task: 'task',
  session: 'session',
  key: 'API key',
  tenant: 'tenant',
};

/** What people call a budget, such as `daily budget of the tenant`. */
export function budgetName({ scope, period }: { scope: BudgetScope; period: BudgetPeriod }): string {
  return `${often[period]}budget of the ${whose[scope]}`;
}
