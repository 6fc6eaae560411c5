import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { BudgetPeriod, BudgetPlace, BudgetScope } from '../contract/budgets';
import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { PauseOutcome } from './control';
import type { Tables } from './tables';

/** Tokens and US dollars of a budget. */
export interface BudgetShare {
  readonly tokens: number;
  readonly usd: number;
}

/** How a budget stands that several tasks may share: what was spent in its period. */
export interface SharedBudget extends BudgetShare {
  readonly scope: BudgetScope;
  readonly period: BudgetPeriod;
  /** Null: it does not bound them. */
  readonly max_tokens: number | null;
  readonly max_usd: number | null;
}

/** A budget as it is listed, with what calls in flight hold. */
export interface BudgetRow extends SharedBudget {
  readonly scope_id: string;
  readonly reserved_tokens: number;
  readonly reserved_usd: number;
  /** When its period began, and when the next one does; null where it has no end. */
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly set_by: string;
  readonly updated_at: Date;
}

/** A pause that a budget asks for: what the refused call takes at least, and whether the task's own budget refused. */
export interface BudgetPause {
  readonly reason: string;
  readonly by: string;
  readonly event: NewEvent;
  readonly need: BudgetShare;
  readonly isOwn: boolean;
}

/** What a call spends that belongs to no task. */
export interface Spending {
  readonly tenant: string;
  readonly sessionId: string;
  readonly keyId: string;
  /** Names it in the ledger. */
  readonly call: string;
  readonly usd: number;
}

const columns = sql`
  b.scope, b.scope_id, b.period, b.max_tokens, b.max_usd, b.set_by, b.updated_at,
  case when b.window_start = start.at then b.spent_tokens else 0 end as tokens,
  case when b.window_start = start.at then b.spent_usd::double precision else 0 end as usd,
  held.tokens as reserved_tokens, held.usd as reserved_usd, start.at as starts_at,
  case b.period when 'day' then start.at + interval '1 day'
    when 'month' then date_trunc('month', start.at + interval '40 days', 'UTC') end as ends_at
  from budgets b
  cross join lateral (select budget_window(b.period, clock_timestamp()) as at) start
  cross join lateral (
    select coalesce(sum(r.tokens), 0)::bigint as tokens, coalesce(sum(r.usd), 0) as usd
    from budget_reservations r where r.tenant = b.tenant and r.expires_at > clock_timestamp()
      and b.scope_id = case b.scope when 'tenant' then r.tenant when 'key' then r.key_id
        when 'session' then r.session_id else r.task_id end
  ) held`;

/** Budgets that are set for tasks, sessions, keys and tenants. Every method throws the database's error. */
export class BudgetStore {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly wake: (taskId: string) => void,
  ) {}

  /** A tenant's budgets by scope, id and period. */
  async list(tenant: string): Promise<BudgetRow[]> {
    return this.read(sql`b.tenant = ${tenant}`);
  }

  /** One budget; undefined where none is set. */
  async get(tenant: string, place: BudgetPlace): Promise<BudgetRow | undefined> {
    return (await this.read(at(tenant, place)))[0];
  }

  /** Sets a budget, or changes what it allows; what was spent in its period counts, also before it was set. */
  async set(
    tenant: string,
    { scope, scope_id: id, period }: BudgetPlace,
    most: Partial<BudgetShare>,
    by: string,
  ): Promise<void> {
    await sql`select from set_budget(${tenant}, ${scope}, ${id}, ${period}, ${most.tokens ?? null}::bigint,
      ${most.usd ?? null}::double precision, ${by})`.execute(this.database);
  }

  /** Takes a budget away; false where none is set. */
  async remove(tenant: string, place: BudgetPlace): Promise<boolean> {
    const gone = await sql`delete from budgets b where ${at(tenant, place)}`.execute(this.database);
    return gone.numAffectedRows === 1n;
  }

  /** Whether there is what a budget of a scope counts: a task, a session that is not deleted, a key, the tenant. */
  async isThere(tenant: string, scope: BudgetScope, id: string): Promise<boolean> {
    if (scope === 'tenant') return id === tenant;
    const found = {
      task: sql`select 1 from tasks where task_id = ${id} and tenant = ${tenant} and session_deleted_at is null`,
      session: sql`select 1 from sessions where session_id = ${id} and tenant = ${tenant} and deleted_at is null`,
      key: sql`select 1 from api_keys where id = ${id} and tenant = ${tenant}`,
    };
    return (await found[scope].execute(this.database)).rows.length > 0;
  }

  /** Counts what a call costs that belongs to no task; the budget that has no room for it, where one has none. */
  async spend({ tenant, sessionId, keyId, call, usd }: Spending): Promise<SharedBudget | undefined> {
    const { rows } = await sql<{ refusal: SharedBudget | null }>`
      select spend_at_once(${tenant}, ${sessionId}, ${keyId}, ${call}, ${usd}) as refusal`.execute(
      this.database,
    );
    return rows[0]?.refusal ?? undefined;
  }

  /** Corrects what was counted for such a call by what it cost more, or less. */
  async correct({ tenant, sessionId, keyId, call, usd }: Spending): Promise<void> {
    await sql`select count_against(${tenant}, ${sessionId}, ${keyId}, ${call}, 0, ${usd}::numeric)`.execute(
      this.database,
    );
  }

  /** Pauses a task until its budgets have room again, unless it is paused already; undefined where it is gone. */
  async pause(
    taskId: string,
    { reason, by, event, need, isOwn }: BudgetPause,
  ): Promise<PauseOutcome | undefined> {
    const { rows } = await sql<{ outcome: PauseOutcome | null }>`
      select pause_for_budget(${taskId}, ${reason}, ${by}, ${JSON.stringify(event)}::json,
        ${need.tokens}::bigint, ${need.usd}::double precision, ${isOwn}) as outcome`.execute(this.database);
    this.wake(taskId);
    return rows[0]?.outcome ?? undefined;
  }

  /**
   * Tasks that a budget has paused, and that nobody has resumed or paused since, for which there is room now: of those
   * that a budget counts as many, the longest paused first, as have room in it together. One that is resumed already
   * and waits for a place takes its room, and is not named.
   */
  async covered(most: number): Promise<string[]> {
    const { rows } = await sql<{ task_id: string }>`
      with standing as (
        select b.tenant, ${columns}
        where b.tenant in (select t.tenant from budget_pauses p join tasks t on t.task_id = p.task_id)
      ), room as (
        select p.task_id, p.paused_at, p.tokens as need_tokens, p.usd as need_usd,
          t.resume_wanted is not null as is_resumed, s.tenant, s.scope, s.scope_id, s.period,
          s.max_tokens - s.tokens - s.reserved_tokens as tokens, s.max_usd - s.usd - s.reserved_usd as usd
        from budget_pauses p join tasks t on t.task_id = p.task_id
        left join standing s on s.tenant = t.tenant and (s.scope, s.scope_id) in
          (('tenant', t.tenant), ('key', t.key_id), ('session', t.session_id), ('task', t.task_id))
        where t.ended_at is null and t.is_paused and t.pause_seq = p.pause_seq
          and (not p.is_own or exists (select 1 from budgets b
            where b.tenant = t.tenant and b.scope = 'task' and b.scope_id = t.task_id))
      ), alone as (
        -- One that some budget has no room for takes no room of the others.
        select room.*, bool_and((tokens is null or tokens >= need_tokens) and (usd is null or usd + 1e-12 >= need_usd))
          over (partition by task_id) as fits from room
      ), queued as (
        select task_id, paused_at, is_resumed, (tokens is null or tokens >= sum(need_tokens) over queue)
          and (usd is null or usd + 1e-12 >= sum(need_usd) over queue) as fits
        from alone where fits
        window queue as (partition by tenant, scope, scope_id, period order by paused_at, task_id)
      )
      select task_id from queued group by task_id, paused_at having bool_and(fits) and not bool_or(is_resumed)
      order by paused_at, task_id limit ${most}`.execute(this.database);
    return rows.map(({ task_id: id }) => id);
  }

  /** Releases what calls held that nobody has ended in time. Returns how many there were. */
  async releaseExpired(): Promise<number> {
    const gone = await sql`delete from budget_reservations where expires_at < clock_timestamp()`.execute(
      this.database,
    );
    return Number(gone.numAffectedRows ?? 0);
  }

  /** Removes what was spent longer ago than that, but nothing of the last two months; and budgets of tasks that are gone. */
  async expire(retentionDays: number): Promise<void> {
    const days = Math.max(retentionDays, limits.ledgerDays);
    await sql`delete from spendings where spending_id in (select spending_id from spendings
      where spent_at < clock_timestamp() - make_interval(days => ${days}) limit 10000)`.execute(
      this.database,
    );
    await sql`delete from budgets where scope = 'task'
      and not exists (select 1 from tasks where task_id = scope_id)`.execute(this.database);
  }

  private async read(which: RawBuilder<unknown>): Promise<BudgetRow[]> {
    const { rows } = await sql<BudgetRow>`
      select ${columns} where ${which} order by b.scope, b.scope_id, b.period`.execute(this.database);
    return rows;
  }
}

function at(tenant: string, { scope, scope_id: id, period }: BudgetPlace): RawBuilder<unknown> {
  return sql`b.tenant = ${tenant} and b.scope = ${scope} and b.scope_id = ${id} and b.period = ${period}`;
}
