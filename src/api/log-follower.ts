import { LRUCache } from 'lru-cache';
import { isLastEvent, type TaskEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { Store } from '../store';

/** Somebody who takes events of one task, in order and without gap. */
export interface LogReader {
  /** Number of the last event that it has taken. */
  position: number;
  /** Whether nobody is there any more to take anything. */
  isGone(): boolean;
  /** Takes the events after its position; false when it is full and must be fed again later. */
  take(events: readonly TaskEvent[]): boolean;
}

/** Told that a reader is full and fed no more: it is to be fed again once it has room. */
type OnFull = (reader: LogReader) => void;

type FollowedStore = Pick<Store, 'events' | 'wakeups'>;

/**
 * Follows one task's log for all its readers of this process: each new event is read from the store once, however
 * many watch. A reader joins when it has caught up, and leaves when it is full, to catch up by itself again.
 */
class LogFollower {
  /** Each with whom to tell when it is full. */
  private readonly readers = new Map<LogReader, OnFull>();
  private readonly unsubscribe: () => void;
  private position: number;
  private isReading = false;
  private isWoken = false;

  constructor(
    private readonly store: FollowedStore,
    private readonly taskId: string,
    start: number,
    private readonly onIdle: () => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.position = start;
    this.unsubscribe = store.wakeups.subscribe(taskId, (last) => {
      // An append of this process wakes twice, by a call and by NOTIFY: the second finds everything read.
      if (last === undefined || !(last <= this.position)) void this.read();
    });
  }

  /** Adds a reader that is not behind this follower; false when it is, and has to catch up first. */
  add(reader: LogReader, onFull: OnFull): boolean {
    if (reader.position < this.position) return false;
    this.readers.set(reader, onFull);
    void this.read();
    return true;
  }

  remove(reader: LogReader): void {
    this.readers.delete(reader);
    if (this.readers.size > 0) return;
    this.unsubscribe();
    this.onIdle();
  }

  /** Looks into the log, once more when woken meanwhile. */
  async read(): Promise<void> {
    this.isWoken = true;
    if (this.isReading) return;
    this.isReading = true;
    try {
      while (this.isWoken && this.readers.size > 0) {
        this.isWoken = false;
        const events = await this.store.events.after(this.taskId, this.position);
        if (events.length === limits.eventPage) this.isWoken = true;
        this.deliver(events);
      }
    } catch (error) {
      // The next wake-up or heartbeat looks again: readers keep their position.
      this.onError(error);
    } finally {
      this.isReading = false;
    }
  }

  private deliver(events: readonly TaskEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    const before = this.position;
    this.position = last.seq;
    for (const [reader, onFull] of [...this.readers]) {
      // The same array for all who stand together lets them share what they make of it.
      const unseen =
        reader.position === before ? events : events.filter((event) => event.seq > reader.position);
      if (unseen.length === 0 || reader.take(unseen)) continue;
      this.remove(reader);
      if (!isLastEvent(last)) onFull(reader);
    }
  }
}

/** All logs that are followed in this process. */
export class LogFollowers {
  private readonly followers = new Map<string, LogFollower>();
  /** Pages that are being read, and full ones of the last moment, which can never change: many ask for the same. */
  private readonly pages = new LRUCache<string, Promise<TaskEvent[]>>({ max: 16, ttl: 2_000 });

  constructor(
    private readonly store: FollowedStore,
    private readonly onError: (error: unknown) => void,
  ) {}

  /**
   * Feeds a reader from its position on, first from the store, then as the log grows, until it is removed or gone.
   * Rejects with the store's error when the first reading fails.
   */
  async feed(taskId: string, reader: LogReader, onFull: OnFull): Promise<void> {
    for (;;) {
      const events = await this.page(taskId, reader.position);
      if (reader.isGone()) return;
      if (events.length > 0 && !reader.take(events)) {
        onFull(reader);
        return;
      }
      if (reader.isGone()) return;
      if (events.length < limits.eventPage && this.join(taskId, reader, onFull)) return;
    }
  }

  /** Stops feeding a reader; safe to call for one that is not fed. */
  remove(taskId: string, reader: LogReader): void {
    this.followers.get(taskId)?.remove(reader);
  }

  /** Looks into a task's log though nobody has woken us: a wake-up may be lost with a connection. */
  look(taskId: string): void {
    void this.followers.get(taskId)?.read();
  }

  private page(taskId: string, position: number): Promise<TaskEvent[]> {
    const name = `${taskId} ${position}`;
    const known = this.pages.get(name);
    if (known) return known;
    const reading = this.store.events.after(taskId, position);
    const forget = () => void this.pages.delete(name);
    reading.then((events) => events.length < limits.eventPage && forget(), forget);
    this.pages.set(name, reading);
    return reading;
  }

  private join(taskId: string, reader: LogReader, onFull: OnFull): boolean {
    const existing = this.followers.get(taskId);
    if (existing) return existing.add(reader, onFull);
    const follower: LogFollower = new LogFollower(
      this.store,
      taskId,
      reader.position,
      () => {
        if (this.followers.get(taskId) === follower) this.followers.delete(taskId);
      },
      this.onError,
    );
    this.followers.set(taskId, follower);
    return follower.add(reader, onFull);
  }
}
