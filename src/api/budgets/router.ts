import { Router, type Request } from 'express';
import { ApiError } from '../../contract/errors';
import { BudgetPlace, BudgetRequest, type BudgetList, type BudgetView } from '../../contract/budgets';
import { checkJson } from '../../contract/json';
import { firstViolation } from '../../contract/violation';
import type { Caller } from '../../store';
import type { ApiDeps } from '../deps';
import { allowOnly } from '../errors';
import { createForCallers } from '../for-callers';
import type { Identify } from '../identify';
import { budgetView } from './view';

type Deps = Pick<ApiDeps, 'store' | 'log'>;

/** Everything under `/api/v1/budgets`: whoever has a key of a tenant reads its budgets, operators set them. */
export function createBudgetRouter(deps: Deps, identify: Identify): Router {
  const router = Router();
  const { counted, withBody } = createForCallers(identify);
  router.get(
    '/',
    counted(async ({ tenant }, _request, response) => {
      const rows = await deps.store.budgets.list(tenant);
      response.json({ budgets: rows.map(budgetView) } satisfies BudgetList);
    }),
  );
  router.get(
    place,
    counted(async (caller, request, response) => {
      response.json(await readBudget(deps, caller, readPlace(request)));
    }),
  );
  router.put(
    place,
    withBody(async (caller, request, response) => {
      response.json(await setBudget(deps, caller, request));
    }),
  );
  router.delete(
    place,
    counted(async (caller, request, response) => {
      await removeBudget(deps, caller, readPlace(request));
      response.status(204).end();
    }),
  );
  router.all('/', allowOnly('GET'));
  router.all(place, allowOnly('GET', 'PUT', 'DELETE'));
  return router;
}

const place = '/:scope/:scope_id/:period';

/** Throws `ApiError` 400 for a path that can name no budget. */
function readPlace(request: Request): BudgetPlace {
  const parsed = BudgetPlace.safeParse(request.params);
  if (!parsed.success) throw new ApiError('badRequest', firstViolation(parsed.error));
  return parsed.data;
}

/** Throws `ApiError` 404 where none is set. */
async function readBudget({ store }: Deps, { tenant }: Caller, where: BudgetPlace): Promise<BudgetView> {
  const row = await store.budgets.get(tenant, where);
  if (!row) throw new ApiError('budgetNotFound');
  return budgetView(row);
}

/** Throws `ApiError` 400 for a bad path or body, 403 for who may not, 404 where there is nothing to be bounded. */
async function setBudget(deps: Deps, caller: Caller, request: Request): Promise<BudgetView> {
  const where = readPlace(request);
  checkRight(caller, where);
  checkJson(request.body);
  const parsed = BudgetRequest.safeParse(request.body);
  if (!parsed.success) throw new ApiError('badRequest', firstViolation(parsed.error));
  const { scope, scope_id: id } = where;
  if (!(await deps.store.budgets.isThere(caller.tenant, scope, id)))
    throw new ApiError('budgetNotFound', `There is no ${scope} ${id} to set a budget for`);
  const { max_tokens: tokens, max_cost_usd: usd } = parsed.data;
  const most = { ...(tokens != null && { tokens }), ...(usd != null && { usd }) };
  await deps.store.budgets.set(caller.tenant, where, most, caller.owner);
  deps.log.info({ ...where, ...most, key_id: caller.keyId }, 'budget set');
  return readBudget(deps, caller, where);
}

async function removeBudget(deps: Deps, caller: Caller, where: BudgetPlace): Promise<void> {
  checkRight(caller, where);
  if (!(await deps.store.budgets.remove(caller.tenant, where))) throw new ApiError('budgetNotFound');
  deps.log.info({ ...where, key_id: caller.keyId }, 'budget removed');
}

/** The budget of a task is its submitter's own to choose; any other binds people and is an operator's. */
function checkRight({ isOperator }: Caller, { scope }: BudgetPlace): void {
  if (scope !== 'task' && !isOperator) throw new ApiError('operatorOnly');
}
