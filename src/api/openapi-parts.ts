import { idPattern } from '../contract/task';

/** A part of an OpenAPI document. */
export type Json = Record<string, unknown>;

/** The schema of a name. */
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string): Json => ({ 'application/json': { schema: ref(name) } });
/** An answer with a body of a schema. */
export const answer = (description: string, name: string): Json => ({ description, content: json(name) });
/** An answer with an error. */
export const error = (description: string): Json => answer(description, 'ErrorBody');
/** A request body of a schema. */
export const body = (name: string, required: boolean): Json => ({ required, content: json(name) });
const parameter =
  (place: 'query' | 'header' | 'path') =>
  (name: string, description: string, schema: Json = { type: 'string' }): Json => ({
    name,
    in: place,
    ...(place === 'path' && { required: true }),
    description,
    schema,
  });
/** A parameter in the query; text unless a schema says otherwise. */
export const query = parameter('query');
/** A parameter in a header; text unless a schema says otherwise. */
export const header = parameter('header');
/** A part of the path; text unless a schema says otherwise. */
export const inPath = parameter('path');
/** Schema of the ids of tasks and sessions. */
export const idSchema: Json = { type: 'string', pattern: idPattern.source };
/** The task in the path. */
export const taskId = inPath('id', 'Task id, which is also the workflow id', idSchema);
/** The parameters of a page of a list, `most` items long at most. */
export const paging = (most: number): Json[] => [
  query('limit', 'Length of the page', { type: 'integer', minimum: 1, maximum: most }),
  query('offset', 'Items to pass over', { type: 'integer', minimum: 0 }),
];
/** The parameters of a stream of events. */
export const streaming: Json[] = [
  query('types', 'Event names to send, internal or wire, separated by commas'),
  query('last_event_id', 'Stream id or number after which to go on'),
  header('Last-Event-ID', 'The same; wins over the query'),
];
/** An answer with a stream of events. */
export const eventStream: Json = {
  description: 'Server-sent events; those of one task are ended by `done` with the data `[DONE]`',
  content: { 'text/event-stream': { schema: { type: 'string' } } },
};
/** What every route that needs a key may answer. */
export const refused = { '401': error('Missing, unknown, expired or revoked key') };

/** What one method of a path does. */
export function operation(operationId: string, summary: string, rest: Json): Json {
  return { operationId, summary, ...rest };
}
