import type { WebSocket } from 'ws';
import { ApiError } from '../contract/errors';
import { isLastEvent, type TaskEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { Store } from '../store';
import type { FollowTask, TaskReader } from './follow-task';
import { ownRow } from './status';
import type { StreamTask } from './stream';
import { readStreamQuery, type StreamQuery } from './stream-query';
import { accept, canAccept } from './upgrades';

/**
 * Makes the server of WebSockets (reference, section 3.3): the same events and ends as on a stream of server-sent events,
 * each a text frame of JSON under its internal name; after the last one it closes. Throws `ApiError` 400 or 404
 * before the handshake is accepted.
 */
export function createSocketTask(
  { store }: { readonly store: Pick<Store, 'tasks'> },
  follow: FollowTask,
): StreamTask {
  return async (caller, request, response, taskId) => {
    const asked = readStreamQuery(request, taskId);
    const row = ownRow(caller, await store.tasks.get(taskId));
    if (!canAccept(request)) throw new ApiError('badRequest', 'This path takes WebSocket handshakes only');
    const socket = await accept(request, response);
    const reader = new EventSocket(socket, asked);
    const leave = follow(row, reader, limits.socketPingMs);
    socket.once('close', leave);
  };
}

/** Frames as they were last made: readers of one task share them. */
const madeFrames = new WeakMap<TaskEvent, string>();

/** One client's WebSocket. */
class EventSocket implements TaskReader {
  position: number;
  private readonly passes: StreamQuery['passes'];
  private heardAt = Date.now();
  private sent: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: WebSocket,
    asked: StreamQuery,
  ) {
    this.position = asked.position;
    this.passes = asked.passes;
    socket.on('pong', () => (this.heardAt = Date.now()));
    // What a client does wrong closes its connection; there is nothing else to be done.
    socket.on('error', () => socket.terminate());
  }

  take(events: readonly TaskEvent[]): boolean {
    const last = events.at(-1);
    if (!this.isOpen || !last) return true;
    this.position = last.seq;
    for (const event of events) if (this.wants(event)) this.send(event);
    if (isLastEvent(last)) {
      this.finish();
      return true;
    }
    return this.socket.bufferedAmount < limits.socketBufferBytes;
  }

  /** A slow client loses nothing: it is fed again once it has taken what it was sent. */
  async whenDrained(feed: () => void): Promise<void> {
    await this.sent;
    if (this.isOpen) feed();
  }

  finish(): void {
    this.socket.close(1000);
  }

  /** Also looks whether the client still answers. */
  ping(): void {
    if (Date.now() - this.heardAt > limits.socketSilenceMs) this.socket.terminate();
    else if (this.isOpen) this.socket.ping();
  }

  breakOff(): void {
    this.socket.close(1011, 'The events cannot be read now');
  }

  isGone(): boolean {
    return !this.isOpen;
  }

  private get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** The last event comes behind every filter. */
  private wants(event: TaskEvent): boolean {
    return !this.passes || this.passes(event.type) || isLastEvent(event);
  }

  private send(event: TaskEvent): void {
    const frame = madeFrames.get(event) ?? JSON.stringify(event);
    madeFrames.set(event, frame);
    this.sent = new Promise((resolve) => {
      this.socket.send(frame, () => resolve());
    });
  }
}
