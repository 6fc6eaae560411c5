import { sql, type ExpressionBuilder, type Kysely, type Selectable } from 'kysely';
import type { Pool } from 'pg';
import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { ExecutionMode } from '../contract/mode';
import type { TaskRecord } from '../contract/record';
import { isEnded, isPaused, isQueued, isRunning, type EndStatus, type TaskStatus } from '../contract/status';
import type { TakenEnd } from '../contract/withheld';
import type { TaskSettings } from '../contract/submission';
import type { JsonObject } from '../contract/task';
import type { BudgetShare, SharedBudget } from './budgets';
import type { Webhook } from '../contract/webhook';
import { prepared } from './prepared';
import type { Tables, TasksTable } from './tables';
import type { Wakeups } from './wakeups';

/** A task's row as it is read. */
export type TaskRow = Selectable<TasksTable>;

/** A task before it is in the store. */
export interface NewTask {
  readonly taskId: string;
  readonly tenant: string;
  readonly owner: string;
  readonly keyId: string;
  readonly sessionId: string;
  readonly query: string;
  readonly context: JsonObject;
  readonly settings: TaskSettings;
  readonly mode: ExecutionMode;
  /** First event of the log. */
  readonly firstEvent: NewEvent;
  readonly webhook?: Webhook;
  readonly idempotency?: { readonly path: string; readonly key: string; readonly bodyHash: string };
}

/** What the store says of a new task: when it was made, and since when it waits for a place of its tenant. */
export type InsertedTask = Pick<TaskRow, 'created_at' | 'held_at'>;

/** What came of a new task. */
export type Inserted =
  | { readonly kind: 'inserted'; readonly task: InsertedTask }
  /** Its key is taken by an earlier request of its window. */
  | { readonly kind: 'repeated' }
  /** Budgets count it: what it takes at least must be said. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'refused'; readonly budget: SharedBudget };

interface InsertedRow {
  readonly created_at: Date | null;
  readonly held_at: Date | null;
  readonly refusal: SharedBudget | { readonly asked: true } | null;
}

/** Which tasks a list shows. */
export interface TaskFilter {
  readonly tenant: string;
  readonly sessionId?: string;
  readonly status?: TaskStatus;
  readonly limit: number;
  readonly offset: number;
}

/** `more`: what else is written of the task in the same statement. */
const insertTask = (condition: string, more = '') => `
  task as (
    insert into tasks (task_id, tenant, owner, session_id, query, context, settings, mode, key_id, last_seq, held_at)
    select $1, $2, $3, $4, $5, $6::json, $7::json, $8, $13, 1,
      case when lacks_place($2, $16) then clock_timestamp() end from room where refusal is null ${condition}
    returning task_id, created_at, held_at
  ), event as (
    insert into events (task_id, seq, key, type, agent_id, message, created_at)
    select task_id, 1, $9, $10, $11, $12, created_at from task
  )${more}
  select created_at, held_at, refusal from room left join task on true`;
const withWebhook = (first: number) => `, webhook as (
    insert into webhooks (task_id, url, events, secret, is_signed)
    select task_id, $${first}, $${first + 1}::text[], $${first + 2}, $${first + 2}::text is not null from task
  )`;
const room = `with room as materialized (select refusing_budget($2, $4, $13, $14, $15) as refusal)`;
const withoutKey = `${room}, ${insertTask('')}`;
const withoutKeyWithWebhook = `${room}, ${insertTask('', withWebhook(17))}`;
const withKey = (more = '') => `${room}, key as (
    insert into idempotency_keys (tenant, path, key, body_hash, task_id)
    select $2, $17, $18, $19, $1 from room where refusal is null
    on conflict (tenant, path, key) do update
      set body_hash = excluded.body_hash, task_id = excluded.task_id, created_at = excluded.created_at
      where idempotency_keys.created_at < $20
    returning task_id
  ), ${insertTask('and exists (select 1 from key)', more)}`;
const statements = {
  plain: { name: 'insert_placed_task', text: withoutKey },
  webhook: { name: 'insert_placed_task_webhook', text: withoutKeyWithWebhook },
  key: { name: 'insert_placed_task_by_key', text: withKey() },
  keyAndWebhook: { name: 'insert_placed_task_webhook_by_key', text: withKey(withWebhook(21)) },
} as const;

/** What of the tasks table the house asks and changes. Every method throws the database's error. */
export class TaskStore {
  constructor(
    private readonly database: Kysely<Tables>,
    private readonly pool: Pool,
    private readonly wakeups: Pick<Wakeups, 'wake' | 'gone'>,
    /** Tasks of one tenant that may run at once. */
    private readonly mostTasks: number,
  ) {}

  /**
   * Writes the row, the first event and the idempotency key in one statement; nothing where a budget has no room for
   * `least`, what its first call takes at least. Without that, where any budget counts it, it is `asked` for.
   */
  async insert(task: NewTask, least?: BudgetShare): Promise<Inserted> {
    const { idempotency: idem, firstEvent: event, webhook } = task;
    const oldest = new Date(Date.now() - limits.idempotencyWindowMs);
    const values = [
      ...[task.taskId, task.tenant, task.owner, task.sessionId, task.query],
      ...[JSON.stringify(task.context), JSON.stringify(task.settings), task.mode],
      ...[event.key, event.type, event.agent_id ?? null, event.message ?? null],
      ...[task.keyId, least?.tokens ?? null, least?.usd ?? null, this.mostTasks],
    ];
    const keyed = idem ? [idem.path, idem.key, idem.bodyHash, oldest] : [];
    const hooked = webhook ? [webhook.url, webhook.events ?? ['end'], webhook.secret ?? null] : [];
    const { name, text } = idem
      ? statements[webhook ? 'keyAndWebhook' : 'key']
      : statements[webhook ? 'webhook' : 'plain'];
    const { rows } = await prepared<InsertedRow>(this.pool, name, text, [...values, ...keyed, ...hooked]);
    const { created_at: createdAt, held_at: heldAt = null, refusal } = rows[0] ?? {};
    if (refusal) return 'asked' in refusal ? { kind: 'asked' } : { kind: 'refused', budget: refusal };
    if (!createdAt) return { kind: 'repeated' };
    return { kind: 'inserted', task: { created_at: createdAt, held_at: heldAt } };
  }

  /** The task of an idempotency key within its window, with the hash of the body that made it. */
  async findByKey(
    tenant: string,
    path: string,
    key: string,
  ): Promise<{ bodyHash: string; row: TaskRow } | undefined> {
    const found = await this.database
      .selectFrom('idempotency_keys')
      .innerJoin('tasks', 'tasks.task_id', 'idempotency_keys.task_id')
      .selectAll('tasks')
      .select('idempotency_keys.body_hash')
      .where('idempotency_keys.tenant', '=', tenant)
      .where('idempotency_keys.path', '=', path)
      .where('idempotency_keys.key', '=', key)
      .executeTakeFirst();
    return found && { bodyHash: found.body_hash, row: found };
  }

  /** A task's row, or undefined. */
  async get(taskId: string): Promise<TaskRow | undefined> {
    // The read behind every status: prepared once a connection, and past the query builder.
    const text = 'select * from tasks where task_id = $1';
    const found = await prepared<TaskRow>(this.pool, 'task', text, [taskId]);
    return found.rows[0];
  }

  /** Marks the start as confirmed by the engine. */
  async confirm(taskId: string): Promise<void> {
    await sql`update tasks set confirmed_at = clock_timestamp()
      where task_id = ${taskId} and confirmed_at is null`.execute(this.database);
  }

  /** Claims an unconfirmed row for another try to start it; false when it is gone or confirmed meanwhile. */
  async claim(taskId: string): Promise<boolean> {
    const claimed = await sql`update tasks set claimed_at = clock_timestamp()
      where task_id = ${taskId} and confirmed_at is null`.execute(this.database);
    return claimed.numAffectedRows === 1n;
  }

  /** Removes a row that was never acknowledged, with its key and events; a claim meanwhile saves it. */
  async discardUnconfirmed(taskId: string): Promise<boolean> {
    const gone =
      await sql`delete from tasks where task_id = ${taskId} and confirmed_at is null and ended_at is null
      and claimed_at < clock_timestamp() - make_interval(secs => ${limits.unconfirmedMs / 1_000})`.execute(
        this.database,
      );
    return gone.numAffectedRows === 1n;
  }

  /**
   * Ends a task: last events and record in one commit. Returns the status that stands, which is an earlier
   * end's where there was one; undefined for a task that is not there. The end of a paused task, and of one
   * whose cancel was asked for, is withheld unless it is a cancel: nothing is written.
   */
  async end(taskId: string, record: TaskRecord, events: readonly NewEvent[]): Promise<TakenEnd> {
    const text = 'select end_task($1, $2::json, $3::json) as status';
    const values = [taskId, JSON.stringify(record), JSON.stringify(events)];
    const ended = await prepared<{ status: string | null }>(this.pool, 'end_task', text, values);
    this.wakeups.wake(taskId);
    const said = ended.rows[0]?.status ?? undefined;
    if (said?.startsWith('withheld')) return { withheld: Number(said.split(' ')[1]) };
    return said as EndStatus | undefined;
  }

  /**
   * Notes that somebody asked for a cancel, with the first asker's reason, and tells the stream once.
   * Returns false when the task has ended.
   */
  async requestCancel(taskId: string, reason: string, by: string, event: NewEvent): Promise<boolean> {
    const noted = await sql<{ last: number | null }>`
      with noted as (
        update tasks set cancel_requested_at = clock_timestamp(), cancel_reason = ${reason}, cancel_requested_by = ${by}
        where task_id = ${taskId} and cancel_requested_at is null and ended_at is null
      )
      select 1 as last from tasks where task_id = ${taskId} and ended_at is null`.execute(this.database);
    if (noted.rows.length === 0) return false;
    const appended = await sql<{ last: number | null }>`select append_events(${taskId},
      ${JSON.stringify([event])}::json) as last`.execute(this.database);
    this.wakeups.wake(taskId);
    return appended.rows[0]?.last != null;
  }

  /** One page of a tenant's tasks, newest first, and how many match in all. */
  async list(filter: TaskFilter): Promise<{ rows: TaskRow[]; total: number }> {
    const matching = this.database.selectFrom('tasks').where((eb) => matches(eb, filter));
    const [rows, count] = await Promise.all([
      matching
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('task_id', 'desc')
        .limit(filter.limit)
        .offset(filter.offset)
        .execute(),
      matching.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { rows, total: count.total };
  }

  /**
   * Removes an ended task with all that belongs to it, and the summary of its session where it was part of it; false
   * when it lives or is not there.
   */
  async delete(taskId: string): Promise<boolean> {
    // The session is locked first, as everywhere: whoever deletes it at the same time waits, or is waited for.
    const gone = await sql`
      with session as materialized (
        select tenant, session_id from sessions where (tenant, session_id) = (
          select tenant, session_id from tasks where task_id = ${taskId}) for update
      ), gone as (
        delete from tasks using session where task_id = ${taskId} and ended_at is not null returning ended_at
      ), forgotten as (
        update sessions s set summary = null, summary_until = null, summary_last = null from session, gone
        where (s.tenant, s.session_id) = (session.tenant, session.session_id) and s.summary_until >= gone.ended_at
      )
      select 1 from gone`.execute(this.database);
    this.wakeups.gone(taskId);
    return gone.rows.length === 1;
  }

  /** US dollars that a session has spent: its ended tasks, and the calls of its live ones. */
  async spentUsd(tenant: string, sessionId: string): Promise<number> {
    const text = `select coalesce(sum((t.usage ->> 'estimated_cost')::double precision), 0) + coalesce(sum((
        select sum((call ->> 'cost_usd')::double precision)
        from steps s, json_array_elements(coalesce(s.calls, '[]'::json)) as c (call) where s.task_id = t.task_id
      )), 0) as usd
      from tasks t where t.tenant = $1 and t.session_id = $2 and t.session_deleted_at is null`;
    const { rows } = await prepared<{ usd: number }>(this.pool, 'session_spent', text, [tenant, sessionId]);
    return rows[0]?.usd ?? 0;
  }
}

function matches(eb: ExpressionBuilder<Tables, 'tasks'>, filter: TaskFilter) {
  const parts = [
    eb('tenant', '=', filter.tenant),
    eb.or([eb('confirmed_at', 'is not', null), eb('ended_at', 'is not', null)]),
    eb('session_deleted_at', 'is', null),
  ];
  if (filter.sessionId !== undefined) parts.push(eb('session_id', '=', filter.sessionId));
  const { status } = filter;
  if (status && isEnded(status)) parts.push(eb('status', '=', status));
  if (status && !isEnded(status)) {
    parts.push(eb('ended_at', 'is', null));
    const isHeld = eb.or([eb('is_paused', '=', true), eb('waits_for', 'is not', null)]);
    if (isPaused(status)) parts.push(isHeld);
    else parts.push(eb('started_at', isQueued(status) ? 'is' : 'is not', null));
    // A pause is shown once a worker has taken it: without one a task is queued still.
    if (isRunning(status)) parts.push(eb.not(isHeld));
  }
  return eb.and(parts);
}
