import { Router, type RequestHandler, type Response } from 'express';
import { ApiError } from '../contract/errors';
import { idPattern, type SubmitStreamAnswer } from '../contract/task';
import { createControlRoutes } from './control-routes';
import type { TaskDeps } from './deps';
import { allowOnly, answerErrors } from './errors';
import { createFollowTask } from './follow-task';
import { createIdentify, type Identify } from './identify';
import { createForCallers, type Handler } from './for-callers';
import { listTasks } from './list';
import { readPage } from './paging';
import { pathId } from './path-id';
import { listPages, readStoredPage } from './pages';
import { createReadStatus, hasEnded, ownRow } from './status';
import { createStreamSession, type StreamSession } from './session-stream/stream-session';
import { createSocketTask } from './socket-stream';
import { createStreamTask, type StreamTask } from './stream';
import { readTimeline } from './timeline/read-timeline';
import { readWebhooks } from './webhooks';
import { createSubmit, type Submit, type Submitted } from './submit';

/** The parts of the API that the routes share. */
export interface TaskRoutes {
  readonly identify: Identify;
  readonly streamTask: StreamTask;
  /** The same over a WebSocket. */
  readonly socketTask: StreamTask;
  readonly streamSession: StreamSession;
}

/**
 * Everything under `/api/v1/tasks`, as a router that mounts in any Express app, with its own keys, bodies and errors:
 * `app.use('/api/v1/tasks', createTaskRouter(deps))`.
 */
export function createTaskRouter(deps: TaskDeps, shared: TaskRoutes = createTaskRoutes(deps)): Router {
  const { identify, streamTask } = shared;
  const router = Router();
  const forCallers = createForCallers(identify);
  const { known, counted, withBody } = forCallers;
  const submit = createSubmit(deps);
  const status = readStatusHandler(deps, identify);

  router.post('/', withBody(submitHandler(submit)));
  router.post('/stream', withBody(submitStreamHandler(submit)));
  router.get(
    '/',
    counted(async (caller, request, response) => void response.json(await listTasks(deps, caller, request))),
  );
  router.all('/', allowOnly('GET', 'POST'));
  router.get('/:id', status);
  router.delete('/:id', counted(deleteHandler(deps)));
  router.get('/:id/events', counted(eventsHandler(deps)));
  router.get(
    '/:id/pages',
    known(async (caller, request, response) => {
      response.json(await listPages(deps, caller, pathId(request)));
    }),
  );
  router.get(
    '/:id/pages/:hash',
    known(async (caller, request, response) => {
      response.json(await readStoredPage(deps, caller, request));
    }),
  );
  router.get(
    '/:id/timeline',
    known(async (caller, request, response) => {
      const { status: code, body } = await readTimeline(deps, caller, request, pathId(request));
      response.status(code).json(body);
    }),
  );
  router.get(
    '/:id/webhooks',
    known(async (caller, request, response) => {
      response.json(await readWebhooks(deps, caller, request));
    }),
  );
  router.get('/:id/stream', async (request, response) => {
    await streamTask(await identify(request, { allowQuery: true }), request, response, pathId(request));
  });
  router.use(createControlRoutes(deps, forCallers));
  router.all('/:id', allowOnly('GET', 'DELETE'));
  router.all(
    ['/:id/events', '/:id/timeline', '/:id/webhooks', '/:id/stream', '/:id/pages', '/:id/pages/:hash'],
    allowOnly('GET'),
  );
  router.use(answerErrors(deps.log));
  return router;
}

/** Makes what the task router shares with the other routes of an app. */
export function createTaskRoutes(deps: TaskDeps): TaskRoutes {
  const follow = createFollowTask(deps);
  return {
    identify: createIdentify(deps.store, deps.areRequestsLimited),
    streamTask: createStreamTask(deps, follow),
    socketTask: createSocketTask(deps, follow),
    streamSession: createStreamSession(deps, follow),
  };
}

function submitHandler(submit: Submit): Handler {
  return async (caller, request, response) => {
    const submitted = await submit(caller, request, response, '/api/v1/tasks');
    tellIds(response, submitted).status(200).json(submitted.answer);
  };
}

function submitStreamHandler(submit: Submit): Handler {
  return async (caller, request, response) => {
    const submitted = await submit(caller, request, response, '/api/v1/tasks/stream');
    const { answer } = submitted;
    const streamUrl = `/api/v1/stream/sse?workflow_id=${answer.task_id}`;
    const body: SubmitStreamAnswer = { ...answer, stream_url: streamUrl };
    tellIds(response, submitted).set('Link', `<${streamUrl}>; rel=stream`).status(201).json(body);
  };
}

function tellIds(response: Response, { answer, isRepeat }: Submitted): Response {
  if (isRepeat) response.set('X-Idempotency-Cached', 'true');
  return response.set({ 'X-Workflow-ID': answer.task_id, 'X-Session-ID': answer.session_id });
}

/** Sends JSON text past the framework, which would make a buffer of it and two writes. */
function sendJson(response: Response, text: string): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

/** `GET /api/v1/tasks/{id}`; whatever cannot be reached answers with the one text that the contract has for it. */
function readStatusHandler(deps: TaskDeps, identify: Identify): RequestHandler {
  const readStatus = createReadStatus(deps);
  return async (request, response) => {
    try {
      const taskId = pathId(request);
      const status = await readStatus(await identify(request), taskId);
      response.setHeader('X-Workflow-ID', taskId);
      sendJson(response, status);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      deps.log.error({ err: error, task_id: pathId(request).slice(0, 128) }, 'a status could not be read');
      throw new ApiError('statusUnavailable');
    }
  };
}

function eventsHandler(deps: TaskDeps): Handler {
  return async (caller, request, response) => {
    const taskId = pathId(request);
    if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
    const { limit, offset } = readPage(request, 50, 200);
    ownRow(caller, await deps.store.tasks.get(taskId));
    const { events, total } = await deps.store.events.list(taskId, limit, offset);
    response.json({ events, count: events.length, total_count: total });
  };
}

function deleteHandler(deps: TaskDeps): Handler {
  return async (caller, request, response) => {
    const taskId = pathId(request);
    if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
    const row = ownRow(caller, await deps.store.tasks.get(taskId));
    if (!hasEnded(row))
      throw new ApiError('conflict', 'The task is still running; cancel it before it is deleted');
    await deps.store.tasks.delete(taskId);
    deps.log.info({ task_id: taskId }, 'task deleted');
    response.status(204).end();
  };
}
