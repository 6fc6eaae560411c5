import type { Request } from 'express';
import { ApiError } from '../contract/errors';
import type { TaskEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { SessionPlace } from '../contract/session-files';
import type { SessionEvent, SessionEvents, SessionHistory, SessionTurn } from '../contract/sessions';
import type { SessionTurn as TurnRow } from '../store';
import { inBatches } from './batches';
import type { ApiDeps } from './deps';
import { statusNow } from './list';
import { readPage } from './paging';
import { historyItem, paidFor } from './session-view';

type TurnDeps = Pick<ApiDeps, 'store' | 'engine' | 'log'>;

/** `GET /api/v1/sessions/{id}/history`. Throws `ApiError` 400 and 404, else the store's error. */
export async function readHistory(
  deps: TurnDeps,
  place: SessionPlace,
  request: Request,
): Promise<SessionHistory> {
  const page = readPage(request, limits.historyPage, limits.historyPage);
  const { rows, total } = await turnsOf(deps, place, page);
  const tasks = await inBatches(rows, limits.sweepConcurrency, async (row) =>
    historyItem(row, await statusNow(deps, row)),
  );
  return { session_id: place.sessionId, tasks, total };
}

/**
 * `GET /api/v1/sessions/{id}/events`: turns with what they told. Throws `ApiError` 400 and 404, and 413 where the page
 * has more events than one answer may hold.
 */
export async function readTurns(
  deps: TurnDeps,
  place: SessionPlace,
  request: Request,
): Promise<SessionEvents> {
  const page = readPage(request, 10, 100);
  const withPayload = wantsPayload(request);
  const { rows, total } = await turnsOf(deps, place, page);
  const ids = rows.map(({ task_id }) => task_id);
  const events = await deps.store.events.ofTasks(ids, limits.sessionEvents + 1);
  if (events.length > limits.sessionEvents) throw new ApiError('tooManyEvents');
  const turns = rows.map((row, index) => {
    const told = events.filter(({ workflow_id: of }) => of === row.task_id);
    return turnOf(row, page.offset + index + 1, told, withPayload);
  });
  return { session_id: place.sessionId, count: total, turns };
}

/** Throws `ApiError` 404 where there is no such session. */
async function turnsOf(
  { store }: TurnDeps,
  place: SessionPlace,
  page: Parameters<TurnDeps['store']['sessions']['turns']>[1],
): ReturnType<TurnDeps['store']['sessions']['turns']> {
  if (!(await store.sessions.exists(place))) throw new ApiError('noSuchSession');
  return store.sessions.turns(place, page);
}

function wantsPayload(request: Request): boolean {
  const given = request.query['include_payload'] ?? 'true';
  if (given === 'true' || given === '1') return true;
  if (given === 'false' || given === '0') return false;
  throw new ApiError('badRequest', 'include_payload must be true or false');
}

function turnOf(row: TurnRow, turn: number, events: readonly TaskEvent[], withPayload: boolean): SessionTurn {
  const involved = new Set(events.flatMap(({ agent_id: agent }) => (agent === undefined ? [] : [agent])));
  return {
    turn,
    task_id: row.task_id,
    user_query: row.query,
    final_output: row.result ?? '',
    timestamp: row.created_at.toISOString(),
    events: events.map((event) => eventOf(event, withPayload)),
    metadata: {
      tokens_used: paidFor(row).tokens,
      execution_time_ms: row.took_ms,
      agents_involved: [...involved].sort(),
    },
  };
}

function eventOf({ payload, ...event }: TaskEvent, withPayload: boolean): SessionEvent {
  return { ...event, ...(withPayload && payload && { payload: JSON.stringify(payload) }) };
}
