import { sql, type Kysely, type Migration } from 'kysely';

/**
 * How many requests each key may make, and how many it has made in the minute, hour and day that go on. The counts are
 * not logged: a count costs no wait for the disk, and a database that breaks down begins to count anew.
 */
const requestCounts = sql`
alter table api_keys add column tier text not null default 'enterprise';

create unlogged table request_counts (
  key_id text primary key references api_keys on delete cascade,
  minute_at timestamptz not null,
  hour_at timestamptz not null,
  day_at timestamptz not null,
  minute_count integer not null default 0,
  hour_count integer not null default 0,
  day_count integer not null default 0
) with (fillfactor = 50)
`;

/**
 * Counts a request of a key under the lock of its counts, unless it is over one of its limits, `p_most` a minute, hour
 * and day. Returns when that was, the counts, and the longest span whose limit it is over; null: none.
 */
const countRequest = sql`
create function count_request(p_key text, p_most json)
returns table (at timestamptz, minute_count integer, hour_count integer, day_count integer, over text)
language plpgsql as $$
declare
  v_at timestamptz := clock_timestamp();
  v_counts request_counts%rowtype;
begin
  insert into request_counts as c (key_id, minute_at, hour_at, day_at)
  values (p_key, date_trunc('minute', v_at, 'UTC'), date_trunc('hour', v_at, 'UTC'), date_trunc('day', v_at, 'UTC'))
  on conflict (key_id) do update set
    minute_at = excluded.minute_at,
    hour_at = excluded.hour_at,
    day_at = excluded.day_at,
    minute_count = case when c.minute_at = excluded.minute_at then c.minute_count else 0 end,
    hour_count = case when c.hour_at = excluded.hour_at then c.hour_count else 0 end,
    day_count = case when c.day_at = excluded.day_at then c.day_count else 0 end
  returning c.* into v_counts;
  over := case
    when v_counts.day_count >= (p_most ->> 'day')::integer then 'day'
    when v_counts.hour_count >= (p_most ->> 'hour')::integer then 'hour'
    when v_counts.minute_count >= (p_most ->> 'minute')::integer then 'minute'
  end;
  if over is null then
    update request_counts as c set
      minute_count = c.minute_count + 1, hour_count = c.hour_count + 1, day_count = c.day_count + 1
    where c.key_id = p_key returning c.* into v_counts;
  end if;
  at := v_at;
  minute_count := v_counts.minute_count;
  hour_count := v_counts.hour_count;
  day_count := v_counts.day_count;
  return next;
end $$
`;

/**
 * A task that its tenant has no place for waits since `held_at`; `placed_at`: when it was given one. Once its workflow
 * was told of it, `held_at` is null again.
 */
const places = sql`
alter table tasks add column held_at timestamptz(3), add column placed_at timestamptz(3);
create index tasks_live_by_tenant on tasks (tenant, created_at, task_id) where ended_at is null;
create index tasks_held on tasks (tenant, created_at, task_id)
  where held_at is not null and placed_at is null and ended_at is null;
create index tasks_placed on tasks (placed_at)
  where held_at is not null and placed_at is not null and ended_at is null
`;

/** Whether a task that is submitted now must wait: as many of its tenant's live, those aside that wait for people. */
const isOverPlaces = sql`
create function lacks_place(p_tenant text, p_most integer) returns boolean language plpgsql as $$
begin
  return (select count(*) from (
    select 1 from tasks where tenant = p_tenant and ended_at is null and not is_paused and waits_for is null
    limit p_most
  ) as live) >= p_most;
end $$
`;

/**
 * Gives the places that are free to those who have waited longest, one giver at a time. Returns all tasks with a place
 * whose workflows were not told of it for `p_patience`, these first.
 */
const givePlaces = sql`
create function give_places(p_most integer, p_patience interval, p_rows integer)
returns setof text language plpgsql as $$
begin
  perform pg_advisory_xact_lock(1751477356);
  return query
    with recursive waiting (tenant) as (
      (select tenant from tasks where held_at is not null and placed_at is null and ended_at is null
        order by tenant limit 1)
      union all
      select (select t.tenant from tasks t
        where t.held_at is not null and t.placed_at is null and t.ended_at is null and t.tenant > waiting.tenant order by t.tenant limit 1)
      from waiting where waiting.tenant is not null
    ), room as (
      select w.tenant, p_most - (select count(*) from tasks t
        where t.tenant = w.tenant and t.ended_at is null and not t.is_paused and t.waits_for is null
          and (t.held_at is null or t.placed_at is not null)) as places
      from waiting w where w.tenant is not null
    ), next as (
      select chosen.task_id from room cross join lateral (
        select t.task_id from tasks t
        where t.tenant = room.tenant and t.held_at is not null and t.ended_at is null and t.placed_at is null
          and not t.is_paused
        order by t.created_at, t.task_id limit greatest(room.places, 0)
      ) as chosen
      union all
      select t.task_id from tasks t
      where t.held_at is not null and t.ended_at is null and t.placed_at < clock_timestamp() - p_patience
    )
    update tasks set placed_at = clock_timestamp()
    from (select task_id from next limit p_rows) as taken
    where tasks.task_id = taken.task_id returning tasks.task_id;
end $$
`;

/** A place is free once a task ends, or waits for a person: told where somebody of its tenant waits for one. */
const tellPlaces = sql`
create function tell_places() returns trigger language plpgsql as $$
begin
  if exists (select 1 from tasks
    where tenant = new.tenant and held_at is not null and placed_at is null and ended_at is null)
  then perform pg_notify('holdfast_places', new.tenant); end if;
  return null;
end $$;

create trigger tasks_tell_places after update of ended_at, is_paused, waits_for on tasks for each row
when (new.ended_at is distinct from old.ended_at or new.is_paused or new.waits_for is not null)
execute function tell_places()
`;

/** How many requests a key may make, and how many tasks of a tenant may run at once. */
export const requestsAndPlaces: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of [requestCounts, countRequest, places, isOverPlaces, givePlaces, tellPlaces])
      await statement.execute(database);
  },
};
