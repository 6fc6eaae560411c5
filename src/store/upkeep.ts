import { sql, type Kysely } from 'kysely';
import { limits } from '../contract/limits';
import { locked } from './locked';
import type { TaskRow } from './tasks';
import type { Tables } from './tables';

const sweepLock = 0x686f6c64;

/** What keeps the store true and small: the sweep's reads, and what goes with age. */
export class UpkeepStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /**
   * Runs `work` while no other process does, under an advisory lock that goes with its connection.
   * Returns false, at once, when another process holds it.
   */
  async alone(work: () => Promise<void>): Promise<boolean> {
    return (await locked(this.database, sql.lit(sweepLock), work)) !== undefined;
  }

  /** Unfinished tasks to compare with the engine: those asked to cancel first, then the longest unchecked. */
  async unfinished(most: number): Promise<TaskRow[]> {
    return this.database
      .selectFrom('tasks')
      .selectAll()
      .where('ended_at', 'is', null)
      .orderBy('cancel_requested_at', (order) => order.asc().nullsLast())
      .orderBy('checked_at', (order) => order.asc().nullsFirst())
      .limit(most)
      .execute();
  }

  /** Notes that these tasks were compared with the engine. */
  async checked(taskIds: readonly string[]): Promise<void> {
    if (taskIds.length === 0) return;
    // Rows are locked in the order in which everybody locks several.
    await sql`update tasks set checked_at = clock_timestamp() from (
        select task_id from tasks where task_id = any(${taskIds}) order by task_id for update
      ) as due where tasks.task_id = due.task_id`.execute(this.database);
  }

  /** Removes text pieces of tasks that ended a day ago, idempotency keys past their window, old tasks, and sessions of which none is left. */
  async expire(retentionDays: number): Promise<void> {
    const day = limits.partialRetentionMs / 1_000;
    await sql`with old as (
        update tasks set trimmed_at = clock_timestamp() where task_id in (
          select task_id from tasks where ended_at < clock_timestamp() - make_interval(secs => ${day})
          and trimmed_at is null limit 1000)
        returning task_id
      ) delete from events using old where events.task_id = old.task_id and events.type = 'LLM_PARTIAL'`.execute(
      this.database,
    );
    await this.expireWebhooks();
    await sql`delete from idempotency_keys where created_at <
      clock_timestamp() - make_interval(secs => ${limits.idempotencyWindowMs / 1_000})`.execute(
      this.database,
    );
    await sql`delete from tasks where task_id in (select task_id from tasks
      where ended_at < clock_timestamp() - make_interval(days => ${retentionDays}) limit 1000)`.execute(
      this.database,
    );
    await this.expireSessions(retentionDays);
  }

  /**
   * Removes sessions that have been without a task for as long. Their rows are locked first and looked at again: a task
   * that is submitted meanwhile keeps its session.
   */
  private async expireSessions(retentionDays: number): Promise<void> {
    const isOver = sql`coalesce(s.deleted_at, s.created_at) < clock_timestamp() - make_interval(days => ${retentionDays})
      and (s.deleted_at is null or s.cleared_at is not null) and not exists (
        select 1 from tasks t where t.tenant = s.tenant and t.session_id = s.session_id)`;
    await this.database.transaction().execute(async (transaction) => {
      const { rows } = await sql<{
        place: string[];
      }>`select array[tenant, session_id] as place from sessions s
        where ${isOver} limit 1000 for update skip locked`.execute(transaction);
      const [tenants, ids] = [0, 1].map((part) => rows.map(({ place }) => place[part]));
      await sql`delete from sessions s using unnest(${tenants}::text[], ${ids}::text[]) as old (tenant, session_id)
        where s.tenant = old.tenant and s.session_id = old.session_id and ${isOver}`.execute(transaction);
    });
  }

  /** Ends deliveries that were stopped from outside, and removes secrets with which nothing is left to be signed. */
  private async expireWebhooks(): Promise<void> {
    await sql`update webhook_deliveries set state = 'failed', ended_at = clock_timestamp()
      where state = 'pending' and created_at <
        clock_timestamp() - make_interval(secs => ${limits.webhookExecutionMs / 1_000})`.execute(
      this.database,
    );
    await sql`update webhooks set secret = null from tasks
      where tasks.task_id = webhooks.task_id and webhooks.secret is not null and tasks.ended_at is not null
        and not exists (select 1 from webhook_deliveries as due
          where due.task_id = webhooks.task_id and due.state = 'pending')`.execute(this.database);
  }
}
