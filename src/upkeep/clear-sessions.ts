import type { Logger } from 'pino';
import { limits } from '../contract/limits';
import type { SessionFiles } from '../contract/session-files';
import type { Store } from '../store';

/** What deleted sessions are cleared with. */
export interface ClearDeps {
  readonly store: Pick<Store, 'sessions'>;
  readonly files: Pick<SessionFiles, 'remove'>;
  readonly log: Logger;
}

/**
 * Removes what is left of deleted sessions: tasks that ended after them, and files where a deletion was cut off or a
 * task that still ran wrote some. One round; a session that cannot be cleared now is left for the next.
 */
export async function clearSessions({ store, files, log }: ClearDeps): Promise<void> {
  await store.sessions.clearAll();
  for (const place of await store.sessions.uncleared(limits.sweepRows)) {
    try {
      // It may have begun anew since it was listed.
      if (!(await store.sessions.isDeleted(place))) continue;
      await files.remove(place);
      await store.sessions.cleared(place);
    } catch (error) {
      log.warn({ err: error, session_id: place.sessionId }, 'a deleted session could not be cleared');
    }
  }
}
