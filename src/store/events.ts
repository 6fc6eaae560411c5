import { sql, type Kysely, type Selectable } from 'kysely';
import type { Pool } from 'pg';
import { unlistedTypes, type NewEvent, type TaskEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { JsonObject } from '../contract/task';
import { prepared } from './prepared';
import type { EventsTable, Tables } from './tables';

/** Text of an answer that was not finished. */
export interface PartialAnswer {
  readonly text: string;
  readonly provider: string;
  readonly model: string;
  /** How many attempts wrote something. */
  readonly attempts: number;
}

/** What the log tells of a call: of a tool, or of the answer that ended the task. */
export interface CallFacts {
  /** Key of the event that tells it: `STEP:invoked` and `STEP:observed` of tools, `end:LLM_OUTPUT:AGENT` of answers. */
  readonly key: string;
  readonly payload: JsonObject;
}

/** The log of events: appended by those who cause them, read from a position. Methods throw the database's error. */
export class EventStore {
  /** `wake` is told of every append of this process, after its commit. */
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly pool: Pool,
    private readonly wake: (taskId: string) => void = () => undefined,
  ) {}

  /**
   * Appends events whose keys the log does not have. With `attempt`, only while that is the newest one of its step.
   * Returns false when nothing may be appended any more: the task has ended, or a newer attempt has begun.
   */
  async append(
    taskId: string,
    events: readonly NewEvent[],
    attempt?: { readonly step: string; readonly number: number },
  ): Promise<boolean> {
    const text = 'select append_events($1, $2::json, $3, $4) as last';
    const values = [taskId, JSON.stringify(events), attempt?.step ?? null, attempt?.number ?? null];
    const appended = await prepared<{ last: number | null }>(this.pool, 'append_events', text, values);
    this.wake(taskId);
    return appended.rows[0]?.last != null;
  }

  /** Up to a page of events after a position, in order. */
  async after(taskId: string, seq: number, most: number = limits.eventPage): Promise<TaskEvent[]> {
    const text = 'select * from events where task_id = $1 and seq > $2 order by seq limit $3';
    const values = [taskId, seq, most];
    const { rows } = await prepared<Selectable<EventsTable>>(this.pool, 'events_after', text, values);
    return rows.map(toEvent);
  }

  /** One page of the events that a list shows, and how many there are. */
  async list(taskId: string, limit: number, offset: number): Promise<{ events: TaskEvent[]; total: number }> {
    const listed = this.database
      .selectFrom('events')
      .where('task_id', '=', taskId)
      .where('type', 'not in', [...unlistedTypes]);
    const [rows, count] = await Promise.all([
      listed.selectAll().orderBy('seq').limit(limit).offset(offset).execute(),
      listed.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { events: rows.map(toEvent), total: count.total };
  }

  /** The events of several tasks that lists show, up to so many, task by task in order. */
  async ofTasks(taskIds: readonly string[], most: number): Promise<TaskEvent[]> {
    const text = `select * from events where task_id = any($1) and type <> all($2) order by task_id, seq limit $3`;
    const values = [taskIds, unlistedTypes, most];
    return (await prepared<Selectable<EventsTable>>(this.pool, 'events_of_tasks', text, values)).rows.map(
      toEvent,
    );
  }

  /** What the log tells of the tools that a task called, and of the answers that ended it. */
  async calls(taskId: string): Promise<CallFacts[]> {
    const { rows } = await sql<{ key: string; payload: JsonObject | null }>`
      select key, payload from events where task_id = ${taskId}
        and (type in ('TOOL_INVOKED', 'TOOL_OBSERVATION') or key like 'end:LLM\\_OUTPUT:%')`.execute(
      this.database,
    );
    return rows.map(({ key, payload }) => ({ key, payload: payload ?? {} }));
  }

  /** What the newest attempt at an answer had written, and by which model; undefined where none had begun to. */
  async partial(taskId: string): Promise<PartialAnswer | undefined> {
    const found = await sql<PartialAnswer>`
      select string_agg(message, '' order by seq) as text, coalesce(min(payload ->> 'provider'), '') as provider,
             coalesce(min(payload ->> 'model'), '') as model, count(*) over ()::integer as attempts
      from events where task_id = ${taskId} and type = 'LLM_PARTIAL'
      group by payload ->> 'attempt' order by max(seq) desc limit 1`.execute(this.database);
    return found.rows[0];
  }
}

function toEvent(row: Selectable<EventsTable>): TaskEvent {
  return {
    workflow_id: row.task_id,
    type: row.type,
    ...(row.agent_id !== null && { agent_id: row.agent_id }),
    ...(row.message !== null && { message: row.message }),
    ...(row.payload !== null && { payload: row.payload }),
    timestamp: row.created_at.toISOString(),
    seq: row.seq,
    stream_id: `${row.created_at.getTime()}-${row.seq}`,
  };
}
