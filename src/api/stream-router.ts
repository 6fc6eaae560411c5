import { Router, type RequestHandler } from 'express';
import { ApiError } from '../contract/errors';
import { idPattern } from '../contract/task';
import { allowOnly } from './errors';
import type { StreamTask } from './stream';
import type { TaskRoutes } from './task-router';

/** `/api/v1/stream/sse?workflow_id=` and `/api/v1/stream/ws?workflow_id=`: the events of a task by either protocol. */
export function createStreamRouter({ identify, streamTask, socketTask }: TaskRoutes): Router {
  const router = Router();
  const by =
    (stream: StreamTask): RequestHandler =>
    async (request, response) => {
      const caller = await identify(request, { allowQuery: true });
      const id = request.query['workflow_id'];
      if (typeof id !== 'string' || !idPattern.test(id)) throw new ApiError('invalidWorkflowId');
      await stream(caller, request, response, id);
    };
  router.get('/sse', by(streamTask));
  router.get('/ws', by(socketTask));
  router.all(['/sse', '/ws'], allowOnly('GET'));
  return router;
}
