import { sql, type Kysely, type Migration } from 'kysely';

/** Who is to be told of a task; the secret goes once nothing is left to be signed. */
const webhooks = sql`
create table webhooks (
  task_id text primary key references tasks on delete cascade,
  url text not null,
  events text[] not null,
  secret text,
  is_signed boolean not null
);
create index webhooks_with_secret on webhooks (task_id) where secret is not null;

create table webhook_deliveries (
  delivery_id text primary key,
  task_id text not null references tasks on delete cascade,
  event text not null,
  seq integer not null,
  state text not null default 'pending',
  created_at timestamptz(3) not null default clock_timestamp(),
  claimed_at timestamptz(3),
  started_at timestamptz(3),
  ended_at timestamptz(3)
);
create index webhook_deliveries_by_task on webhook_deliveries (task_id, seq);
create index webhook_deliveries_due on webhook_deliveries (created_at) where started_at is null;
create index webhook_deliveries_pending on webhook_deliveries (created_at) where state = 'pending';

create table webhook_attempts (
  delivery_id text not null references webhook_deliveries on delete cascade,
  attempt integer not null,
  at timestamptz(3) not null,
  duration_ms integer not null,
  status_code integer,
  error text,
  primary key (delivery_id, attempt)
)
`;

/**
 * What is to be told is written down in the commit of the event that it tells of: neither is without the other. Of a task
 * whose session was deleted nothing is told.
 */
const queueWebhook = sql`
create function queue_webhook() returns trigger language plpgsql as $$
declare
  v_event text := case new.type when 'STREAM_END' then 'end' else 'approval' end;
begin
  insert into webhook_deliveries (delivery_id, task_id, event, seq)
  select 'webhook_' || new.task_id || '_' || v_event || case v_event when 'end' then '' else '_' || new.seq end,
         new.task_id, v_event, new.seq
  from webhooks join tasks using (task_id)
  where task_id = new.task_id and v_event = any(events) and session_deleted_at is null
  on conflict do nothing;
  if found then perform pg_notify('holdfast_webhooks', new.task_id); end if;
  return null;
end $$;

create trigger events_queue_webhook after insert on events for each row
when (new.type in ('STREAM_END', 'APPROVAL_REQUESTED')) execute function queue_webhook()
`;

/** Those who are told of tasks, and how that goes. */
export const storedWebhooks: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of [webhooks, queueWebhook]) await statement.execute(database);
  },
};
