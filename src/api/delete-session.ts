import { ApiError } from '../contract/errors';
import { limits } from '../contract/limits';
import type { SessionPlace } from '../contract/session-files';
import type { Caller } from '../store';
import { inBatches } from './batches';
import { cancellingEvent } from './cancel';
import type { ApiDeps } from './deps';

type DeleteDeps = Pick<ApiDeps, 'store' | 'files' | 'log'> & {
  readonly engine: Pick<ApiDeps['engine'], 'cancel'>;
};

const reason = 'The session of the task was deleted.';

/**
 * `DELETE /api/v1/sessions/{id}`: its files go first, so that no session that begins under the same id meets them; the
 * session is gone with the first write; its live tasks are cancelled, what it held is removed. What of that fails, or a
 * crash cuts off, the upkeep does. Safe to repeat. Throws `ApiError` 404 for a session that never was, else the error of
 * the store or of the disk.
 */
export async function deleteSession(deps: DeleteDeps, caller: Caller, place: SessionPlace): Promise<void> {
  const { store, files, log } = deps;
  const hasFiles = await files.exists(place);
  if (hasFiles) await files.remove(place);
  const deleted = await store.sessions.delete(place, { by: caller.owner, reason, hasFiles });
  if (!deleted) throw new ApiError('noSuchSession');
  log.info({ session_id: place.sessionId, live_tasks: deleted.live.length }, 'session deleted');
  try {
    await inBatches(deleted.live, limits.sweepConcurrency, async (taskId) => {
      await store.tasks.requestCancel(taskId, reason, caller.owner, cancellingEvent(reason));
      await deps.engine.cancel(taskId);
    });
    await store.sessions.clear(place);
    // A task that still ran may have written more; a session that has begun anew keeps its own.
    if (await store.sessions.isDeleted(place)) await files.remove(place);
    await store.sessions.cleared(place);
  } catch (error) {
    log.warn(
      { err: error, session_id: place.sessionId },
      'a deleted session was not cleared; the upkeep will',
    );
  }
}
