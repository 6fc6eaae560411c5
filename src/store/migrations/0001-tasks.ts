import { sql, type Kysely, type Migration } from 'kysely';

const tables = sql`
create table tasks (
  task_id text primary key,
  tenant text not null,
  owner text not null,
  session_id text not null,
  query text not null,
  context json not null,
  settings json not null,
  mode text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  claimed_at timestamptz(3) not null default clock_timestamp(),
  confirmed_at timestamptz(3),
  started_at timestamptz(3),
  checked_at timestamptz(3),
  cancel_requested_at timestamptz(3),
  cancel_reason text,
  cancel_requested_by text,
  last_seq integer not null default 0,
  ended_at timestamptz(3),
  status text,
  result text,
  error text,
  model_used text,
  provider text,
  usage json,
  metadata json,
  unified_response json,
  trimmed_at timestamptz(3),
  check ((ended_at is null) = (status is null))
);
create index tasks_by_tenant on tasks (tenant, created_at desc, task_id desc);
create index tasks_by_session on tasks (tenant, session_id, created_at desc);
create index tasks_unfinished on tasks (checked_at nulls first) where ended_at is null;
create index tasks_to_trim on tasks (ended_at) where ended_at is not null and trimmed_at is null;
create index tasks_by_end on tasks (ended_at) where ended_at is not null;

create table events (
  task_id text not null references tasks on delete cascade,
  seq integer not null,
  key text not null,
  type text not null,
  agent_id text,
  message text,
  payload json,
  created_at timestamptz(3) not null,
  primary key (task_id, seq),
  unique (task_id, key)
);

create table steps (
  task_id text not null references tasks on delete cascade,
  step text not null,
  attempt integer not null,
  output json,
  calls json,
  primary key (task_id, step)
);

create table idempotency_keys (
  tenant text not null,
  path text not null,
  key text not null,
  body_hash text not null,
  task_id text not null references tasks on delete cascade,
  created_at timestamptz(3) not null default clock_timestamp(),
  primary key (tenant, path, key)
);
create index idempotency_keys_by_task on idempotency_keys (task_id);
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table api_keys (
  id text primary key,
  tenant text not null,
  owner text not null,
  name text not null,
  prefix text not null,
  key_hash text not null unique,
  created_at timestamptz(3) not null default clock_timestamp(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3)
);
`;

/**
 * Appends events under the lock of the task's row, so that numbers are dense and in order of commit. Events whose
 * key the log has are left out. A task that has ended takes no more; nor does a step whose attempt is no longer
 * the newest (p_step, p_attempt), so that a lost worker cannot mix its text with its successor's.
 * Returns the number of the last event, or null where nothing may be appended.
 */
const appendEvents = sql`
create function append_events(p_task text, p_events json, p_step text default null, p_attempt integer default null)
returns integer language plpgsql as $$
declare
  v_last integer;
  v_ended timestamptz;
  v_added integer;
begin
  select last_seq, ended_at into v_last, v_ended from tasks where task_id = p_task for update;
  if not found or v_ended is not null then return null; end if;
  if p_step is not null and not exists (
    select 1 from steps where task_id = p_task and step = p_step and attempt = p_attempt
  ) then return null; end if;
  insert into events (task_id, seq, key, type, agent_id, message, payload, created_at)
  select p_task, v_last + row_number() over (order by e.place), e.item ->> 'key', e.item ->> 'type',
         e.item ->> 'agent_id', e.item ->> 'message', e.item -> 'payload', clock_timestamp()
  from json_array_elements(p_events) with ordinality as e (item, place)
  where not exists (select 1 from events k where k.task_id = p_task and k.key = e.item ->> 'key');
  get diagnostics v_added = row_count;
  if v_added > 0 then
    v_last := v_last + v_added;
    update tasks set last_seq = v_last where task_id = p_task;
    perform pg_notify('holdfast_events', p_task || ' ' || v_last);
  end if;
  return v_last;
end $$;
`;

/**
 * Ends a task: its last events and its record in one commit. The first such commit is the end; any later one
 * changes nothing. Returns the status that stands, or null for a task that is not there.
 */
const endTask = sql`
create function end_task(p_task text, p_record json, p_events json)
returns text language plpgsql as $$
declare
  v_status text;
begin
  select status into v_status from tasks where task_id = p_task for update;
  if not found then return null; end if;
  if v_status is not null then return v_status; end if;
  perform append_events(p_task, p_events);
  update tasks set
    ended_at = greatest(created_at, coalesce((p_record ->> 'ended_at')::timestamptz, clock_timestamp())),
    confirmed_at = coalesce(confirmed_at, clock_timestamp()),
    status = p_record ->> 'status',
    mode = p_record ->> 'mode',
    result = p_record ->> 'result',
    error = p_record ->> 'error',
    model_used = p_record ->> 'model_used',
    provider = p_record ->> 'provider',
    context = p_record -> 'context',
    usage = p_record -> 'usage',
    metadata = p_record -> 'metadata',
    unified_response = p_record -> 'unified_response'
  where task_id = p_task;
  delete from steps where task_id = p_task;
  return p_record ->> 'status';
end $$;
`;

/**
 * Begins an attempt of a step: counts it, marks the task as started and appends the step's first events.
 * Returns the attempt and what an earlier attempt left behind; null for a task that has ended or is not there.
 */
const beginStep = sql`
create function begin_step(p_task text, p_step text, p_events json)
returns json language plpgsql as $$
declare
  v_ended timestamptz;
  v_step steps%rowtype;
begin
  select ended_at into v_ended from tasks where task_id = p_task for update;
  if not found or v_ended is not null then return null; end if;
  update tasks set started_at = clock_timestamp() where task_id = p_task and started_at is null;
  insert into steps (task_id, step, attempt) values (p_task, p_step, 1)
  on conflict (task_id, step) do update set attempt = steps.attempt + 1
  returning * into v_step;
  perform append_events(p_task, p_events);
  return json_build_object('attempt', v_step.attempt, 'output', v_step.output);
end $$;
`;

/** Tasks, their log, their steps, the keys of requests and of clients. */
export const tasks: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of [tables, appendEvents, endTask, beginStep]) await statement.execute(database);
  },
};
