import type { SessionPlace } from '../../contract/session-files';
import { limits } from '../../contract/limits';
import type { Store } from '../../store';

/** A session that somebody watches. */
interface Watched {
  readonly place: SessionPlace;
  readonly listeners: Set<() => void>;
  newest: string | undefined;
}

/** Tells those who follow sessions of new tasks: one look a moment for all sessions that are followed in this process. */
export class SessionWatch {
  private readonly sessions = new Map<string, Watched>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Pick<Store, 'sessionTasks'>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Calls `listener` when a session may have a new task; returns how to stop that. */
  watch(place: SessionPlace, listener: () => void): () => void {
    const name = JSON.stringify([place.tenant, place.sessionId]);
    const watched = this.sessions.get(name) ?? { place, listeners: new Set(), newest: undefined };
    this.sessions.set(name, watched);
    watched.listeners.add(listener);
    this.timer ??= setTimeout(() => void this.look(), limits.sessionLookMs);
    return () => {
      watched.listeners.delete(listener);
      if (watched.listeners.size === 0 && this.sessions.get(name) === watched) this.sessions.delete(name);
    };
  }

  private async look(): Promise<void> {
    const all = [...this.sessions.values()];
    try {
      const newest =
        all.length === 0 ? [] : await this.store.sessionTasks.newest(all.map(({ place }) => place));
      all.forEach((watched, index) => {
        if (watched.newest === newest[index]) return;
        watched.newest = newest[index];
        watched.listeners.forEach((listener) => listener());
      });
    } catch (error) {
      this.onError(error);
    }
    this.timer =
      this.sessions.size === 0 ? undefined : setTimeout(() => void this.look(), limits.sessionLookMs);
  }
}
