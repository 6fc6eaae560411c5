import { wireData, wireName, type TaskEvent } from '../contract/events';
import type { Response } from 'express';

/** One event of a task as a block of server-sent events. */
export function formatEvent(event: TaskEvent): string {
  return blockOf(event.stream_id, wireName(event.type), wireData(event));
}

/**
 * The same on a stream of several tasks, where an id says how far each of them is told. The end of one of them is not
 * the end of the stream, which `done` would be taken for.
 */
export function formatSessionEvent(event: TaskEvent, id: string): string {
  if (event.type === 'STREAM_END') return blockOf(id, event.type, JSON.stringify(event));
  return blockOf(id, wireName(event.type), wireData(event));
}

function blockOf(id: string, name: string, data: string): string {
  return `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`;
}

/** Begins a stream of server-sent events; `comment` is its first line, `headers` come besides the usual ones. */
export function openStream(response: Response, comment: string, headers: Record<string, string>): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    Connection: 'keep-alive',
    'X-Accel-Buffering': 'no',
    ...headers,
  });
  response.write(`: ${comment}\n\n`);
}

const waits = new WeakMap<Response, Promise<void>>();

/** Resolves when a response takes more, or is closed; at once where it does already. */
export function drained(response: Response): Promise<void> {
  if (!response.writableNeedDrain || response.closed) return Promise.resolve();
  const known = waits.get(response);
  if (known) return known;
  const wait = new Promise<void>((resolve) => {
    const done = () => {
      waits.delete(response);
      resolve();
    };
    response.once('drain', done);
    response.once('close', done);
  });
  waits.set(response, wait);
  return wait;
}
