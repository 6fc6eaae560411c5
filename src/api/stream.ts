import type { Request, Response } from 'express';
import { isLastEvent, type TaskEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { Caller } from '../store';
import type { ApiDeps } from './deps';
import type { FollowTask, TaskReader } from './follow-task';
import { drained, formatEvent, openStream } from './sse-format';
import { ownRow } from './status';
import { readStreamQuery, type StreamQuery } from './stream-query';

/** Streams a task's events to a client until the task's end, or the client's. */
export type StreamTask = (
  caller: Caller,
  request: Request,
  response: Response,
  taskId: string,
) => Promise<void>;

/**
 * Makes the server of event streams (contract, section 4; reference, section 3.1): what the log has after the
 * client's position, then what comes, then `done`. Throws `ApiError` 400 or 404 before anything is sent.
 */
export function createStreamTask({ store }: Pick<ApiDeps, 'store'>, follow: FollowTask): StreamTask {
  return async (caller, request, response, taskId) => {
    const asked = readStreamQuery(request, taskId);
    const row = ownRow(caller, await store.tasks.get(taskId));
    if (response.closed) return;
    const stream = new EventStream(response, taskId, asked);
    stream.open();
    const leave = follow(row, stream, limits.streamHeartbeatMs);
    response.once('close', () => {
      stream.close();
      leave();
    });
  };
}

/** Blocks of events as they were last made, so that readers who stand together share the work. */
const madeBlocks = new WeakMap<readonly TaskEvent[], string>();

/** One client's stream. */
class EventStream implements TaskReader {
  position: number;
  private readonly passes: StreamQuery['passes'];
  private isClosed = false;

  constructor(
    private readonly response: Response,
    private readonly taskId: string,
    asked: StreamQuery,
  ) {
    this.position = asked.position;
    this.passes = asked.passes;
  }

  isGone(): boolean {
    return this.isClosed;
  }

  open(): void {
    openStream(this.response, `connected to workflow ${this.taskId}`, { 'X-Workflow-ID': this.taskId });
  }

  take(events: readonly TaskEvent[]): boolean {
    const last = events.at(-1);
    if (this.isClosed || !last) return true;
    this.position = last.seq;
    const block = this.passes
      ? blockOf(events.filter((event) => this.passes?.(event.type)))
      : sharedBlock(events);
    const end = isLastEvent(last) && this.passes && !this.passes(last.type) ? formatEvent(last) : '';
    const isRoomLeft = block + end === '' || this.response.write(block + end);
    if (isLastEvent(last)) {
      this.close();
      this.response.end();
      return true;
    }
    return isRoomLeft;
  }

  /** Feeds the client again once it has taken what it was sent: a slow one loses nothing. */
  async whenDrained(feed: () => void): Promise<void> {
    await drained(this.response);
    if (!this.isClosed) feed();
  }

  /** Says that the task's log has ended, and ends. */
  finish(): void {
    this.close();
    this.response.end('event: done\ndata: [DONE]\n\n');
  }

  ping(): void {
    if (!this.isClosed && !this.response.writableNeedDrain) this.response.write(': ping\n\n');
  }

  breakOff(): void {
    this.response.destroy();
  }

  close(): void {
    this.isClosed = true;
  }
}

function sharedBlock(events: readonly TaskEvent[]): string {
  const made = madeBlocks.get(events);
  if (made !== undefined) return made;
  const block = blockOf(events);
  madeBlocks.set(events, block);
  return block;
}

function blockOf(events: readonly TaskEvent[]): string {
  return events.map(formatEvent).join('');
}
