import { Router } from 'express';
import { ApiError, type ErrorCode } from '../../contract/errors';
import type { ApiDeps } from '../deps';
import { allowOnly } from '../errors';
import { createForCallers, type Handler } from '../for-callers';
import type { Identify } from '../identify';
import { deleteSchedule, setSchedulePaused, updateSchedule } from './change';
import { createSchedule } from './create';
import { listSchedules } from './list';
import { ownSchedule } from './own';
import { listRuns } from './runs';
import { scheduleView } from './view';

/** Everything under `/api/v1/schedules`. */
export function createScheduleRouter(deps: ApiDeps, identify: Identify): Router {
  const router = Router();
  const { known, counted, withBody } = createForCallers(identify);
  const orElse = (code: ErrorCode, handler: Handler) => failingAs(deps, code, handler);

  router.post('/', withBody(orElse('unavailable', createHandler(deps))));
  router.get(
    '/',
    counted(
      orElse('schedulesUnlisted', async (caller, request, response) => {
        response.json(await listSchedules(deps, caller, request));
      }),
    ),
  );
  router.get(
    '/:id',
    known(async (caller, request, response) => {
      const { row, engine } = await ownSchedule(deps, caller, request);
      response.json(scheduleView(row, engine));
    }),
  );
  router.put(
    '/:id',
    withBody(
      orElse('unavailable', async (caller, request, response) => {
        response.json(await updateSchedule(deps, caller, request));
      }),
    ),
  );
  router.delete(
    '/:id',
    counted(
      orElse('unavailable', async (caller, request, response) => {
        response.json(await deleteSchedule(deps, caller, request));
      }),
    ),
  );
  for (const verb of ['pause', 'resume'] as const) {
    const set: Handler = async (caller, request, response) => {
      response.json(await setSchedulePaused(deps, caller, request, verb === 'pause'));
    };
    router.post(`/:id/${verb}`, withBody(orElse('unavailable', set)));
  }
  router.get(
    '/:id/runs',
    known(
      orElse('scheduleRunsUnlisted', async (caller, request, response) => {
        response.json(await listRuns(deps, caller, request));
      }),
    ),
  );
  router.all('/', allowOnly('GET', 'POST'));
  router.all('/:id', allowOnly('GET', 'PUT', 'DELETE'));
  router.all(['/:id/pause', '/:id/resume'], allowOnly('POST'));
  router.all('/:id/runs', allowOnly('GET'));
  return router;
}

function createHandler(deps: ApiDeps): Handler {
  return async (caller, request, response) => {
    const { answer, isRepeat } = await createSchedule(deps, caller, request);
    if (isRepeat) response.set('X-Idempotency-Cached', 'true');
    response.status(201).json(answer);
  };
}

/** What the user is told when store or engine fails under a request; the log has the cause. */
function failingAs({ log }: Pick<ApiDeps, 'log'>, code: ErrorCode, handler: Handler): Handler {
  return async (caller, request, response) => {
    try {
      await handler(caller, request, response);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      log.error({ err: error, path: request.path }, 'a call about schedules failed');
      throw new ApiError(code, undefined, code === 'unavailable' ? { 'Retry-After': '5' } : {});
    }
  };
}
