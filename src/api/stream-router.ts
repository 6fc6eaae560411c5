import { Router, type RequestHandler } from 'express';
import { ApiError } from '../contract/errors';
import { idPattern } from '../contract/task';
import { allowOnly } from './errors';
import type { StreamTask } from './stream';
import type { TaskRoutes } from './task-router';

/**
 * `/api/v1/stream/sse?workflow_id=` and `/api/v1/stream/ws?workflow_id=`: the events of a task by either protocol; with
 * `session_id` in its place the first tells those of a session.
 */
export function createStreamRouter(routes: TaskRoutes): Router {
  const { identify, streamTask, socketTask, streamSession } = routes;
  const router = Router();
  const by =
    (stream: StreamTask): RequestHandler =>
    async (request, response) => {
      const caller = await identify(request, { allowQuery: true });
      const id = request.query['workflow_id'];
      if (typeof id !== 'string' || !idPattern.test(id)) throw new ApiError('invalidWorkflowId');
      await stream(caller, request, response, id);
    };
  router.get('/sse', async (request, response, next) => {
    const { session_id: sessionId, workflow_id: taskId } = request.query;
    if (sessionId === undefined || taskId !== undefined) {
      next();
      return;
    }
    await streamSession(await identify(request, { allowQuery: true }), request, response, sessionId);
  });
  router.get('/sse', by(streamTask));
  router.get('/ws', by(socketTask));
  router.all(['/sse', '/ws'], allowOnly('GET'));
  return router;
}

/** `/api/v1/sessions/{id}/stream`: the events of all tasks of a session. */
export function createSessionStreamRouter({ identify, streamSession }: TaskRoutes): Router {
  const router = Router();
  router.get('/:id/stream', async (request, response) => {
    await streamSession(await identify(request), request, response, request.params['id']);
  });
  router.all('/:id/stream', allowOnly('GET'));
  return router;
}
