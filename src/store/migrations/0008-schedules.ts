import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Whose schedules there are; what each says is the engine's to keep. A row without `confirmed_at` was written before
 * its schedule was known to stand, and `claimed_at` says when that was last tried.
 */
const schedules = sql`
create table schedules (
  schedule_id text primary key,
  tenant text not null,
  owner text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  claimed_at timestamptz(3) not null default clock_timestamp(),
  confirmed_at timestamptz(3),
  checked_at timestamptz(3),
  first_run_at timestamptz(3),
  request_key text,
  body_hash text
)
`;
const schedulesByUser = sql`create index schedules_by_user on schedules (tenant, owner, created_at desc)`;
const schedulesByKey = sql`
create unique index schedules_by_key on schedules (tenant, request_key) where request_key is not null
`;

/**
 * The runs of schedules, by the tasks that they are. A run whose task was refused says why; one whose task was deleted
 * keeps how it had ended.
 */
const runs = sql`
create table schedule_runs (
  task_id text primary key,
  schedule_id text not null references schedules on delete cascade,
  triggered_at timestamptz(3) not null,
  refusal text,
  kept_status text
)
`;
const runsBySchedule = sql`
create index schedule_runs_by_time on schedule_runs (schedule_id, triggered_at desc, task_id)
`;

const keepRunStatus = sql`
create function keep_run_status() returns trigger language plpgsql as $$
begin
  update schedule_runs set kept_status = old.status where task_id = old.task_id;
  return null;
end $$
`;
const keepRunStatusAfter = sql`
create trigger task_of_run_gone after delete on tasks for each row when (old.status is not null)
execute function keep_run_status()
`;

/**
 * Adds a schedule of a user who has fewer than p_most. Returns 'added', 'repeated' with the schedule that an earlier
 * request with this key has made since p_oldest, or 'full' with how many there are.
 */
const addSchedule = sql`
create function add_schedule(
  p_schedule text, p_tenant text, p_owner text, p_most integer, p_key text, p_hash text, p_oldest timestamptz
) returns json language plpgsql as $$
declare
  v_earlier schedules%rowtype;
  v_count integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('schedules of ' || p_tenant, 0));
  if p_key is not null then
    update schedules set request_key = null
    where tenant = p_tenant and request_key = p_key and created_at < p_oldest;
    update schedules set claimed_at = clock_timestamp()
    where tenant = p_tenant and request_key = p_key returning * into v_earlier;
    if found then
      return json_build_object('outcome', 'repeated', 'schedule_id', v_earlier.schedule_id,
        'body_hash', v_earlier.body_hash, 'is_confirmed', v_earlier.confirmed_at is not null,
        'first_run_at', v_earlier.first_run_at);
    end if;
  end if;
  select count(*) into v_count from schedules where tenant = p_tenant and owner = p_owner;
  if v_count >= p_most then return json_build_object('outcome', 'full', 'count', v_count); end if;
  insert into schedules (schedule_id, tenant, owner, request_key, body_hash)
  values (p_schedule, p_tenant, p_owner, p_key, p_hash);
  return json_build_object('outcome', 'added');
end $$
`;

/**
 * Begins the run that a task is, under the lock of its schedule. Returns 'begun' (again, where it is not known whether
 * the task stands), 'done' where it stands or was refused, 'overlap' with an earlier run that has not ended, or 'gone'
 * for a schedule that is not there.
 */
const beginRun = sql`
create function begin_run(p_schedule text, p_task text, p_triggered timestamptz, p_overlap boolean)
returns json language plpgsql as $$
declare
  v_run schedule_runs%rowtype;
  v_other text;
begin
  perform 1 from schedules where schedule_id = p_schedule for update;
  if not found then return json_build_object('outcome', 'gone'); end if;
  select * into v_run from schedule_runs where task_id = p_task;
  if found then
    if v_run.refusal is not null or v_run.kept_status is not null or exists (
      select 1 from tasks where task_id = p_task and (confirmed_at is not null or ended_at is not null)
    ) then return json_build_object('outcome', 'done', 'refusal', v_run.refusal); end if;
    return json_build_object('outcome', 'begun');
  end if;
  if not p_overlap then
    select t.task_id into v_other from schedule_runs r join tasks t on t.task_id = r.task_id
    where r.schedule_id = p_schedule and t.ended_at is null limit 1;
    if found then return json_build_object('outcome', 'overlap', 'task_id', v_other); end if;
  end if;
  insert into schedule_runs (task_id, schedule_id, triggered_at) values (p_task, p_schedule, p_triggered);
  return json_build_object('outcome', 'begun');
end $$
`;

/** Schedules and their runs. */
export const storedSchedules: Migration = {
  async up(database: Kysely<unknown>) {
    const tables = [schedules, schedulesByUser, schedulesByKey, runs, runsBySchedule];
    for (const statement of [...tables, keepRunStatus, keepRunStatusAfter, addSchedule, beginRun])
      await statement.execute(database);
  },
};
