import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Ends a task as before, but withholds any end but a cancel from the moment at which a cancel was asked for: whoever
 * was told that it was taken finds the task cancelled. What is returned is a count that no pause of it ever has.
 */
const endTask = [
  sql`alter function end_task(text, json, json) rename to end_uncancelled`,
  sql`
create function end_task(p_task text, p_record json, p_events json)
returns text language plpgsql as $$
declare
  v_task record;
begin
  select status, cancel_requested_at, pause_seq into v_task from tasks where task_id = p_task for update;
  if v_task.status is null and v_task.cancel_requested_at is not null
    and p_record ->> 'status' <> 'TASK_STATUS_CANCELLED'
  then return 'withheld ' || (v_task.pause_seq + 1); end if;
  return end_uncancelled(p_task, p_record, p_events);
end $$
`,
];

/** A cancel that was taken comes before every end that was not written yet. */
export const lateEnds: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of endTask) await statement.execute(database);
  },
};
