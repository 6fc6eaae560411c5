import { sql, type Kysely, type Migration } from 'kysely';

/** Pages that a task has read, by the hash of their text: they stay with the task, so that its quotes can be checked. */
const pages = sql`
create table pages (
  task_id text not null references tasks on delete cascade,
  hash text not null,
  page json not null,
  text text not null,
  stored_at timestamptz(3) not null default clock_timestamp(),
  primary key (task_id, hash)
)
`;

/** Which step of a live task has chosen an address to be read; gone with the steps at the end of the task. */
const choices = sql`
create table page_choices (
  task_id text not null,
  address text not null,
  step text not null,
  primary key (task_id, address),
  foreign key (task_id, step) references steps on delete cascade
)
`;

/** Pages of research tasks. */
export const storedPages: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of [pages, choices]) await statement.execute(database);
  },
};
