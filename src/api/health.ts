import type { RequestHandler } from 'express';
import type { ApiDeps } from './deps';

/** `GET /health`: this process answers. */
export function healthHandler({ version }: Pick<ApiDeps, 'version'>): RequestHandler {
  return (_request, response) => {
    response.json({ status: 'healthy', version, time: new Date().toISOString(), checks: { gateway: 'ok' } });
  };
}

/** `GET /readiness`: store and engine answer too; else 503 with what does not. */
export function readinessHandler(
  deps: Pick<ApiDeps, 'store' | 'engine' | 'version' | 'log'>,
): RequestHandler {
  return async (_request, response) => {
    const [store, engine] = await Promise.allSettled([deps.store.ping(), deps.engine.ping()]);
    const checks = { store: word(store), orchestrator: word(engine) };
    const isReady = store.status === 'fulfilled' && engine.status === 'fulfilled';
    for (const check of [store, engine]) {
      if (check.status === 'rejected') deps.log.warn({ err: check.reason as unknown }, 'not ready');
    }
    response.status(isReady ? 200 : 503).json({
      status: isReady ? 'ready' : 'not ready',
      version: deps.version,
      time: new Date().toISOString(),
      checks,
    });
  };
}

function word(check: PromiseSettledResult<void>): 'ok' | 'failed' {
  return check.status === 'fulfilled' ? 'ok' : 'failed';
}
