import { Router } from 'express';
import { ApiError, type ErrorCode } from '../contract/errors';
import { limits } from '../contract/limits';
import { readTitle } from '../contract/session-title';
import type { SessionPlace } from '../contract/session-files';
import type { SessionList, SessionTitle } from '../contract/sessions';
import type { Caller, SessionRow } from '../store';
import { inBatches } from './batches';
import { deleteSession } from './delete-session';
import type { ApiDeps } from './deps';
import { allowOnly } from './errors';
import { createForCallers, type Handler } from './for-callers';
import type { Identify } from './identify';
import { statusNow } from './list';
import { readLenientPage, type Page } from './paging';
import { placeIn } from './session-place';
import { readHistory, readTurns } from './session-turns';
import { sessionListItem, sessionView } from './session-view';

type SessionDeps = Pick<ApiDeps, 'store' | 'engine' | 'files' | 'log'>;

/** Everything under `/api/v1/sessions` but the files: sessions as they are listed, read, named and deleted. */
export function createSessionRouter(deps: SessionDeps, identify: Identify): Router {
  const router = Router();
  const { known, counted, withBody } = createForCallers(identify);
  const read = (handler: Handler) => known(orElse(deps, 'sessionUnavailable', handler));
  const list: Handler = async ({ tenant }, request, response) => {
    response.json(await listSessions(deps, tenant, readLenientPage(request, 20, 100)));
  };
  router.get('/', counted(orElse(deps, 'sessionsUnavailable', list)));
  router.get(
    '/:id',
    read(async (caller, request, response) => {
      const row = await deps.store.sessions.get(placeIn(caller, request));
      if (!row) throw new ApiError('noSuchSession');
      response.json(sessionView(row));
    }),
  );
  router.get(
    '/:id/history',
    read(async (caller, request, response) => {
      response.json(await readHistory(deps, placeIn(caller, request), request));
    }),
  );
  router.get(
    '/:id/events',
    read(async (caller, request, response) => {
      response.json(await readTurns(deps, placeIn(caller, request), request));
    }),
  );
  router.patch(
    '/:id',
    withBody(async (caller, request, response) => {
      response.json(await rename(deps, placeIn(caller, request), readTitle(request.body)));
    }),
  );
  router.delete(
    '/:id',
    counted(async (caller, request, response) => {
      await deleteSession(deps, caller, placeIn(caller, request));
      response.status(204).end();
    }),
  );
  router.all(['/', '/:id/history', '/:id/events'], allowOnly('GET'));
  router.all('/:id', allowOnly('GET', 'PATCH', 'DELETE'));
  return router;
}

async function listSessions(deps: SessionDeps, tenant: Caller['tenant'], page: Page): Promise<SessionList> {
  const { rows, total } = await deps.store.sessions.list(tenant, page);
  const edges = await deps.store.sessions.edges(
    rows.flatMap(({ first_task: first, latest_task: latest }) => [first, latest]).filter((id) => id !== null),
  );
  const now = new Date();
  const item = async (row: SessionRow) => {
    const first = edges.get(row.first_task ?? '');
    const latest = edges.get(row.latest_task ?? '');
    const shown = latest && { query: latest.query, status: await statusNow(deps, latest) };
    return sessionListItem(row, { first, latest: shown }, now);
  };
  return { sessions: await inBatches(rows, limits.sweepConcurrency, item), total_count: total };
}

async function rename({ store }: SessionDeps, place: SessionPlace, title: string): Promise<SessionTitle> {
  if (!(await store.sessions.rename(place, title))) throw new ApiError('noSuchSession');
  return { session_id: place.sessionId, title };
}

/** What cannot be reached is answered with the one text that the reference has for it; the log has the cause. */
function orElse({ log }: SessionDeps, code: ErrorCode, handler: Handler): Handler {
  return async (caller, request, response) => {
    try {
      await handler(caller, request, response);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      log.error({ err: error }, 'sessions could not be read');
      throw new ApiError(code);
    }
  };
}
