import cors from 'cors';
import express, { Router, type Express, type RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import { ApiError } from '../contract/errors';
import { createApprovalRouter } from './approvals';
import { createBudgetRouter } from './budgets/router';
import type { ApiDeps } from './deps';
import { allowOnly, answerErrors, traceOf } from './errors';
import { createForCallers } from './for-callers';
import { healthHandler, readinessHandler } from './health';
import { sendMessage } from './message';
import { createMetrics } from './metrics';
import { openApiDocument } from './openapi';
import { pathId } from './path-id';
import { requestHeaderNames } from './request-limit';
import { createScheduleRouter } from './schedules/router';
import { createSessionFileRouter } from './session-files';
import { createSessionRouter } from './sessions';
import { createSessionStreamRouter, createStreamRouter } from './stream-router';
import { createTaskRouter, createTaskRoutes, type TaskRoutes } from './task-router';
import { createToolRouter } from './tools';
import { giveTraceId } from './tracing';

const exposedHeaders = [
  'X-Workflow-ID',
  'X-Session-ID',
  'X-Trace-ID',
  'X-Span-ID',
  'X-Idempotency-Cached',
  'Retry-After',
  'ETag',
  'Link',
  ...requestHeaderNames,
];
const allowedHeaders = [
  'Content-Type',
  'Authorization',
  'X-API-Key',
  'X-User-Id',
  'X-Session-ID',
  'Idempotency-Key',
  'traceparent',
  'tracestate',
  'Cache-Control',
  'Last-Event-ID',
  'If-Match',
];

/** Nothing that is answered here is a page: it runs no script and stands in no frame. */
const headersOfJson: HelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};

/** The whole API as an Express app that does not listen yet. */
export function createApp(deps: ApiDeps): Express {
  const app = express();
  const metrics = createMetrics();
  const shared = createTaskRoutes(deps);
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(giveTraceId, logRequests(deps), metrics.countRequest);
  app.use(helmet(headersOfJson));
  app.use(
    cors({
      origin: deps.corsOrigins,
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      allowedHeaders,
      exposedHeaders,
      maxAge: 3_600,
      optionsSuccessStatus: 200,
    }),
  );
  app.get('/health', healthHandler(deps));
  app.get('/readiness', readinessHandler(deps));
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  const document = openApiDocument(deps.version);
  app.get('/openapi.json', (_request, response) => void response.json(document));
  app.all(['/health', '/readiness', '/metrics', '/openapi.json'], allowOnly('GET'));
  app.use('/api/v1/tasks', createTaskRouter(deps, shared));
  app.use('/api/v1/stream', createStreamRouter(shared));
  app.use('/api/v1/tools', createToolRouter(deps, shared.identify));
  app.use('/api/v1/approvals', createApprovalRouter(deps, shared.identify));
  app.use('/api/v1/swarm', swarmRouter(deps, shared));
  app.use('/api/v1/sessions', createSessionFileRouter(deps, shared.identify));
  app.use('/api/v1/sessions', createSessionStreamRouter(shared));
  app.use('/api/v1/schedules', createScheduleRouter(deps, shared.identify));
  app.use('/api/v1/budgets', createBudgetRouter(deps, shared.identify));
  app.use('/api/v1/sessions', createSessionRouter(deps, shared.identify));
  app.use(notBuilt(shared));
  app.use(() => {
    throw new ApiError('notFound');
  });
  app.use(answerErrors(deps.log));
  return app;
}

/** `POST /api/v1/swarm/{id}/message`: the published client's path for messages. */
function swarmRouter(deps: ApiDeps, { identify }: TaskRoutes): Router {
  const router = Router();
  router.post(
    '/:id/message',
    createForCallers(identify).withBody(async (caller, request, response) => {
      const to = { taskId: pathId(request), unknown: 'workflowNotFound' } as const;
      response.json(await sendMessage(deps, caller, request.body, to));
    }),
  );
  router.all('/:id/message', allowOnly('POST'));
  return router;
}

/** Routes of the documented API that do not exist here yet: said so, to those who may know. */
function notBuilt({ identify }: TaskRoutes): Router {
  const router = Router();
  const refuse: RequestHandler = async (request) => {
    await identify(request, { allowQuery: true });
    throw new ApiError('notImplemented');
  };
  const rooms = ['skills', 'agents', 'memory', 'blob', 'auth'];
  router.use(
    [...rooms, 'daemon'].map((name) => `/api/v1/${name}`),
    refuse,
  );
  const openAi: RequestHandler = (_request, response) => {
    const error = {
      message: new ApiError('notImplemented').message,
      type: 'not_implemented_error',
      code: null,
    };
    response.status(501).json({ error });
  };
  router.use(['/v1/chat/completions', '/v1/completions', '/v1/models', '/v1/llm-models', '/v1/ws'], openAi);
  return router;
}

/** One line a request, with its trace: never a body, a query or a header, where keys and contents would be. */
function logRequests({ log }: Pick<ApiDeps, 'log'>): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    const { method } = request;
    const path = request.path.slice(0, 300);
    response.once('close', () => {
      const fields = {
        method,
        path,
        code: response.statusCode,
        ms: Math.round(performance.now() - startedAt),
        trace_id: traceOf(response),
        ...(!response.writableFinished && response.statusCode !== 101 && { aborted: true }),
      };
      if (response.statusCode >= 500) log.error(fields, 'request');
      else if (!unlogged.has(path)) log.info(fields, 'request');
    });
    next();
  };
}

/** What probes ask for, every few seconds. */
const unlogged: ReadonlySet<string> = new Set(['/health', '/readiness', '/metrics']);
