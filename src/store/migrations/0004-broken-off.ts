import { sql, type Kysely, type Migration } from 'kysely';

/** How many calls of a step broke off after text had come: what they cost, their provider alone knows. */
const brokenOff = sql`alter table steps add column broken_off integer not null default 0`;

/** Ends a task as before, and removes the long texts of its tools with its steps. */
const endTask = sql`
create or replace function end_task(p_task text, p_record json, p_events json)
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
  delete from artifacts where task_id = p_task;
  return p_record ->> 'status';
end $$
`;

/** Texts that tasks left behind which ended before. */
const leftBehind = sql`
delete from artifacts using tasks where artifacts.task_id = tasks.task_id and tasks.ended_at is not null
`;

/** Calls that broke off are counted; a task's long texts go with its end. */
export const brokenOffCalls: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of [brokenOff, endTask, leftBehind]) await statement.execute(database);
  },
};
