import type { House } from '../support/house';
import type { PublishedClient } from './published-client';

/** Where calls of the published client are made: filled before the first test. */
export interface Setting {
  readonly kind: 'sync' | 'async';
  house: House;
  client: PublishedClient;
  /** Another client of the same kind, which says by header `X-API-Key`, as bearer or not at all who it is. */
  open: (way: 'key' | 'bearer' | 'none') => Promise<PublishedClient>;
}

/** What a submission gives. */
export interface Handle {
  readonly task_id: string;
  /** For calls on it. */
  readonly handle: number;
}

/** An event as the client shows it. */
export interface ClientEvent {
  readonly type: string;
  readonly id: string;
  readonly payload: object | null;
}

/** Names of events, in their order. */
export function typesOf(events: readonly ClientEvent[]): string[] {
  return events.map(({ type }) => type);
}

/** Submits a task by the client; returns its id. */
export async function submit({ client }: Setting, query: string, settings: object = {}): Promise<string> {
  return (await client.call<Handle>('submit_task', [query], { ...settings })).task_id;
}

/** Matches a time that the client has parsed: no text that a server sent ends so. */
export const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*\+00:00$/) as string;
