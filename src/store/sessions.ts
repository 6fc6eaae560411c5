import { sql, type Kysely, type Selectable } from 'kysely';
import type { Pool } from 'pg';
import { limits } from '../contract/limits';
import type { SessionPlace } from '../contract/session-files';
import { prepared } from './prepared';
import type { SessionsTable, Tables } from './tables';
import type { TaskRow } from './tasks';
import type { Wakeups } from './wakeups';

/** A session with what its tasks come to. */
export interface SessionRow extends Selectable<SessionsTable> {
  readonly tasks: number;
  readonly completed: number;
  /** Ended as FAILED or TIMEOUT. */
  readonly failed: number;
  readonly tokens: number;
  /** US dollars. */
  readonly usd: number;
  /** When a task of it was last submitted, begun or ended. */
  readonly active_at: Date | null;
  readonly first_task: string | null;
  readonly latest_task: string | null;
  /** The newest strategy of its research tasks; null where it has none. */
  readonly research_strategy: string | null;
  /** Tokens that its budget without a period allows, and has counted; null: none is set. */
  readonly token_budget: number | null;
  readonly budget_tokens: number | null;
}

/** A session that was deleted, as far as its tasks must still be told. */
export interface DeletedSession {
  /** Tasks that live, and are to be cancelled in the engine. */
  readonly live: readonly string[];
}

/** Sums over the tasks of a session `s`: ended ones by their record, live ones by what their steps have paid for. */
const totals = sql`
  select count(*)::integer as tasks,
    count(*) filter (where t.status = 'TASK_STATUS_COMPLETED')::integer as completed,
    count(*) filter (where t.status in ('TASK_STATUS_FAILED', 'TASK_STATUS_TIMEOUT'))::integer as failed,
    coalesce(sum(coalesce((t.usage ->> 'total_tokens')::bigint, live.tokens)), 0)::bigint as tokens,
    coalesce(sum(coalesce((t.usage ->> 'estimated_cost')::numeric, live.usd)), 0)::double precision as usd,
    max(greatest(t.created_at, t.started_at, t.ended_at)) as active_at,
    (array_agg(t.task_id order by t.created_at, t.task_id))[1] as first_task,
    (array_agg(t.task_id order by t.created_at desc, t.task_id desc))[1] as latest_task,
    (array_agg(t.settings -> 'research' ->> 'strategy' order by t.created_at desc, t.task_id desc)
      filter (where t.mode = 'EXECUTION_MODE_COMPLEX' and t.settings -> 'research' is not null))[1]
      as research_strategy
  from tasks t left join lateral spent_so_far(t.task_id) live on t.ended_at is null
  where t.tenant = s.tenant and t.session_id = s.session_id and t.session_deleted_at is null`;

/** The budget of a session `s` that bounds its tokens for ever. */
const budget = sql`
  select b.max_tokens as token_budget, b.spent_tokens as budget_tokens from budgets b
  where b.tenant = s.tenant and b.scope = 'session' and b.scope_id = s.session_id and b.period = 'total'
    and b.max_tokens is not null`;

/** Sessions and their turns. Every method throws the database's error. */
export class SessionStore {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly pool: Pool,
    private readonly wakeups: Pick<Wakeups, 'gone'>,
  ) {}

  /** One page of a tenant's sessions, newest first, and how many there are. */
  async list(
    tenant: string,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<{ rows: SessionRow[]; total: number }> {
    const page = sql<SessionRow>`
      select * from (select * from sessions where tenant = ${tenant} and deleted_at is null
        order by created_at desc, session_id desc limit ${limit} offset ${offset}) s
      cross join lateral (${totals}) sums left join lateral (${budget}) bound on true order by s.created_at desc, s.session_id desc`;
    const [{ rows }, count] = await Promise.all([
      page.execute(this.database),
      this.database
        .selectFrom('sessions')
        .select((eb) => eb.fn.countAll<number>().as('total'))
        .where('tenant', '=', tenant)
        .where('deleted_at', 'is', null)
        .executeTakeFirstOrThrow(),
    ]);
    return { rows, total: count.total };
  }

  /** First or last tasks of sessions by their ids; those that are not there are missing. */
  async edges(taskIds: readonly string[]): Promise<ReadonlyMap<string, EdgeTask>> {
    const text =
      'select task_id, query, mode, status, started_at, is_paused from tasks where task_id = any($1)';
    const { rows } = await prepared<EdgeTask>(this.pool, 'edge_tasks', text, [taskIds]);
    return new Map(rows.map((row) => [row.task_id, row]));
  }

  /** A session; undefined for one that never was, or was deleted. */
  async get({ tenant, sessionId }: SessionPlace): Promise<SessionRow | undefined> {
    const found = await sql<SessionRow>`
      select * from sessions s cross join lateral (${totals}) sums left join lateral (${budget}) bound on true
      where s.tenant = ${tenant} and s.session_id = ${sessionId} and s.deleted_at is null`.execute(
      this.database,
    );
    return found.rows[0];
  }

  /** Whether there is such a session, not deleted. */
  async exists({ tenant, sessionId }: SessionPlace): Promise<boolean> {
    const found = await this.database
      .selectFrom('sessions')
      .select('session_id')
      .where('tenant', '=', tenant)
      .where('session_id', '=', sessionId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return found !== undefined;
  }

  /** Whether there was such a session, and it is deleted. */
  async isDeleted({ tenant, sessionId }: SessionPlace): Promise<boolean> {
    const found = await sql`select 1 from sessions
      where tenant = ${tenant} and session_id = ${sessionId} and deleted_at is not null`.execute(
      this.database,
    );
    return found.rows.length > 0;
  }

  /** Gives a session its title; false for one that never was, or was deleted. */
  async rename({ tenant, sessionId }: SessionPlace, title: string): Promise<boolean> {
    const renamed = await this.database
      .updateTable('sessions')
      .set({ title, updated_at: sql`clock_timestamp()` })
      .where('tenant', '=', tenant)
      .where('session_id', '=', sessionId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return renamed.numUpdatedRows === 1n;
  }

  /** One page of the tasks of a session, oldest first, and how many there are; live ones with what they have paid. */
  async turns(
    { tenant, sessionId }: SessionPlace,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<{ rows: SessionTurn[]; total: number }> {
    const ofSession = this.database
      .selectFrom('tasks')
      .where('tenant', '=', tenant)
      .where('session_id', '=', sessionId)
      .where('session_deleted_at', 'is', null);
    const [rows, count] = await Promise.all([
      ofSession
        .leftJoinLateral(sql<Spent>`spent_so_far(tasks.task_id)`.as('live'), (join) =>
          join.on('ended_at', 'is', null),
        )
        .select(['task_id', 'query', 'mode', 'created_at', 'started_at', 'ended_at', 'is_paused'])
        .select(['status', 'result', 'error', 'usage', 'metadata', 'live.tokens as live_tokens'])
        .select([
          sql<number | null>`live.usd::double precision`.as('live_usd'),
          sql<number | null>`(unified_response -> 'performance' ->> 'execution_time_ms')::integer`.as(
            'took_ms',
          ),
          sql<number | null>`(unified_response -> 'metadata' ->> 'agents_used')::integer`.as('agents_used'),
        ])
        .orderBy('created_at')
        .orderBy('task_id')
        .limit(limit)
        .offset(offset)
        .execute(),
      ofSession.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { rows, total: count.total };
  }

  /**
   * Deletes a session: nobody finds it from now on, and a cancel is noted of its live tasks. What it held goes with
   * `clear`. Safe to repeat; undefined for a session that never was.
   */
  async delete(
    { tenant, sessionId }: SessionPlace,
    order: { readonly by: string; readonly reason: string; readonly hasFiles: boolean },
  ): Promise<DeletedSession | undefined> {
    const { by, reason, hasFiles } = order;
    const deleted = await sql<{ live: string[] | null }>`
      select delete_session(${tenant}, ${sessionId}, ${by}, ${reason}, ${hasFiles}) as live`.execute(
      this.database,
    );
    const live = deleted.rows[0]?.live;
    return live ? { live } : undefined;
  }

  /** Removes tasks that had ended when their session was deleted, with all that is theirs, and tells every process. */
  async clear({ tenant, sessionId }: SessionPlace): Promise<void> {
    await this.removeTasks(
      sql`tenant = ${tenant} and session_id = ${sessionId} and ended_at <= session_deleted_at`,
    );
  }

  /** The same of all deleted sessions, but for tasks that ended so lately that somebody may be reading of their end. */
  async clearAll(): Promise<void> {
    const seconds = limits.deletedTaskMs / 1_000;
    await this.removeTasks(sql`ended_at < clock_timestamp() - make_interval(secs => ${seconds})`);
  }

  /** Deleted sessions without a task, of which something else may be left. */
  async uncleared(most: number): Promise<SessionPlace[]> {
    const found = await sql<SessionPlace>`
      select tenant, session_id as "sessionId" from sessions s
      where deleted_at is not null and cleared_at is null and not exists (
        select 1 from tasks t where t.tenant = s.tenant and t.session_id = s.session_id
          and t.session_deleted_at is not null)
      order by deleted_at limit ${most}`.execute(this.database);
    return found.rows;
  }

  /** Notes that nothing is left of a deleted session, unless a task of it lives still. */
  async cleared({ tenant, sessionId }: SessionPlace): Promise<void> {
    await sql`update sessions set cleared_at = clock_timestamp()
      where tenant = ${tenant} and session_id = ${sessionId} and deleted_at is not null and not exists (
        select 1 from tasks t where t.tenant = sessions.tenant and t.session_id = sessions.session_id
          and t.session_deleted_at is not null)`.execute(this.database);
  }

  /** Removes ended tasks of deleted sessions, some hundred with each statement. */
  private async removeTasks(which: ReturnType<typeof sql>): Promise<void> {
    for (;;) {
      const removed = await sql<{ task_id: string }>`
        delete from tasks where task_id in (select task_id from tasks
          where session_deleted_at is not null and ended_at is not null and ${which} limit ${removedAtOnce})
        returning task_id`.execute(this.database);
      for (const { task_id } of removed.rows) this.wakeups.gone(task_id);
      if (removed.rows.length < removedAtOnce) return;
    }
  }
}

interface Spent {
  readonly tokens: number;
  readonly usd: string;
}

type TurnColumn =
  | ('task_id' | 'query' | 'mode' | 'created_at' | 'started_at' | 'ended_at' | 'is_paused')
  | ('status' | 'result' | 'error' | 'usage' | 'metadata');

/** A task of a session; while it lives with what it has paid for so far. */
export type SessionTurn = Pick<TaskRow, TurnColumn> & {
  readonly live_tokens: number | null;
  readonly live_usd: number | null;
  /** Milliseconds from its first work to its end. */
  readonly took_ms: number | null;
  readonly agents_used: number | null;
};

/** What a list of sessions shows of one of their tasks. */
export type EdgeTask = Pick<TaskRow, 'task_id' | 'query' | 'mode' | 'status' | 'started_at' | 'is_paused'>;

/** Tasks that one statement removes: each takes its events, steps and pages with it. */
const removedAtOnce = 200;
