import { z } from 'zod';
import { idPattern } from './task';

/** Whose calls a budget counts: of one task, of a session, of all tasks that a key submits, of a tenant. */
export const BudgetScope = z.enum(['task', 'session', 'key', 'tenant']);
export type BudgetScope = z.infer<typeof BudgetScope>;

/** How often a budget begins anew: with each day or month of UTC, or never. */
export const BudgetPeriod = z.enum(['day', 'month', 'total']);
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;

/** What names a budget within its tenant. */
export const BudgetPlace = z.strictObject({
  scope: BudgetScope,
  scope_id: z.string().regex(idPattern),
  period: BudgetPeriod,
});
export type BudgetPlace = z.infer<typeof BudgetPlace>;

const atLeastOne = 'Give max_cost_usd, max_tokens or both';

/**
 * Body of `PUT /api/v1/budgets/{scope}/{id}/{period}`: what may be spent at most. Zero tokens let no
 * call of a model begin, zero dollars nothing that costs something.
 */
export const BudgetRequest = z
  .strictObject(
    {
      max_cost_usd: z
        .number({ error: 'max_cost_usd must be a number of US dollars' })
        .min(0, 'max_cost_usd must not be negative')
        .max(1e9, 'max_cost_usd must be at most 1000000000')
        .nullish(),
      max_tokens: z
        .int({ error: 'max_tokens must be a whole number' })
        .min(0, 'max_tokens must not be negative')
        .nullish(),
    },
    { error: `Invalid request body: ${atLeastOne}` },
  )
  .refine(({ max_cost_usd: usd, max_tokens: tokens }) => usd != null || tokens != null, atLeastOne)
  .meta({ id: 'BudgetRequest' });
export type BudgetRequest = z.infer<typeof BudgetRequest>;

const timestamp = z.iso.datetime().describe('RFC 3339, UTC');
const left = 'null: it does not bound them';

/** A budget, as it stands in its period. */
export const BudgetView = z
  .strictObject({
    ...BudgetPlace.shape,
    max_cost_usd: z.number().min(0).nullable(),
    max_tokens: z.int().min(0).nullable(),
    spent_cost_usd: z.number().min(0).describe('of calls of an unknown price the upper estimate'),
    spent_tokens: z.int().min(0),
    reserved_cost_usd: z.number().min(0).describe('held by calls in flight'),
    reserved_tokens: z.int().min(0),
    remaining_cost_usd: z.number().min(0).nullable().describe(left),
    remaining_tokens: z.int().min(0).nullable().describe(left),
    period_start: timestamp.nullable().describe('null: its period has no beginning'),
    period_end: timestamp.nullable().describe('null: it does not begin anew'),
    set_by: z.string(),
    updated_at: timestamp,
  })
  .meta({ id: 'BudgetView' });
export type BudgetView = z.infer<typeof BudgetView>;

/** `GET /api/v1/budgets`, by scope, id and period. */
export const BudgetList = z.strictObject({ budgets: z.array(BudgetView) }).meta({ id: 'BudgetList' });
export type BudgetList = z.infer<typeof BudgetList>;
