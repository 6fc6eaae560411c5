import type { Logger } from 'pino';
import type { Store, TaskRow } from '../store';
import { LogFollowers, type LogReader } from './log-follower';

/** Somebody's connection, over which the events of one task go until its end. */
export interface TaskReader extends LogReader {
  /** Says that the log has ended, where it has nothing more to give, and ends. */
  finish(): void;
  /** Keeps the connection open while there is nothing to tell. */
  ping(): void;
  /** Calls `feed` once there is room again; not at all when the connection is gone. */
  whenDrained(feed: () => void): Promise<void>;
  /** Gives the connection up: its client comes again. */
  breakOff(): void;
}

/** A task that is followed. */
export type Followed = Pick<TaskRow, 'task_id' | 'ended_at' | 'last_seq'>;

/**
 * Feeds a reader from its position on until it is left, or until the task is deleted; one that asks for more than the log
 * has is fed from its end on. Returns how to leave.
 */
export type FollowTask = (row: Followed, reader: TaskReader, pingMs: number) => () => void;

/** Makes the feeder of readers, of every kind of connection: each log is read once, however many follow it. */
export function createFollowTask(deps: {
  readonly store: Pick<Store, 'events' | 'tasks' | 'wakeups'>;
  readonly log: Logger;
}): FollowTask {
  const readers = new Readers(deps.store);
  const followers = new LogFollowers(deps.store, (error) => {
    deps.log.warn({ err: error }, 'the event log could not be read; readers wait');
  });
  return ({ task_id: taskId, ended_at: endedAt, last_seq: lastSeq }, reader, pingMs) => {
    reader.position = Math.min(reader.position, lastSeq);
    const feed = () => {
      followers
        .feed(taskId, reader, () => void reader.whenDrained(feed))
        .catch((error: unknown) => {
          deps.log.warn({ err: error, task_id: taskId }, 'a stream could not be fed; its client comes again');
          reader.breakOff();
        });
    };
    const heartbeat = setInterval(() => {
      reader.ping();
      followers.look(taskId);
      readers.look(taskId).catch((error: unknown) => {
        deps.log.warn({ err: error, task_id: taskId }, 'a task could not be looked up for its readers');
      });
    }, pingMs);
    readers.add(taskId, reader);
    // Resumed at its very end, the log has nothing more to say than that it has ended.
    if (endedAt && reader.position >= lastSeq) reader.finish();
    else feed();
    return () => {
      clearInterval(heartbeat);
      readers.remove(taskId, reader);
      followers.remove(taskId, reader);
    };
  };
}

/** Whoever reads some task now: a deleted task tells them nothing more, not even its end. */
class Readers {
  private readonly byTask = new Map<string, Set<TaskReader>>();
  /** Tasks whose deletion may have been missed. */
  private unsure = new Set<string>();

  constructor(private readonly store: Pick<Store, 'tasks' | 'wakeups'>) {
    store.wakeups.onTaskGone((taskId) => {
      if (taskId === undefined) this.unsure = new Set(this.byTask.keys());
      else this.finish(taskId);
    });
  }

  add(taskId: string, reader: TaskReader): void {
    this.byTask.set(taskId, (this.byTask.get(taskId) ?? new Set()).add(reader));
    // It may have been deleted since its row was read.
    this.unsure.add(taskId);
  }

  remove(taskId: string, reader: TaskReader): void {
    const readers = this.byTask.get(taskId);
    readers?.delete(reader);
    if (readers?.size !== 0) return;
    this.byTask.delete(taskId);
    this.unsure.delete(taskId);
  }

  /** Looks whether a task is still there, where its deletion may have been missed. Throws the store's error. */
  async look(taskId: string): Promise<void> {
    if (!this.unsure.delete(taskId)) return;
    try {
      if (!(await this.store.tasks.get(taskId))) this.finish(taskId);
    } catch (error) {
      if (this.byTask.has(taskId)) this.unsure.add(taskId);
      throw error;
    }
  }

  private finish(taskId: string): void {
    for (const reader of [...(this.byTask.get(taskId) ?? [])]) if (!reader.isGone()) reader.finish();
  }
}
