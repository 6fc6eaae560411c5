import { sql, type Kysely, type Migration } from 'kysely';

/** Tells every process of a deleted task, so that nobody goes on showing the record that it remembers. */
export const deletions: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`
create function tell_task_gone() returns trigger language plpgsql as $$
begin
  perform pg_notify('holdfast_gone', old.task_id);
  return null;
end $$;
`.execute(database);
    await sql`
create trigger task_gone after delete on tasks for each row when (old.ended_at is not null)
execute function tell_task_gone();
`.execute(database);
  },
};
