import type { Request, Response } from 'express';
import { ApiError } from '../contract/errors';
import {
  isLastEvent,
  parsePosition,
  parseTypes,
  wireData,
  wireName,
  type TaskEvent,
} from '../contract/events';
import { limits } from '../contract/limits';
import { idPattern } from '../contract/task';
import type { Caller } from '../store';
import type { ApiDeps } from './deps';
import { LogFollowers, type LogReader } from './log-follower';
import { ownRow } from './status';

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
export function createStreamTask(deps: Pick<ApiDeps, 'store' | 'log'>): StreamTask {
  const followers = new LogFollowers(deps.store, (error) => {
    deps.log.warn({ err: error }, 'the event log could not be read; readers wait');
  });
  return async (caller, request, response, taskId) => {
    if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
    const position = readPosition(request);
    const types = typeof request.query['types'] === 'string' ? request.query['types'] : undefined;
    const row = ownRow(caller, await deps.store.tasks.get(taskId));
    if (response.closed) return;
    const stream = new EventStream(response, taskId, position, parseTypes(types));
    const feed = () => {
      followers
        .feed(taskId, stream, () => void stream.whenDrained(feed))
        .catch((error: unknown) => {
          deps.log.warn({ err: error, task_id: taskId }, 'a stream could not be fed; its client comes again');
          response.destroy();
        });
    };
    const heartbeat = setInterval(() => {
      stream.ping();
      followers.look(taskId);
    }, limits.streamHeartbeatMs);
    response.once('close', () => {
      clearInterval(heartbeat);
      stream.close();
      followers.remove(taskId, stream);
    });
    stream.open();
    // Resumed at its very end, the log has nothing more to say than that it has ended.
    if (row.ended_at && position >= row.last_seq) stream.finish();
    else feed();
  };
}

/** Position to go on after: the header wins over the query; what the header says in no known form means the start. */
function readPosition(request: Request): number {
  const header = request.get('last-event-id');
  if (header !== undefined && header !== '') return parsePosition(header) ?? 0;
  const query = request.query['last_event_id'];
  if (query === undefined || query === '') return 0;
  const position = typeof query === 'string' ? parsePosition(query) : undefined;
  if (position === undefined) throw new ApiError('invalidPosition');
  return position;
}

/** Blocks of events as they were last made, so that readers who stand together share the work. */
const madeBlocks = new WeakMap<readonly TaskEvent[], string>();

/** One client's stream. */
class EventStream implements LogReader {
  private isClosed = false;

  constructor(
    private readonly response: Response,
    private readonly taskId: string,
    public position: number,
    private readonly passes: ((type: string) => boolean) | undefined,
  ) {}

  open(): void {
    this.response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      Connection: 'keep-alive',
      'X-Accel-Buffering': 'no',
      'X-Workflow-ID': this.taskId,
    });
    this.response.write(`: connected to workflow ${this.taskId}\n\n`);
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
    if (!this.isClosed && this.response.writableNeedDrain) {
      await new Promise<void>((resolve) => {
        this.response.once('drain', resolve);
        this.response.once('close', resolve);
      });
    }
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

function formatEvent(event: TaskEvent): string {
  return `id: ${event.stream_id}\nevent: ${wireName(event.type)}\ndata: ${wireData(event)}\n\n`;
}
