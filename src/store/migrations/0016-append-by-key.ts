import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Appends events as before. Whether a key is there already is looked up one by one in the index of keys: as a join, and
 * planned while the table was small, each new event was compared with all of its task.
 */
const appendEvents = sql`
create or replace function append_events(p_task text, p_events json, p_step text default null, p_attempt integer default null)
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
  where (select k.seq from events k where k.task_id = p_task and k.key = e.item ->> 'key') is null;
  get diagnostics v_added = row_count;
  if v_added > 0 then
    v_last := v_last + v_added;
    update tasks set last_seq = v_last where task_id = p_task;
    perform pg_notify('holdfast_events', p_task || ' ' || v_last);
  end if;
  return v_last;
end $$
`;

/** How events find whether they are in the log already. */
export const appendByKey: Migration = {
  async up(database: Kysely<unknown>) {
    await appendEvents.execute(database);
  },
};
