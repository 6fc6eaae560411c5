import type { Request } from 'express';
import { ApiError } from '../../contract/errors';
import { limits } from '../../contract/limits';
import { idPattern } from '../../contract/task';
import type { Timeline, TimelineEvent, TimelineKept, TimelineSource } from '../../contract/timeline';
import type { Caller, TaskRow } from '../../store';
import type { EngineHistory } from '../../temporal';
import type { TaskDeps } from '../deps';
import { ownRow } from '../status';
import { isOfSummary, isWorkflowEnd } from './event-types';
import { timelineOf } from './from-history';
import { timelineFromLog } from './from-log';
import { readTimelineQuery, type TimelineQuery } from './read-query';
import { statsOf } from './stats';

type Deps = Pick<TaskDeps, 'store' | 'engine' | 'log'>;

/** A timeline before it is cut to what was asked for. */
interface Found {
  readonly source: TimelineSource;
  readonly events: readonly TimelineEvent[];
  /** Numbers of events that a summary shows though their type is none of its types. */
  readonly open: ReadonlySet<number>;
}

/** What is answered, and with which code. */
export interface TimelineAnswer {
  readonly status: 200 | 202;
  readonly body: Timeline | TimelineKept;
}

/**
 * `GET /api/v1/tasks/{id}/timeline`: from the history that the engine keeps; where it keeps none any more, from what
 * was kept of it or from the log. With `persist` it is kept, and only that is answered. Throws `ApiError` 400 or 404, 503
 * where the engine does not answer, and the store's error as it is.
 */
export async function readTimeline(
  deps: Deps,
  caller: Caller,
  request: Request,
  taskId: string,
): Promise<TimelineAnswer> {
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  const query = readTimelineQuery(request);
  const row = ownRow(caller, await deps.store.tasks.get(taskId));
  const found = await find(deps, row, query);
  if (query.persist) {
    if (found.source === 'history') await deps.store.timelines.keep(taskId, bare(found.events));
    const body = { status: 'accepted', workflow_id: taskId, count: found.events.length } as const;
    return { status: 202, body };
  }
  const events = show(found, query);
  const stats = { ...statsOf(found.events, events.length, query.mode), ...originOf(found.source) };
  return { status: 200, body: { workflow_id: taskId, events, stats } };
}

async function find(
  deps: Deps,
  { task_id: taskId }: TaskRow,
  { run_id: runId }: TimelineQuery,
): Promise<Found> {
  const [history, facts] = await Promise.all([
    historyOf(deps, taskId, runId),
    deps.store.events.calls(taskId),
  ]);
  if (history) return { source: 'history', ...timelineOf(taskId, history, facts) };
  if (runId !== undefined) throw new ApiError('taskNotFound');
  const kept = await deps.store.timelines.kept(taskId);
  const open = new Set<number>();
  if (kept?.some(({ type }) => isWorkflowEnd(type))) return { source: 'kept', events: kept, open };
  const { events } = await deps.store.events.list(taskId, limits.timelineEvents, 0);
  return { source: 'log', events: timelineFromLog(taskId, events), open };
}

async function historyOf(
  { engine, log }: Deps,
  taskId: string,
  runId: string | undefined,
): Promise<EngineHistory | undefined> {
  try {
    return await engine.history(taskId, runId);
  } catch (error) {
    log.error({ err: error, task_id: taskId }, 'a history could not be read');
    const sentence =
      'The history of the task cannot be read now: the engine does not answer; try again shortly';
    throw new ApiError('unavailable', sentence, { 'Retry-After': '5' });
  }
}

function show({ source, events, open }: Found, { mode, include_payloads: isWhole }: TimelineQuery) {
  const shown =
    mode === 'full' || source === 'log'
      ? events
      : events.filter(({ type, seq }) => isOfSummary(type) || open.has(seq));
  return isWhole ? [...shown] : bare(shown);
}

/** Events without what was given and what came of it, and with messages of a length that a list can show. */
function bare(events: readonly TimelineEvent[]): TimelineEvent[] {
  return events.map(({ payload: _payload, message, ...event }) => ({
    ...event,
    message: [...message].slice(0, limits.timelineMessageCharacters).join(''),
  }));
}

function originOf(source: TimelineSource): Pick<Timeline['stats'], 'source' | 'note'> {
  switch (source) {
    case 'history':
      return { source };
    case 'kept':
      return { source, note: 'The engine keeps this history no longer; this is what was kept of it.' };
    case 'log':
      return { source, note: 'The engine keeps this history no longer; this is the log of events.' };
  }
}
