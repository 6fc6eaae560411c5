import { sql, type Kysely, type Migration } from 'kysely';

/** Timelines that were asked to be kept, for the time when the engine has forgotten the history. */
const timelines = sql`
create table timelines (
  task_id text primary key references tasks on delete cascade,
  events json not null,
  kept_at timestamptz(3) not null default clock_timestamp()
)
`;

/** What those who follow tasks leave in the store. */
export const following: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of [timelines]) await statement.execute(database);
  },
};
