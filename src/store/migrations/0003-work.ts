import { sql, type Kysely, type Migration } from 'kysely';

/** Who does a step, of which kind it is, and what of the budget it has reserved; texts too long for a step. */
const tables = sql`
alter table steps
  add column kind text not null default 'model',
  add column agent text not null default 'simple-agent',
  add column reserved_tokens bigint not null default 0,
  add column reserved_usd double precision not null default 0
`;

const artifacts = sql`
create table artifacts (
  task_id text not null references tasks on delete cascade,
  hash text not null,
  text text not null,
  primary key (task_id, hash)
)
`;

/** Begins an attempt of a step like begin_step, and notes of which kind it is and who does it. */
const beginWork = sql`
create function begin_work(p_task text, p_step text, p_kind text, p_agent text, p_events json)
returns json language plpgsql as $$
declare
  v_begun json;
begin
  v_begun := begin_step(p_task, p_step, p_events);
  if v_begun is not null then
    update steps set kind = p_kind, agent = p_agent, reserved_tokens = 0, reserved_usd = 0
    where task_id = p_task and step = p_step;
  end if;
  return v_begun;
end $$;
`;

/**
 * Keeps what a step gave, what it paid for and what it tells, in one commit, and frees what it had reserved. Where
 * another attempt was faster its output stands, and what this one paid is added to it. Returns the output that
 * stands, or null for a task that has ended.
 */
const finishStep = sql`
create function finish_step(p_task text, p_step text, p_output json, p_calls json, p_events json)
returns json language plpgsql as $$
declare
  v_ended timestamptz;
  v_step steps%rowtype;
begin
  select ended_at into v_ended from tasks where task_id = p_task for update;
  if not found or v_ended is not null then return null; end if;
  select * into v_step from steps where task_id = p_task and step = p_step;
  if not found then return null; end if;
  update steps set
    output = coalesce(v_step.output, p_output),
    calls = (coalesce(v_step.calls::jsonb, '[]'::jsonb) || p_calls::jsonb)::json,
    reserved_tokens = 0,
    reserved_usd = 0
  where task_id = p_task and step = p_step;
  if v_step.output is not null then return v_step.output; end if;
  perform append_events(p_task, p_events);
  return p_output;
end $$;
`;

/**
 * Reserves a part of the budget for a call that is about to be made. Returns what is spent and what others have
 * reserved; reserves only where, with both, the most is not passed (a null most is none).
 */
const reserveBudget = sql`
create function reserve_budget(p_task text, p_step text, p_tokens bigint, p_usd double precision,
  p_most_tokens bigint, p_most_usd double precision)
returns json language plpgsql as $$
declare
  v_tokens bigint;
  v_usd double precision;
  v_others_tokens bigint;
  v_others_usd double precision;
  v_fits boolean;
begin
  perform 1 from tasks where task_id = p_task for update;
  select coalesce(sum((c.call ->> 'input_tokens')::bigint + (c.call ->> 'output_tokens')::bigint), 0),
         coalesce(sum((c.call ->> 'cost_usd')::double precision), 0)
  into v_tokens, v_usd
  from steps s, json_array_elements(coalesce(s.calls, '[]'::json)) as c (call) where s.task_id = p_task;
  v_usd := v_usd + coalesce((select sum((output ->> 'cost_usd')::double precision)
    from steps where task_id = p_task and kind = 'tool'), 0);
  select coalesce(sum(reserved_tokens), 0), coalesce(sum(reserved_usd), 0) into v_others_tokens, v_others_usd
  from steps where task_id = p_task and step <> p_step;
  v_fits := (p_most_tokens is null or v_tokens + v_others_tokens + p_tokens <= p_most_tokens)
    and (p_most_usd is null or v_usd + v_others_usd + p_usd <= p_most_usd + 1e-12);
  update steps set
    reserved_tokens = case when v_fits then p_tokens else 0 end,
    reserved_usd = case when v_fits then p_usd else 0 end
  where task_id = p_task and step = p_step;
  return json_build_object('fits', v_fits, 'tokens', v_tokens, 'usd', v_usd,
    'reserved_tokens', v_others_tokens, 'reserved_usd', v_others_usd);
end $$;
`;

/** Steps of tasks that take more than one call. */
export const work: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of [tables, artifacts, beginWork, finishStep, reserveBudget]) {
      await statement.execute(database);
    }
  },
};
