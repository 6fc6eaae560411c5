import type { Request, Response } from 'express';
import { ApiError } from '../../contract/errors';
import { limits } from '../../contract/limits';
import { SessionId } from '../../contract/task';
import type { Caller } from '../../store';
import type { TaskDeps } from '../deps';
import type { FollowTask } from '../follow-task';
import { openStream } from '../sse-format';
import { readTypes } from '../stream-query';
import { readCursor, type SessionCursor } from './cursor';
import { SessionStream } from './session-stream';
import { SessionWatch } from './watch';

/** Streams the events of all tasks of a session to a client, until it leaves. */
export type StreamSession = (
  caller: Caller,
  request: Request,
  response: Response,
  sessionId: unknown,
) => Promise<void>;

/**
 * Makes the server of streams of sessions: what its tasks have told after the client's position, then what they and new
 * ones tell. Throws `ApiError` 400 or 404 before anything is sent.
 */
export function createStreamSession(
  deps: Pick<TaskDeps, 'store' | 'log'>,
  follow: FollowTask,
): StreamSession {
  const onError = (error: unknown) => {
    deps.log.warn({ err: error }, 'the tasks of a session could not be read; the next look asks again');
  };
  const watch = new SessionWatch(deps.store, onError);
  return async ({ tenant }, request, response, id) => {
    const parsed = SessionId.safeParse(id);
    if (!parsed.success) throw new ApiError('invalidSessionId');
    const cursor = positionOf(request);
    const passes = readTypes(request);
    const place = { tenant, sessionId: parsed.data };
    const [newest] = await deps.store.sessionTasks.newest([place]);
    if (newest === undefined) throw new ApiError('sessionNotFound');
    if (response.closed) return;
    const stream = new SessionStream({ ...deps, follow, response, place, passes, onError }, cursor);
    openStream(response, `connected to session ${place.sessionId}`, { 'X-Session-ID': place.sessionId });
    const unwatch = watch.watch(place, () => void stream.pump());
    const heartbeat = setInterval(() => void stream.beat(), limits.streamHeartbeatMs);
    response.once('close', () => {
      clearInterval(heartbeat);
      unwatch();
      stream.leave();
    });
    stream.begin().catch((error: unknown) => {
      onError(error);
      response.destroy();
    });
  };
}

/** Where to go on: the header wins over the query; nothing means the start. */
function positionOf(request: Request): SessionCursor {
  const text = request.get('last-event-id') || request.query['last_event_id'] || '0~';
  const cursor = typeof text === 'string' ? readCursor(text) : undefined;
  if (!cursor) throw new ApiError('invalidPosition');
  return cursor;
}
