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

/** Feeds a reader from its position on until it is left; returns how to leave. */
export type FollowTask = (row: Followed, reader: TaskReader, pingMs: number) => () => void;

/** Makes the feeder of readers, of every kind of connection: each log is read once, however many follow it. */
export function createFollowTask(deps: {
  readonly store: Pick<Store, 'events' | 'wakeups'>;
  readonly log: Logger;
}): FollowTask {
  const followers = new LogFollowers(deps.store, (error) => {
    deps.log.warn({ err: error }, 'the event log could not be read; readers wait');
  });
  return ({ task_id: taskId, ended_at: endedAt, last_seq: lastSeq }, reader, pingMs) => {
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
    }, pingMs);
    // Resumed at its very end, the log has nothing more to say than that it has ended.
    if (endedAt && reader.position >= lastSeq) reader.finish();
    else feed();
    return () => {
      clearInterval(heartbeat);
      followers.remove(taskId, reader);
    };
  };
}
