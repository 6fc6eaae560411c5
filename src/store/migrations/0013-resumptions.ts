import { sql, type Kysely, type Migration } from 'kysely';

/**
 * A resumption that waits for a place among the running tasks of the tenant, with who asked for it; and since when a
 * step has waited for room in a budget, with when it last looked.
 */
const columns = [
  sql`alter table tasks add column resume_wanted json`,
  sql`alter table steps add column room_wanted_at timestamptz(3), add column room_looked_at timestamptz(3)`,
];

/**
 * Turns the pause of a task whose row is locked, with the event that tells of it; whatever ends a pause tells first of
 * that, where its workflow has not come to it. A pause that takes the place of another is told as one that holds, which
 * its workflow does already. Returns the count of the turn.
 */
const turnPause = [
  sql`
create function paused_event(p_seq integer, p_reason text) returns json language sql immutable as $$
  select json_build_object('key', 'control:' || p_seq, 'type', 'WORKFLOW_PAUSED', 'agent_id', 'orchestrator',
    'message', concat_ws(': ', 'Paused', nullif(p_reason, '')))
$$`,
  sql`
create function turn_pause(p_task text, p_paused boolean, p_reason text, p_by text, p_event json)
returns integer language plpgsql as $$
declare
  v_before record;
  v_seq integer;
begin
  select is_paused, pause_seq, pause_reason into v_before from tasks where task_id = p_task;
  v_seq := v_before.pause_seq + 1;
  update tasks set
    is_paused = p_paused,
    pause_seq = v_seq,
    paused_at = clock_timestamp(),
    pause_reason = p_reason,
    paused_by = p_by
  where task_id = p_task;
  if p_event is null then return v_seq; end if;
  if v_before.is_paused then
    perform append_events(p_task, json_build_array(paused_event(v_before.pause_seq, v_before.pause_reason)));
  end if;
  perform append_events(p_task, json_build_array(
    (p_event::jsonb || jsonb_build_object('key', (p_event ->> 'key') || ':' || v_seq))::json));
  if v_before.is_paused and p_paused then
    perform append_events(p_task, json_build_array(paused_event(v_seq, p_reason)));
  end if;
  return v_seq;
end $$
`,
];

/**
 * Pauses or resumes a task as before. A resumption waits where the tenant has `p_most` tasks that run: 'waiting'; the
 * task stays paused until there is a place for it. To pause it meanwhile takes the wish back and is a pause of its own,
 * which only a person ends, also where a budget had paused it before.
 */
const setPaused = [
  sql`drop function set_paused(text, boolean, text, text, json)`,
  sql`
create function set_paused(p_task text, p_paused boolean, p_reason text, p_by text, p_event json,
  p_most integer default null)
returns json language plpgsql as $$
declare
  v_task tasks%rowtype;
begin
  select * into v_task from tasks where task_id = p_task for update;
  if not found then return null; end if;
  if v_task.ended_at is not null then return json_build_object('outcome', 'ended', 'status', v_task.status); end if;
  if v_task.cancel_requested_at is not null then return json_build_object('outcome', 'cancelling'); end if;
  if v_task.is_paused and p_paused and v_task.resume_wanted is not null then
    update tasks set resume_wanted = null, held_at = null where task_id = p_task;
    delete from budget_pauses where task_id = p_task;
    return json_build_object('outcome', 'taken', 'seq', turn_pause(p_task, true, p_reason, p_by, p_event));
  end if;
  if v_task.is_paused = p_paused then
    return json_build_object('outcome', 'same', 'seq', v_task.pause_seq,
      'is_sent', v_task.pause_sent = v_task.pause_seq);
  end if;
  -- Who waits for a first place goes on waiting for it, resumed.
  if not p_paused and (v_task.held_at is null or v_task.resume_wanted is not null) then
    if lacks_place(v_task.tenant, p_most) then
      update tasks set held_at = clock_timestamp(), placed_at = null,
        resume_wanted = json_build_object('reason', p_reason, 'by', p_by, 'event', p_event)
      where task_id = p_task;
      return json_build_object('outcome', 'waiting');
    end if;
    update tasks set resume_wanted = null, held_at = null where task_id = p_task;
  end if;
  -- There may be a place for who waits for a first one, and was passed over while it was paused.
  if not p_paused and v_task.held_at is not null then
    perform pg_notify('holdfast_places', v_task.tenant);
  end if;
  return json_build_object('outcome', 'taken', 'seq', turn_pause(p_task, p_paused, p_reason, p_by, p_event));
end $$
`,
];

/** Pauses for a budget as before; a resumption that waits for a place is a person's, which no budget takes back. */
const pauseForBudget = sql`
create or replace function pause_for_budget(p_task text, p_reason text, p_by text, p_event json, p_tokens bigint,
  p_usd double precision, p_own boolean)
returns json language plpgsql as $$
declare
  v_outcome json;
  v_task tasks%rowtype;
begin
  select * into v_task from tasks where task_id = p_task for update;
  if v_task.is_paused and v_task.resume_wanted is not null and v_task.cancel_requested_at is null then
    return json_build_object('outcome', 'same', 'seq', v_task.pause_seq,
      'is_sent', v_task.pause_sent = v_task.pause_seq);
  end if;
  v_outcome := set_paused(p_task, true, p_reason, p_by, p_event);
  if v_outcome ->> 'outcome' = 'taken' then
    insert into budget_pauses (task_id, pause_seq, tokens, usd, is_own)
    values (p_task, (v_outcome ->> 'seq')::integer, p_tokens, p_usd, p_own)
    on conflict (task_id) do update set pause_seq = excluded.pause_seq, tokens = excluded.tokens,
      usd = excluded.usd, is_own = excluded.is_own, paused_at = clock_timestamp();
  end if;
  return v_outcome;
end $$
`;

/**
 * Gives the places that are free to those who have waited longest, one giver at a time: new tasks, and paused ones that
 * are to go on, which are resumed. Returns all tasks with a place whose workflows were not told of it for
 * `p_patience`, these first; with the count of the resumption for those that are resumed now.
 */
const givePlaces = [
  sql`drop function give_places(integer, interval, integer)`,
  sql`
create function give_places(p_most integer, p_patience interval, p_rows integer)
returns table (task_id text, resumed json) language plpgsql as $$
declare
  v_task record;
begin
  perform pg_advisory_xact_lock(1751477356);
  for v_task in
    with recursive waiting (tenant) as (
      (select t.tenant from tasks t where t.held_at is not null and t.placed_at is null and t.ended_at is null
        order by t.tenant limit 1)
      union all
      select (select t.tenant from tasks t
        where t.held_at is not null and t.placed_at is null and t.ended_at is null and t.tenant > waiting.tenant
        order by t.tenant limit 1)
      from waiting where waiting.tenant is not null
    ), room as (
      select w.tenant, p_most - (select count(*) from tasks t
        where t.tenant = w.tenant and t.ended_at is null and not t.is_paused and t.waits_for is null
          and (t.held_at is null or t.placed_at is not null)) as places
      from waiting w where w.tenant is not null
    ), next as (
      select t.task_id, 0 as rank, t.created_at from tasks t
      where t.held_at is not null and t.ended_at is null and t.placed_at < clock_timestamp() - p_patience
      union all
      select chosen.task_id, 1, chosen.created_at from room cross join lateral (
        select t.task_id, t.created_at from tasks t
        where t.tenant = room.tenant and t.held_at is not null and t.ended_at is null and t.placed_at is null
          and (not t.is_paused or t.resume_wanted is not null)
        order by t.created_at, t.task_id limit greatest(room.places, 0)
      ) as chosen
    )
    -- Rows are locked in the order in which everybody locks several.
    select t.task_id, t.resume_wanted as wish from tasks t
    join (select next.task_id from next order by rank, next.created_at limit p_rows) as taken
      on taken.task_id = t.task_id
    where t.ended_at is null and t.held_at is not null
      and (t.placed_at is not null or not t.is_paused or t.resume_wanted is not null)
    order by t.task_id for update of t
  loop
    task_id := v_task.task_id;
    resumed := null;
    if v_task.wish is null then
      update tasks t set placed_at = clock_timestamp() where t.task_id = v_task.task_id;
    else
      update tasks t set held_at = null, resume_wanted = null where t.task_id = v_task.task_id;
      resumed := json_build_object('reason', v_task.wish ->> 'reason', 'by', v_task.wish ->> 'by',
        'seq', turn_pause(v_task.task_id, false, v_task.wish ->> 'reason', v_task.wish ->> 'by',
          case json_typeof(v_task.wish -> 'event') when 'object' then v_task.wish -> 'event' end));
    end if;
    return next;
  end loop;
end $$
`,
];

/** Counts a request as before, but never in a minute, hour or day that is over: whoever waits may have looked at the clock first. */
const countRequest = sql`
create or replace function count_request(p_key text, p_most json)
returns table (at timestamptz, minute_count integer, hour_count integer, day_count integer, over text)
language plpgsql as $$
declare
  v_at timestamptz := clock_timestamp();
  v_counts request_counts%rowtype;
begin
  insert into request_counts as c (key_id, minute_at, hour_at, day_at)
  values (p_key, date_trunc('minute', v_at, 'UTC'), date_trunc('hour', v_at, 'UTC'), date_trunc('day', v_at, 'UTC'))
  on conflict (key_id) do update set
    -- Whoever waited for the row may have looked at the clock before its predecessor did.
    minute_at = greatest(c.minute_at, excluded.minute_at),
    hour_at = greatest(c.hour_at, excluded.hour_at),
    day_at = greatest(c.day_at, excluded.day_at),
    minute_count = case when excluded.minute_at > c.minute_at then 0 else c.minute_count end,
    hour_count = case when excluded.hour_at > c.hour_at then 0 else c.hour_count end,
    day_count = case when excluded.day_at > c.day_at then 0 else c.day_count end
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

/** How requests are counted, what a resumption tells, and that it waits for a place where the tenant has none. */
export const resumptions: Migration = {
  async up(database: Kysely<unknown>) {
    const turns = [...turnPause, ...setPaused, pauseForBudget];
    for (const statement of [...columns, ...turns, ...givePlaces, countRequest])
      await statement.execute(database);
  },
};
