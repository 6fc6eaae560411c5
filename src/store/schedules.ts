import { sql, type Kysely } from 'kysely';
import { limits } from '../contract/limits';
import { locked } from './locked';
import type { Tables } from './tables';

/** Whose a schedule is, and how its runs have gone. */
export interface ScheduleRow {
  readonly schedule_id: string;
  readonly tenant: string;
  readonly owner: string;
  readonly created_at: Date;
  readonly confirmed_at: Date | null;
  readonly total_runs: number;
  readonly successful_runs: number;
  readonly failed_runs: number;
  readonly last_run_at: Date | null;
}

/** A schedule before it is in the store. */
export interface NewSchedule {
  readonly scheduleId: string;
  readonly tenant: string;
  readonly owner: string;
  readonly request?: { readonly key: string; readonly bodyHash: string };
}

/** What came of adding one. */
export type Added =
  | { readonly outcome: 'added' }
  | {
      /** An earlier request with this key has made it, or had begun to. */
      readonly outcome: 'repeated';
      readonly schedule_id: string;
      readonly body_hash: string;
      readonly is_confirmed: boolean;
      /** RFC 3339. */
      readonly first_run_at: string | null;
    }
  | { readonly outcome: 'full'; readonly count: number };

/** First half of the locks of schedules: their own space among the advisory locks. */
const lockSpace = 0x73636864;

const withCounts = sql`
  select s.schedule_id, s.tenant, s.owner, s.created_at, s.confirmed_at, r.*
  from schedules s cross join lateral (
    select count(*) as total_runs, max(r.triggered_at) as last_run_at,
      count(*) filter (where coalesce(t.status, r.kept_status) = 'TASK_STATUS_COMPLETED') as successful_runs,
      count(*) filter (where coalesce(t.status, r.kept_status) in ('TASK_STATUS_FAILED', 'TASK_STATUS_TIMEOUT')
        or (r.refusal is not null and t.task_id is null)) as failed_runs
    from schedule_runs r left join tasks t on t.task_id = r.task_id where r.schedule_id = s.schedule_id
  ) r`;

/** Whose schedules there are. Every method throws the database's error. */
export class ScheduleStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** Adds a schedule, unless its user has `most` already or its request has made one before. */
  async add({ scheduleId, tenant, owner, request }: NewSchedule, most: number): Promise<Added> {
    const oldest = new Date(Date.now() - limits.idempotencyWindowMs);
    const { rows } = await sql<{ added: Added }>`select add_schedule(${scheduleId}, ${tenant}, ${owner},
      ${most}::integer, ${request?.key ?? null}, ${request?.bodyHash ?? null}, ${oldest}) as added`.execute(
      this.database,
    );
    const added = rows[0]?.added;
    if (!added) throw new Error('The store did not say what came of a schedule');
    return added;
  }

  /**
   * Notes that the engine has it, and the run that was announced to whoever made it. Returns the one that was announced
   * first; null where there was none.
   */
  async confirm(scheduleId: string, nextRunAt?: Date): Promise<Date | null> {
    const { rows } = await sql<{ first_run_at: Date | null }>`
      update schedules set confirmed_at = coalesce(confirmed_at, clock_timestamp()), checked_at = clock_timestamp(),
        first_run_at = coalesce(first_run_at, ${nextRunAt ?? null}::timestamptz)
      where schedule_id = ${scheduleId} returning first_run_at`.execute(this.database);
    return rows[0]?.first_run_at ?? null;
  }

  /** A schedule, or undefined. */
  async get(scheduleId: string): Promise<ScheduleRow | undefined> {
    const { rows } = await sql<ScheduleRow>`${withCounts} where s.schedule_id = ${scheduleId}`.execute(
      this.database,
    );
    return rows[0];
  }

  /** All schedules of a user, newest first. */
  async list(tenant: string, owner: string): Promise<ScheduleRow[]> {
    const { rows } = await sql<ScheduleRow>`${withCounts} where s.tenant = ${tenant} and s.owner = ${owner}
      order by s.created_at desc, s.schedule_id`.execute(this.database);
    return rows;
  }

  /** Removes a schedule with its runs; their tasks stay. */
  async remove(scheduleId: string): Promise<void> {
    await sql`delete from schedules where schedule_id = ${scheduleId}`.execute(this.database);
  }

  /** Removes one that the engine does not have and that nobody is making now; false where somebody is. */
  async discard(scheduleId: string): Promise<boolean> {
    const gone = await sql`delete from schedules where schedule_id = ${scheduleId}
      and claimed_at < clock_timestamp() - make_interval(secs => ${limits.unconfirmedMs / 1_000})`.execute(
      this.database,
    );
    return gone.numAffectedRows === 1n;
  }

  /** Ids to compare with the engine: those that nobody has confirmed in time, and those not compared for long. */
  async unsettled(most: number): Promise<string[]> {
    const { rows } = await sql<{ schedule_id: string }>`select schedule_id from schedules
      where claimed_at < clock_timestamp() - make_interval(secs => ${limits.unconfirmedMs / 1_000})
      and (confirmed_at is null
        or checked_at < clock_timestamp() - make_interval(secs => ${limits.schedule.checkedMs / 1_000}))
      order by checked_at nulls first limit ${most}`.execute(this.database);
    return rows.map(({ schedule_id }) => schedule_id);
  }

  /** Runs `work` while nobody else changes this schedule; undefined, at once, when somebody does. */
  async alone<T>(scheduleId: string, work: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
    return locked(this.database, sql`${sql.lit(lockSpace)}::integer, hashtext(${scheduleId})`, work);
  }
}
