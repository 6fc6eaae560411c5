import { sql, type Kysely, type Migration } from 'kysely';

/**
 * What a session has of its own, besides its tasks: title, and the summary of its earliest turns. A deleted one stays
 * as a name alone, so that a second deletion finds it.
 */
const sessions = sql`
create table sessions (
  tenant text not null,
  session_id text not null,
  owner text not null,
  title text,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3),
  deleted_at timestamptz(3),
  cleared_at timestamptz(3),
  summary text,
  summary_until timestamptz(3),
  summary_last text,
  summing_task text,
  summing_at timestamptz(3),
  primary key (tenant, session_id)
);
create index sessions_by_tenant on sessions (tenant, created_at desc, session_id desc) where deleted_at is null;
create index sessions_to_clear on sessions (deleted_at) where deleted_at is not null and cleared_at is null;
`;

/** A task whose session was deleted belongs to none any more, whoever begins a new one under the same id. */
const ofTasks = sql`
alter table tasks add column session_deleted_at timestamptz(3);
create index tasks_of_deleted_sessions on tasks (tenant, session_id) where session_deleted_at is not null;
create index tasks_turns on tasks (tenant, session_id, ended_at desc, task_id desc)
  where status = 'TASK_STATUS_COMPLETED' and session_deleted_at is null;
`;

const earlier = sql`
insert into sessions (tenant, session_id, owner, created_at)
select tenant, session_id, (array_agg(owner order by created_at, task_id))[1], min(created_at)
from tasks group by tenant, session_id
`;

/**
 * Opens the session of a new task in the statement that writes the task, also where an older process writes it. The
 * row's lock is what a deletion at the same moment waits for, or is waited for by: then a new session begins.
 */
const openSession = sql`
create function open_session() returns trigger language plpgsql as $$
begin
  insert into sessions (tenant, session_id, owner, created_at)
  values (new.tenant, new.session_id, new.owner, new.created_at)
  on conflict (tenant, session_id) do update set
    owner = excluded.owner, created_at = excluded.created_at, updated_at = null, deleted_at = null, cleared_at = null,
    summary = null, summary_until = null, summary_last = null, summing_task = null
  where sessions.deleted_at is not null;
  return null;
end $$;
create trigger session_opened after insert on tasks for each row execute function open_session();
`;

/**
 * Deletes a session: from this commit on nobody finds it, its tasks belong to none, and a cancel is asked of those
 * that live. p_has_files makes one that has files and never had a task count as there. Returns the ids of its live
 * tasks; null for a session that never was.
 */
const deleteSession = sql`
create function delete_session(p_tenant text, p_session text, p_by text, p_reason text, p_has_files boolean)
returns text[] language plpgsql as $$
begin
  if p_has_files then
    insert into sessions (tenant, session_id, owner) values (p_tenant, p_session, p_by) on conflict do nothing;
  end if;
  perform 1 from sessions where tenant = p_tenant and session_id = p_session for update;
  if not found then return null; end if;
  update sessions set title = null, summary = null, summary_until = null, summary_last = null, deleted_at = coalesce(deleted_at, clock_timestamp()), cleared_at = null
  where tenant = p_tenant and session_id = p_session;
  update tasks set
    session_deleted_at = clock_timestamp(),
    cancel_requested_at = case when ended_at is null then coalesce(cancel_requested_at, clock_timestamp())
      else cancel_requested_at end,
    cancel_reason = case when ended_at is null and cancel_requested_at is null then p_reason else cancel_reason end,
    cancel_requested_by = case when ended_at is null and cancel_requested_at is null then p_by
      else cancel_requested_by end
  where tenant = p_tenant and session_id = p_session and session_deleted_at is null;
  return array(select task_id from tasks where tenant = p_tenant and session_id = p_session
    and session_deleted_at is not null and ended_at is null order by task_id);
end $$
`;

/** What the steps of a live task have paid for so far, as its record will have it. */
const spentSoFar = sql`
create function spent_so_far(p_task text, out tokens bigint, out usd numeric) language sql stable as $$
  select
    (select coalesce(sum((c.call ->> 'input_tokens')::bigint + (c.call ->> 'output_tokens')::bigint), 0)
      from steps s, json_array_elements(coalesce(s.calls, '[]'::json)) as c (call) where s.task_id = p_task)::bigint,
    (select coalesce(sum((c.call ->> 'cost_usd')::numeric), 0)
      from steps s, json_array_elements(coalesce(s.calls, '[]'::json)) as c (call) where s.task_id = p_task)
    + (select coalesce(sum((output ->> 'cost_usd')::numeric), 0)
      from steps where task_id = p_task and kind = 'tool')
$$
`;

/** Sessions as rows of their own. */
export const ownSessions: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of [sessions, ofTasks, earlier, openSession, deleteSession, spentSoFar]) {
      await statement.execute(database);
    }
  },
};
