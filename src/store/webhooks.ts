import { sql, type Kysely } from 'kysely';
import { limits } from '../contract/limits';
import type { DeliveryAttempt, DeliveryState, WebhookEvent, WebhookLog } from '../contract/webhook';
import type { Tables } from './tables';

/** A delivery that no workflow carries out yet. */
export interface DueDelivery {
  readonly delivery_id: string;
  readonly task_id: string;
  readonly event: WebhookEvent;
  readonly tenant: string;
}

/** A delivery with all that it needs; the secret goes no further than whoever signs with it. */
export interface WebhookDelivery {
  readonly delivery_id: string;
  readonly task_id: string;
  readonly event: WebhookEvent;
  /** Number of the event that it tells of. */
  readonly seq: number;
  readonly state: DeliveryState;
  readonly created_at: Date;
  readonly url: string;
  readonly secret: string | null;
}

/** How a try went. */
export type Attempted = Omit<DeliveryAttempt, 'at'> & { readonly at: Date };

/** Who is told of tasks, and how that goes. Every method throws the database's error. */
export class WebhookStore {
  constructor(private readonly database: Kysely<Tables>) {}

  /** Takes deliveries that are to be handed to the engine; what is not `started` within some seconds is taken again. */
  async claim(): Promise<DueDelivery[]> {
    const { rows } = await sql<DueDelivery>`
      with due as (
        select delivery_id from webhook_deliveries
        where started_at is null and state = 'pending' and (claimed_at is null or claimed_at <
          clock_timestamp() - make_interval(secs => ${limits.webhookTakeoverMs / 1_000}))
        order by created_at limit ${limits.webhooksALook} for update skip locked
      )
      update webhook_deliveries as taken set claimed_at = clock_timestamp()
      from due, tasks where taken.delivery_id = due.delivery_id and tasks.task_id = taken.task_id
      returning taken.delivery_id, taken.task_id, taken.event, tasks.tenant`.execute(this.database);
    return rows;
  }

  /** Notes that the engine has the workflow of a delivery. */
  async started(deliveryId: string): Promise<void> {
    await sql`update webhook_deliveries set started_at = clock_timestamp()
      where delivery_id = ${deliveryId}`.execute(this.database);
  }

  /** A delivery; undefined where its task or its session was deleted. */
  async delivery(deliveryId: string): Promise<WebhookDelivery | undefined> {
    const { rows } = await sql<WebhookDelivery>`
      select delivery_id, task_id, event, seq, state, delivery.created_at, url, secret
      from webhook_deliveries as delivery join webhooks using (task_id) join tasks using (task_id)
      where delivery_id = ${deliveryId} and session_deleted_at is null`.execute(this.database);
    return rows[0];
  }

  /** Notes a try; one without an error ends the delivery. */
  async attempted(deliveryId: string, attempted: Attempted): Promise<void> {
    const { attempt, at, duration_ms: durationMs, status_code: code, error } = attempted;
    await sql`
      with noted as (
        insert into webhook_attempts (delivery_id, attempt, at, duration_ms, status_code, error)
        select delivery_id, ${attempt}, ${at}, ${durationMs}, ${code}, ${error}
        from webhook_deliveries where delivery_id = ${deliveryId}
        on conflict (delivery_id, attempt) do update set at = excluded.at, duration_ms = excluded.duration_ms,
          status_code = excluded.status_code, error = excluded.error
      )
      update webhook_deliveries set state = 'delivered', ended_at = clock_timestamp()
      where delivery_id = ${deliveryId} and ${error}::text is null`.execute(this.database);
  }

  /** Notes that no more tries are made. */
  async giveUp(deliveryId: string): Promise<void> {
    await sql`update webhook_deliveries set state = 'failed', ended_at = clock_timestamp()
      where delivery_id = ${deliveryId} and state = 'pending'`.execute(this.database);
  }

  /** Whom a task tells, and a page of how that went so far; the address is cut to what is no secret. */
  async ofTask(taskId: string, { limit, offset }: { limit: number; offset: number }): Promise<WebhookLog> {
    const hooks = await sql<NonNullable<WebhookLog['webhook']> & { total: number }>`
      select url, events, is_signed,
        (select count(*)::integer from webhook_deliveries where task_id = ${taskId}) as total
      from webhooks where task_id = ${taskId}`.execute(this.database);
    const [hook] = hooks.rows;
    if (!hook) return { webhook: null, deliveries: [], total_count: 0 };
    const { rows } = await sql<DeliveryRow>`
      select delivery_id, event, state, created_at, ended_at, coalesce((
        select json_agg(tried order by tried.attempt) from (
          select attempt, at, duration_ms, status_code, error from webhook_attempts
          where delivery_id = deliveries.delivery_id
        ) as tried), '[]'::json) as attempts
      from webhook_deliveries as deliveries where task_id = ${taskId} order by seq, delivery_id
      limit ${limit} offset ${offset}`.execute(this.database);
    const { url, events, is_signed, total } = hook;
    return {
      webhook: { url: `${new URL(url).origin}/…`, events, is_signed },
      deliveries: rows.map(({ created_at, ended_at, attempts, ...row }) => ({
        ...row,
        created_at: created_at.toISOString(),
        ended_at: ended_at?.toISOString() ?? null,
        attempts: attempts.map((tried) => ({ ...tried, at: new Date(tried.at).toISOString() })),
      })),
      total_count: total,
    };
  }
}

type Delivery = WebhookLog['deliveries'][number];
type DeliveryRow = Omit<Delivery, 'created_at' | 'ended_at'> & {
  readonly created_at: Date;
  readonly ended_at: Date | null;
};
