import { sql, type Kysely } from 'kysely';
import type { TimelineEvent } from '../contract/timeline';
import type { Tables } from './tables';

/** Timelines that outlive the histories that they were read from. Every method throws the database's error. */
export class TimelineStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** Keeps a task's timeline in the place of an earlier one; of a task that is not there nothing is kept. */
  async keep(taskId: string, events: readonly TimelineEvent[]): Promise<void> {
    await sql`insert into timelines (task_id, events)
      select task_id, ${JSON.stringify(events)}::json from tasks where task_id = ${taskId}
      on conflict (task_id) do update set events = excluded.events, kept_at = clock_timestamp()`.execute(
      this.database,
    );
  }

  /** The timeline that was kept of a task. */
  async kept(taskId: string): Promise<TimelineEvent[] | undefined> {
    const { rows } = await sql<{ events: TimelineEvent[] }>`
      select events from timelines where task_id = ${taskId}`.execute(this.database);
    return rows[0]?.events;
  }
}
