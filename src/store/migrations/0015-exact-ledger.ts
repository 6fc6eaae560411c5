import { sql, type Kysely, type Migration } from 'kysely';

/** Writes of a step that have come, by their keys, and which attempt wrote last; where a budget's period is summed up. */
const columns = [
  sql`alter table steps add column writes text[] not null default '{}', add column settled_attempt integer`,
  sql`create index spendings_by_session on spendings (session_id, spent_at)`,
  sql`create index spendings_by_key on spendings (key_id, spent_at)`,
];

/**
 * Keeps what a step gave as before, but the write of one key once, however often it comes: whoever heard no answer
 * repeats it. What a later attempt of the step has reserved stays reserved. Without an attempt it is the newest.
 */
const finishStep = [
  sql`drop function finish_step(text, text, json, json, json)`,
  sql`
create function finish_step(p_task text, p_step text, p_output json, p_calls json, p_events json,
  p_write text default null, p_attempt integer default null)
returns json language plpgsql as $$
declare
  v_ended timestamptz;
  v_step steps%rowtype;
  v_attempt integer;
begin
  select ended_at into v_ended from tasks where task_id = p_task for update;
  if not found or v_ended is not null then return null; end if;
  select * into v_step from steps where task_id = p_task and step = p_step;
  if not found then return null; end if;
  if p_write = any(v_step.writes) then return v_step.output; end if;
  v_attempt := coalesce(p_attempt, v_step.attempt);
  update steps set
    output = coalesce(v_step.output, p_output),
    calls = (coalesce(v_step.calls::jsonb, '[]'::jsonb) || p_calls::jsonb)::json,
    writes = case when p_write is null then writes else writes || p_write end,
    settled_attempt = v_attempt,
    reserved_tokens = case when v_attempt < v_step.attempt then reserved_tokens else 0 end,
    reserved_usd = case when v_attempt < v_step.attempt then reserved_usd else 0 end
  where task_id = p_task and step = p_step;
  if v_step.output is not null then return v_step.output; end if;
  perform append_events(p_task, p_events);
  return p_output;
end $$
`,
];

/** Settles a step as before, but frees nothing that a later attempt than the one that wrote has reserved. */
const settleStep = sql`
create or replace function settle_step() returns trigger language plpgsql as $$
declare
  v_before record;
  v_now record;
begin
  v_before := step_spending(old.kind, old.calls, old.output);
  v_now := step_spending(new.kind, new.calls, new.output);
  delete from budget_reservations where task_id = new.task_id and step = new.step
    and attempt <= coalesce(new.settled_attempt, new.attempt);
  perform count_spending(new.task_id, v_now.tokens - v_before.tokens, v_now.usd - v_before.usd);
  return null;
end $$
`;

/**
 * Holds the ledger of one tenant until the transaction ends: whoever sets a budget alone, whoever spends together with
 * others. It comes before the rows of budgets, and after that of a task.
 */
const holdLedger = sql`
create function hold_ledger(p_tenant text, p_alone boolean) returns void language plpgsql as $$
begin
  if p_alone then perform pg_advisory_xact_lock(1751477357, hashtext(p_tenant));
  else perform pg_advisory_xact_lock_shared(1751477357, hashtext(p_tenant));
  end if;
end $$
`;

/** Writes what was spent into the ledger, which it holds first, and into every budget that counts it. */
const countAgainst = sql`
create or replace function count_against(p_tenant text, p_session text, p_key text, p_task text, p_tokens bigint,
  p_usd numeric)
returns void language plpgsql as $$
declare
  v_budget budgets%rowtype;
begin
  -- Whoever sets a budget waits for this commit, or the statements that follow see that budget.
  perform hold_ledger(p_tenant, false);
  insert into spendings (tenant, session_id, key_id, task_id, tokens, usd)
  values (p_tenant, p_session, p_key, p_task, p_tokens, p_usd);
  for v_budget in select * from lock_budgets(p_tenant, p_session, p_key, p_task) loop
    update budgets set spent_tokens = spent_tokens + p_tokens, spent_usd = greatest(0, spent_usd + p_usd)
    where tenant = p_tenant and scope = v_budget.scope and scope_id = v_budget.scope_id
      and period = v_budget.period;
  end loop;
end $$
`;

/** Counts what a call costs that is made at once as before; it holds the ledger of its tenant alone. */
const spendAtOnce = sql`
create or replace function spend_at_once(p_tenant text, p_session text, p_key text, p_call text,
  p_usd double precision)
returns json language plpgsql as $$
declare
  v_budget budgets%rowtype;
  v_held double precision;
begin
  -- First the ledger, as whoever sets a budget holds it.
  perform hold_ledger(p_tenant, false);
  for v_budget in select * from lock_budgets(p_tenant, p_session, p_key, p_call) loop
    select coalesce(sum(usd), 0) into v_held
    from budget_reservations r where r.tenant = p_tenant and r.expires_at > clock_timestamp()
      and v_budget.scope_id = case v_budget.scope when 'tenant' then r.tenant
        when 'key' then r.key_id when 'session' then r.session_id end;
    if v_budget.spent_usd::double precision + v_held + p_usd > v_budget.max_usd + 1e-12 then
      return json_build_object('scope', v_budget.scope, 'period', v_budget.period,
        'max_tokens', v_budget.max_tokens, 'max_usd', v_budget.max_usd,
        'tokens', v_budget.spent_tokens, 'usd', v_budget.spent_usd);
    end if;
  end loop;
  perform count_against(p_tenant, p_session, p_key, p_call, 0, p_usd::numeric);
  return null;
end $$
`;

/** What was spent within a budget since its period began; of each scope the part that its index serves. */
const spentSince = sql`
create function spent_since(p_tenant text, p_scope text, p_id text, p_start timestamptz,
  out tokens bigint, out usd numeric)
language sql stable as $$
  select coalesce(sum(part.tokens), 0)::bigint, coalesce(sum(part.usd), 0) from (
    select s.tokens, s.usd from spendings s
    where p_scope = 'tenant' and p_id = p_tenant and s.tenant = p_tenant and s.spent_at >= p_start
    union all
    select s.tokens, s.usd from spendings s
    where p_scope = 'key' and s.key_id = p_id and s.tenant = p_tenant and s.spent_at >= p_start
    union all
    select s.tokens, s.usd from spendings s
    where p_scope = 'session' and s.session_id = p_id and s.tenant = p_tenant and s.spent_at >= p_start
    union all
    select s.tokens, s.usd from spendings s
    where p_scope = 'task' and s.task_id = p_id and s.tenant = p_tenant and s.spent_at >= p_start
  ) part
$$
`;

/** Sets a budget as before, and holds up nobody but who spends for the same tenant. */
const setBudget = sql`
create or replace function set_budget(p_tenant text, p_scope text, p_id text, p_period text, p_tokens bigint,
  p_usd double precision, p_by text)
returns setof budgets language plpgsql as $$
declare
  v_start timestamptz;
  v_spent record;
begin
  -- Whoever has spent is waited for, and whoever spends after it sees this budget.
  perform hold_ledger(p_tenant, true);
  v_start := budget_window(p_period, clock_timestamp());
  v_spent := spent_since(p_tenant, p_scope, p_id, v_start);
  return query insert into budgets as b (tenant, scope, scope_id, period, max_tokens, max_usd,
    spent_tokens, spent_usd, window_start, set_by)
  values (p_tenant, p_scope, p_id, p_period, p_tokens, p_usd, v_spent.tokens, v_spent.usd, v_start, p_by)
  on conflict (tenant, scope, scope_id, period) do update set max_tokens = excluded.max_tokens,
    max_usd = excluded.max_usd, set_by = excluded.set_by, updated_at = clock_timestamp(),
    spent_tokens = case when b.window_start = excluded.window_start then b.spent_tokens else 0 end,
    spent_usd = case when b.window_start = excluded.window_start then b.spent_usd else 0 end,
    window_start = excluded.window_start
  returning b.*;
end $$
`;

/** A ledger that counts each write once, keeps what later attempts hold, and is locked for one tenant at a time. */
export const exactLedger: Migration = {
  async up(database: Kysely<unknown>) {
    const settling = [...finishStep, settleStep];
    const spending = [holdLedger, countAgainst, spendAtOnce, spentSince, setBudget];
    for (const statement of [...columns, ...settling, ...spending]) await statement.execute(database);
  },
};
