import type { Request } from 'express';
import { ApiError } from '../contract/errors';
import { parsePosition, parseTypes } from '../contract/events';
import { idPattern } from '../contract/task';

/** What of a task's events a client wants. */
export interface StreamQuery {
  /** Number of the event after which it goes on. */
  readonly position: number;
  /** Whether it wants events of a type; undefined: all of them. */
  readonly passes: ((type: string) => boolean) | undefined;
}

/** Reads how a stream of a task is asked for. Throws `ApiError` 400. */
export function readStreamQuery(request: Request, taskId: string): StreamQuery {
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  return { position: readPosition(request), passes: readTypes(request) };
}

/** Reads the filter by types; undefined: everything passes. */
export function readTypes(request: Request): StreamQuery['passes'] {
  const types = request.query['types'];
  return parseTypes(typeof types === 'string' ? types : undefined);
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
