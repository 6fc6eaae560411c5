import { BudgetPeriod, BudgetScope } from '../contract/budgets';
import { answer, body, error, idSchema, inPath, operation, refused, type Json } from './openapi-parts';

const place = [
  inPath('scope', 'Whose calls it counts', { type: 'string', enum: BudgetScope.options }),
  inPath('scope_id', 'Id of the task, session or key, or name of the tenant', idSchema),
  inPath('period', 'How often it begins anew', { type: 'string', enum: BudgetPeriod.options }),
];
const ofBudget = {
  ...refused,
  '400': error('Bad path or body, in a sentence'),
  '404': error('Budget not found'),
};
const operatorOnly = { '403': error('Only the key of an operator may set this budget') };

/** The routes of budgets. */
export function budgetPaths(): Json {
  return {
    '/api/v1/budgets': {
      get: operation('listBudgets', 'List the budgets of your tenant', {
        responses: { '200': answer('All of them', 'BudgetList'), ...refused },
      }),
    },
    '/api/v1/budgets/{scope}/{scope_id}/{period}': {
      parameters: place,
      get: operation('getBudget', 'Read a budget, with what is spent in its period', {
        responses: { '200': answer('It', 'BudgetView'), ...ofBudget },
      }),
      put: operation('setBudget', 'Set or change a budget', {
        requestBody: body('BudgetRequest', true),
        responses: { '200': answer('Set', 'BudgetView'), ...ofBudget, ...operatorOnly },
      }),
      delete: operation('deleteBudget', 'Take a budget away', {
        responses: { '204': { description: 'Gone' }, ...ofBudget, ...operatorOnly },
      }),
    },
  };
}
