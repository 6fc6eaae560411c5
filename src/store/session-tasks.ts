import { sql, type Kysely } from 'kysely';
import type { SessionPlace } from '../contract/session-files';
import type { Tables } from './tables';

/** A task of a session as those who follow it see it. */
export interface SessionTask {
  readonly task_id: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly last_seq: number;
}

/** A place in the order of a session's tasks: by creation, then by id. */
export interface SessionPosition {
  readonly createdMs: number;
  readonly taskId: string;
}

/**
 * The tasks of sessions in the order of their creation, for those who follow them. A task may become visible a moment
 * behind one that was created later: whoever goes on asks from a little earlier, and names those known already. Methods
 * throw the database's error.
 */
export class SessionTaskStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** The first task of a session that was created after a time and is not among those known. */
  async next(
    { tenant, sessionId }: SessionPlace,
    afterMs: number,
    known: readonly string[],
  ): Promise<SessionTask | undefined> {
    const { rows } = await sql<SessionTask>`select task_id, created_at, ended_at, last_seq from tasks
      where tenant = ${tenant} and session_id = ${sessionId} and session_deleted_at is null and created_at > ${new Date(afterMs)}
        and task_id <> all(${known})
      order by created_at, task_id limit 1`.execute(this.database);
    return rows[0];
  }

  /** Ids of the tasks of a session that were created after a time, up to a position. */
  async between(
    { tenant, sessionId }: SessionPlace,
    afterMs: number,
    { createdMs, taskId }: SessionPosition,
  ): Promise<SessionTask[]> {
    const { rows } = await sql<SessionTask>`select task_id, created_at, ended_at, last_seq from tasks
      where tenant = ${tenant} and session_id = ${sessionId} and session_deleted_at is null and created_at > ${new Date(afterMs)}
        and (created_at, task_id) <= (${new Date(createdMs)}, ${taskId})`.execute(this.database);
    return rows;
  }

  /** Those tasks of a session that are still there, of some. */
  async present({ tenant, sessionId }: SessionPlace, taskIds: readonly string[]): Promise<SessionTask[]> {
    const { rows } = await sql<SessionTask>`select task_id, created_at, ended_at, last_seq from tasks
      where tenant = ${tenant} and session_id = ${sessionId} and session_deleted_at is null and task_id = any(${taskIds})`.execute(
      this.database,
    );
    return rows;
  }

  /** The newest task of each of some sessions, in their order; undefined for one without a task. */
  async newest(places: readonly SessionPlace[]): Promise<(string | undefined)[]> {
    const tenants = places.map(({ tenant }) => tenant);
    const sessions = places.map(({ sessionId }) => sessionId);
    const { rows } = await sql<{ task_id: string | null }>`select (
        select task_id from tasks where tenant = asked.tenant and session_id = asked.session_id and session_deleted_at is null
        order by created_at desc limit 1
      ) as task_id
      from unnest(${tenants}::text[], ${sessions}::text[]) with ordinality as asked (tenant, session_id, place)
      order by place`.execute(this.database);
    return rows.map(({ task_id }) => task_id ?? undefined);
  }
}
