import { sql, type Kysely } from 'kysely';
import type { Pool } from 'pg';
import { limits } from '../contract/limits';
import type { SessionSummary } from '../contract/recall';
import type { SessionPlace } from '../contract/session-files';
import { prepared } from './prepared';
import type { Tables } from './tables';

/** A turn of a session that has completed. */
export interface CompletedTurn {
  readonly query: string;
  readonly result: string;
  readonly taskId: string;
  /** RFC 3339: when it ended. */
  readonly endedAt: string;
}

/** Which completed turns are meant: those that had ended by a time, and of them those after, and up to, a turn. */
export interface TurnRange {
  /** RFC 3339. */
  readonly by: string;
  readonly after?: Pick<SessionSummary, 'until' | 'last'> | undefined;
  readonly upTo?: CompletedTurn | undefined;
}

/** How much a task of a session would have to read of it. */
export interface SessionLength {
  readonly turns: number;
  readonly bytes: number;
  readonly hasSummary: boolean;
}

const completed = `from tasks where tenant = $1 and session_id = $2 and status = 'TASK_STATUS_COMPLETED'
  and session_deleted_at is null and ended_at <= $3 and (ended_at, task_id) > ($4::timestamptz, $5)`;
const longAgo = { until: '-infinity', last: '' };
/** The statement behind one direction: in turn of their ends, since that is the order in which they became history. */
const turnsIn = (
  order: 'asc' | 'desc',
) => `select query, coalesce(result, '') as result, task_id as "taskId", ended_at
  ${completed} and ($6::timestamptz is null or (ended_at, task_id) <= ($6, $7))
  order by ended_at ${order}, task_id ${order} limit $8`;

/**
 * What a session remembers: its completed turns, and the summary of the earliest of them. Every method throws the
 * database's error.
 */
export class SessionMemory {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly pool: Pool,
  ) {}

  /** Completed turns, newest first, so many at most. */
  async newest(place: SessionPlace, range: TurnRange, most: number): Promise<CompletedTurn[]> {
    return this.turns('newest_turns', turnsIn('desc'), place, range, most);
  }

  /** Completed turns, oldest first, so many at most. */
  async oldest(place: SessionPlace, range: TurnRange, most: number): Promise<CompletedTurn[]> {
    return this.turns('oldest_turns', turnsIn('asc'), place, range, most);
  }

  /** How much of a session there is to be read, its newest `most` turns counted. */
  async length({ tenant, sessionId }: SessionPlace, most: number): Promise<SessionLength> {
    const text = `select count(*)::integer as turns, coalesce(sum(bytes), 0)::integer as bytes,
        exists (select 1 from sessions where tenant = $1 and session_id = $2 and summary is not null) as "hasSummary"
      from (select octet_length(query) + coalesce(octet_length(result), 0) as bytes from tasks
        where tenant = $1 and session_id = $2 and status = 'TASK_STATUS_COMPLETED' and session_deleted_at is null
        order by ended_at desc, task_id desc limit $3) t`;
    const values = [tenant, sessionId, most];
    const { rows } = await prepared<SessionLength>(this.pool, 'session_length', text, values);
    return rows[0] ?? { turns: 0, bytes: 0, hasSummary: false };
  }

  /** The summary of a session; undefined where it has none, or one of turns that ended after a time. */
  async summary({ tenant, sessionId }: SessionPlace, by: string): Promise<SessionSummary | undefined> {
    const found = await sql<{ text: string; until: Date; last: string }>`
      select summary as text, summary_until as until, summary_last as last from sessions
      where tenant = ${tenant} and session_id = ${sessionId} and deleted_at is null
        and summary is not null and summary_until <= ${by}`.execute(this.database);
    const [row] = found.rows;
    return row && { ...row, until: row.until.toISOString() };
  }

  /**
   * Reserves the next summary of a session for a task, so that two at once do not pay for the same. False while another
   * task that lives has reserved it, for a minute at most.
   */
  async reserve({ tenant, sessionId }: SessionPlace, taskId: string): Promise<boolean> {
    const seconds = limits.recallWaitMs / 1_000;
    const reserved = await sql`
      update sessions set summing_task = ${taskId}, summing_at = clock_timestamp()
      where tenant = ${tenant} and session_id = ${sessionId} and (summing_task is null or summing_task = ${taskId}
        or summing_at < clock_timestamp() - make_interval(secs => ${seconds})
        or not exists (select 1 from tasks where task_id = summing_task and ended_at is null))`.execute(
      this.database,
    );
    return reserved.numAffectedRows === 1n;
  }

  /** Gives back what a task had reserved. */
  async release({ tenant, sessionId }: SessionPlace, taskId: string): Promise<void> {
    await sql`update sessions set summing_task = null
      where tenant = ${tenant} and session_id = ${sessionId} and summing_task = ${taskId}`.execute(
      this.database,
    );
  }

  /**
   * Keeps the summary that a task has made of a session: in the place of the one that it was made from, and only as
   * long as the task belongs to the session and all the turns that it sums up are there still.
   */
  async keep(
    { tenant, sessionId }: SessionPlace,
    made: {
      readonly taskId: string;
      readonly summary: SessionSummary;
      readonly from: Pick<SessionSummary, 'until' | 'last'> | undefined;
      readonly turns: readonly string[];
    },
  ): Promise<void> {
    const { taskId, summary, from, turns } = made;
    await sql`update sessions set
        summary = ${summary.text}, summary_until = ${summary.until}, summary_last = ${summary.last}
      where tenant = ${tenant} and session_id = ${sessionId} and deleted_at is null
        and summary_until is not distinct from ${from?.until ?? null}::timestamptz
        and summary_last is not distinct from ${from?.last ?? null}::text
        and exists (select 1 from tasks where task_id = ${taskId} and session_deleted_at is null)
        and (select count(*) from tasks where task_id = any(${turns}) and session_deleted_at is null)
          = ${turns.length}`.execute(this.database);
  }

  private async turns(
    name: string,
    text: string,
    { tenant, sessionId }: SessionPlace,
    { by, after = longAgo, upTo }: TurnRange,
    most: number,
  ): Promise<CompletedTurn[]> {
    const places = [after.until, after.last, upTo?.endedAt ?? null, upTo?.taskId ?? null];
    const { rows } = await prepared<Omit<CompletedTurn, 'endedAt'> & { ended_at: Date }>(
      this.pool,
      name,
      text,
      [...[tenant, sessionId, by, ...places, most]],
    );
    return rows.map(({ ended_at: endedAt, ...turn }) => ({ ...turn, endedAt: endedAt.toISOString() }));
  }
}
