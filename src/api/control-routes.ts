import { Router } from 'express';
import { cancelTask } from './cancel';
import type { TaskDeps } from './deps';
import { allowOnly } from './errors';
import type { ForCallers } from './for-callers';
import { sendMessage } from './message';
import { pathId } from './path-id';
import { readControlState, setPaused } from './pause';
import { answerReview, readReview } from './review';

/** The routes by which a person steers one task. */
export function createControlRoutes(deps: TaskDeps, { known, counted, withBody }: ForCallers): Router {
  const router = Router();
  router.post(
    '/:id/cancel',
    withBody(async (caller, request, response) => {
      response.status(202).json(await cancelTask(deps, caller, request, pathId(request)));
    }),
  );
  for (const verb of ['pause', 'resume'] as const) {
    router.post(
      `/:id/${verb}`,
      withBody(async (caller, request, response) => {
        const order = { taskId: pathId(request), verb };
        response.status(202).json(await setPaused(deps, caller, request, order));
      }),
    );
  }
  router.get(
    '/:id/control-state',
    counted(async (caller, request, response) => {
      response.json(await readControlState(deps, caller, pathId(request)));
    }),
  );
  router.get(
    '/:id/review',
    known(async (caller, request, response) => {
      const state = await readReview(deps, caller, pathId(request));
      response.set('ETag', String(state.version)).json(state);
    }),
  );
  router.post(
    '/:id/review',
    withBody(async (caller, request, response) => {
      const answer = await answerReview(deps, caller, request, pathId(request));
      response.set('ETag', String(answer.version)).json(answer);
    }),
  );
  router.post(
    '/:id/message',
    withBody(async (caller, request, response) => {
      const to = { taskId: pathId(request), unknown: 'taskNotFound' } as const;
      response.json(await sendMessage(deps, caller, request.body, to));
    }),
  );
  router.all('/:id/review', allowOnly('GET', 'POST'));
  router.all('/:id/control-state', allowOnly('GET'));
  router.all(['/:id/cancel', '/:id/pause', '/:id/resume', '/:id/message'], allowOnly('POST'));
  return router;
}
