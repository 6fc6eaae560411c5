import { Router, type Request } from 'express';
import { cancelTask } from './cancel';
import type { TaskDeps } from './deps';
import { allowOnly } from './errors';
import type { ForCallers } from './for-callers';
import { readControlState, setPaused } from './pause';

/** The routes by which a person holds, resumes or cancels one task. */
export function createControlRoutes(deps: TaskDeps, { known, withBody }: ForCallers): Router {
  const router = Router();
  router.post(
    '/:id/cancel',
    withBody(async (caller, request, response) => {
      response.status(202).json(await cancelTask(deps, caller, request, idOf(request)));
    }),
  );
  for (const verb of ['pause', 'resume'] as const) {
    router.post(
      `/:id/${verb}`,
      withBody(async (caller, request, response) => {
        const order = { taskId: idOf(request), verb };
        response.status(202).json(await setPaused(deps, caller, request, order));
      }),
    );
  }
  router.get(
    '/:id/control-state',
    known(async (caller, request, response) => {
      response.json(await readControlState(deps, caller, idOf(request)));
    }),
  );
  router.all('/:id/control-state', allowOnly('GET'));
  router.all(['/:id/cancel', '/:id/pause', '/:id/resume'], allowOnly('POST'));
  return router;
}

function idOf(request: Request): string {
  const id = request.params['id'];
  return typeof id === 'string' ? id : '';
}
