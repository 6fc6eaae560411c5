import type { Response } from 'express';
import { isLastEvent, type TaskEvent } from '../../contract/events';
import type { SessionPlace } from '../../contract/session-files';
import { limits } from '../../contract/limits';
import type { Store } from '../../store';
import type { FollowTask, Followed, TaskReader } from '../follow-task';
import { drained, formatSessionEvent } from '../sse-format';
import type { StreamQuery } from '../stream-query';
import { writeCursor, type SessionCursor } from './cursor';
import { TasksInOrder } from './tasks-in-order';

/** What a stream of a session works with. */
export interface SessionStreamParts {
  readonly store: Pick<Store, 'sessionTasks'>;
  readonly follow: FollowTask;
  readonly response: Response;
  readonly place: SessionPlace;
  readonly passes: StreamQuery['passes'];
  /** Told of an error of the store; the stream goes on. */
  readonly onError: (error: unknown) => void;
}

/**
 * One client's stream of a session: tasks that have ended one after the other, as they were created; those that live side
 * by side, some at once. Each event has an id from which another stream goes on.
 */
export class SessionStream {
  private readonly open = new Map<string, OpenTask>();
  private readonly tasks: TasksInOrder;
  private isPumping = false;
  private isWoken = false;

  constructor(
    private readonly parts: SessionStreamParts,
    private readonly cursor: SessionCursor,
  ) {
    this.tasks = new TasksInOrder(parts.store, parts.place, cursor.top);
  }

  /** Goes on where the cursor stands. Throws the store's error. */
  async begin(): Promise<void> {
    const { store, place } = this.parts;
    await this.tasks.begin();
    for (const task of await store.sessionTasks.present(place, [...this.cursor.open.keys()]))
      void this.add(task, this.cursor.open.get(task.task_id) ?? 0);
    await this.pump();
  }

  /** Looks for new tasks; once more when it is asked meanwhile. */
  async pump(): Promise<void> {
    this.isWoken = true;
    if (this.isPumping) return;
    this.isPumping = true;
    try {
      while (this.isWoken && !this.parts.response.closed) {
        this.isWoken = false;
        await this.addAll();
      }
    } catch (error) {
      // The next look asks again.
      this.parts.onError(error);
    } finally {
      this.isPumping = false;
    }
  }

  /** Keeps the connection, and leaves tasks that were deleted: they tell nothing more, not even their end. */
  async beat(): Promise<void> {
    const { response, store, place, onError } = this.parts;
    if (!response.writableNeedDrain) response.write(': ping\n\n');
    try {
      const ids = [...this.open.keys()];
      const present = new Set((await store.sessionTasks.present(place, ids)).map(({ task_id }) => task_id));
      for (const id of ids) if (!present.has(id)) this.open.get(id)?.leave();
    } catch (error) {
      onError(error);
    }
    await this.pump();
  }

  leave(): void {
    for (const task of [...this.open.values()]) task.leave();
  }

  private async addAll(): Promise<void> {
    while (this.open.size < limits.sessionTasksAtOnce && !this.parts.response.closed) {
      const task = await this.tasks.next();
      if (!task) return;
      const told = this.add(task, 0);
      if (task.ended_at) await told;
    }
  }

  /** Follows a task; resolves when it is told to its end, or was left. */
  private add(task: Followed, position: number): Promise<void> {
    return new Promise((resolve) => {
      const { response, passes, follow } = this.parts;
      const write = (events: readonly TaskEvent[]) => {
        const block = events
          .filter(({ type }) => !passes || passes(type))
          .map((event) => formatSessionEvent(event, this.idAt(event)))
          .join('');
        return block === '' || response.write(block);
      };
      const gone = () => {
        this.open.delete(task.task_id);
        resolve();
        if (!response.closed) void this.pump();
      };
      const reader = new OpenTask(response, position, write, gone);
      this.open.set(task.task_id, reader);
      reader.followed(follow(task, reader, limits.streamHeartbeatMs));
    });
  }

  /** The id of an event: how far the session is told once it is. */
  private idAt(event: TaskEvent): string {
    const open = new Map([...this.open].map(([id, { position }]) => [id, position]));
    if (isLastEvent(event)) open.delete(event.workflow_id);
    else open.set(event.workflow_id, event.seq);
    return writeCursor({ top: this.tasks.top, open });
  }
}

/** One task of a session while it is told. */
class OpenTask implements TaskReader {
  private isOver = false;
  private stop: (() => void) | undefined;

  constructor(
    private readonly response: Response,
    public position: number,
    private readonly write: (events: readonly TaskEvent[]) => boolean,
    private readonly gone: () => void,
  ) {}

  isGone(): boolean {
    return this.isOver;
  }

  /** Takes how to be followed no more; it may be over already. */
  followed(stop: () => void): void {
    this.stop = stop;
    if (this.isOver) stop();
  }

  take(events: readonly TaskEvent[]): boolean {
    const last = events.at(-1);
    if (this.isOver || !last) return true;
    const isRoomLeft = this.write(events);
    this.position = last.seq;
    if (isLastEvent(last)) this.leave();
    return isRoomLeft || this.isOver;
  }

  async whenDrained(feed: () => void): Promise<void> {
    await drained(this.response);
    if (!this.isOver) feed();
  }

  finish(): void {
    this.leave();
  }

  /** The stream beats for all of its tasks. */
  ping(): void {
    // Nothing of its own.
  }

  breakOff(): void {
    this.response.destroy();
  }

  leave(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.stop?.();
    this.gone();
  }
}
