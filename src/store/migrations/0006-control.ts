import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Whether somebody has paused a task, counted from 1 with each pause and each resumption, and which of them its
 * workflow was told of; and what else a task waits for that a person must give.
 */
const columns = sql`
alter table tasks
  add column is_paused boolean not null default false,
  add column pause_seq integer not null default 0,
  add column pause_sent integer not null default 0,
  add column paused_at timestamptz(3),
  add column pause_reason text,
  add column paused_by text,
  add column waits_for text,
  add column message_count integer not null default 0,
  add column messages_told integer not null default 0
`;

/**
 * Pauses or resumes a task under the lock of its row, with the event that tells of it. Returns what came of it:
 * 'taken' with the count, 'same' where the task is so already, 'cancelling', or 'ended' with the status; null for a
 * task that is not there.
 */
const setPaused = sql`
create function set_paused(p_task text, p_paused boolean, p_reason text, p_by text, p_event json)
returns json language plpgsql as $$
declare
  v_task tasks%rowtype;
  v_seq integer;
begin
  select * into v_task from tasks where task_id = p_task for update;
  if not found then return null; end if;
  if v_task.ended_at is not null then return json_build_object('outcome', 'ended', 'status', v_task.status); end if;
  if v_task.cancel_requested_at is not null then return json_build_object('outcome', 'cancelling'); end if;
  if v_task.is_paused = p_paused then
    return json_build_object('outcome', 'same', 'seq', v_task.pause_seq,
      'is_sent', v_task.pause_sent = v_task.pause_seq);
  end if;
  v_seq := v_task.pause_seq + 1;
  update tasks set
    is_paused = p_paused,
    pause_seq = v_seq,
    paused_at = clock_timestamp(),
    pause_reason = p_reason,
    paused_by = p_by
  where task_id = p_task;
  if p_event is not null then
    perform append_events(p_task, json_build_array(
      (p_event::jsonb || jsonb_build_object('key', (p_event ->> 'key') || ':' || v_seq))::json));
  end if;
  return json_build_object('outcome', 'taken', 'seq', v_seq);
end $$
`;

/**
 * Ends a task as before, but withholds the end of one that is paused, whatever it is but a cancel: 'withheld' with
 * the count of the pause is returned, and nothing is changed.
 */
const endTask = [
  sql`alter function end_task(text, json, json) rename to record_end`,
  sql`
create function end_task(p_task text, p_record json, p_events json)
returns text language plpgsql as $$
declare
  v_task tasks%rowtype;
begin
  select * into v_task from tasks where task_id = p_task for update;
  if v_task.status is null and v_task.is_paused and p_record ->> 'status' <> 'TASK_STATUS_CANCELLED' then
    return 'withheld ' || v_task.pause_seq;
  end if;
  update tasks set is_paused = false, waits_for = null
  where task_id = p_task and (is_paused or waits_for is not null);
  return record_end(p_task, p_record, p_events);
end $$
`,
];

/** Approvals that wait, and what people say to live tasks: both go with their task. */
const people = [
  sql`
create table approvals (
  approval_id text primary key,
  task_id text not null references tasks on delete cascade,
  pending json not null,
  requested_at timestamptz(3) not null default clock_timestamp()
)`,
  sql`create index approvals_by_task on approvals (task_id)`,
  sql`
create table messages (
  task_id text not null references tasks on delete cascade,
  number integer not null,
  text text not null,
  said_by text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  primary key (task_id, number)
)`,
  sql`
create function add_message(p_task text, p_text text, p_by text, p_most integer)
returns json language plpgsql as $$
declare
  v_task tasks%rowtype;
  v_number integer;
begin
  select * into v_task from tasks where task_id = p_task for update;
  if not found then return null; end if;
  if v_task.ended_at is not null then return json_build_object('outcome', 'ended'); end if;
  if v_task.cancel_requested_at is not null then return json_build_object('outcome', 'cancelling'); end if;
  v_number := v_task.message_count + 1;
  if v_number > p_most then return json_build_object('outcome', 'full'); end if;
  insert into messages (task_id, number, text, said_by) values (p_task, v_number, p_text, p_by);
  update tasks set message_count = v_number where task_id = p_task;
  perform append_events(p_task, json_build_array(json_build_object('key', 'message:' || v_number,
    'type', 'MESSAGE_SENT', 'agent_id', 'user', 'message', p_text,
    'payload', json_build_object('number', v_number, 'by', p_by))));
  return json_build_object('outcome', 'taken', 'number', v_number);
end $$`,
];

/** Pauses and ends that wait for the resumption, approvals, messages. */
export const control: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of [columns, setPaused, ...endTask, ...people]) await statement.execute(database);
  },
};
