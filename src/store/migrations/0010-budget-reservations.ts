import { sql } from 'kysely';

/** Reserves a part of the task's own budget as before; calls of an unknown price count by their upper estimate. */
const reserveBudget = sql`
create or replace function reserve_budget(p_task text, p_step text, p_tokens bigint, p_usd double precision,
  p_most_tokens bigint, p_most_usd double precision)
returns json language plpgsql as $$
declare
  v_spent record;
  v_others record;
  v_fits boolean;
begin
  perform 1 from tasks where task_id = p_task for update;
  select coalesce(sum(paid.tokens), 0)::bigint as tokens, coalesce(sum(paid.usd), 0)::double precision as usd
  into v_spent from steps s, step_spending(s.kind, s.calls, s.output) paid where s.task_id = p_task;
  select coalesce(sum(reserved_tokens), 0)::bigint as tokens, coalesce(sum(reserved_usd), 0) as usd
  into v_others from steps where task_id = p_task and step <> p_step;
  v_fits := (p_most_tokens is null or v_spent.tokens + v_others.tokens + p_tokens <= p_most_tokens)
    and (p_most_usd is null or v_spent.usd + v_others.usd + p_usd <= p_most_usd + 1e-12);
  update steps set
    reserved_tokens = case when v_fits then p_tokens else 0 end,
    reserved_usd = case when v_fits then p_usd else 0 end
  where task_id = p_task and step = p_step;
  return json_build_object('fits', v_fits, 'tokens', v_spent.tokens, 'usd', v_spent.usd,
    'reserved_tokens', v_others.tokens, 'reserved_usd', v_others.usd);
end $$
`;

/**
 * Reserves what a call may cost at most from every budget that it counts against, all or none, under their locks.
 * Returns how the task's own budget stands, and under 'shared' how the others do. A budget that was set for the task
 * takes the place of the one that it was submitted with.
 */
const reserveCall = sql`
create function reserve_call(p_task text, p_step text, p_tokens bigint, p_usd double precision,
  p_most_tokens bigint, p_most_usd double precision, p_seconds integer)
returns json language plpgsql as $$
declare
  v_task record;
  v_own jsonb;
  v_budget budgets%rowtype;
  v_held record;
  v_fits boolean;
  v_shared jsonb := '[]';
begin
  select tenant, session_id, key_id into v_task from tasks where task_id = p_task for update;
  if exists (select 1 from budgets where tenant = v_task.tenant and scope = 'task' and scope_id = p_task) then
    v_own := reserve_budget(p_task, p_step, p_tokens, p_usd, null, null);
  else
    v_own := reserve_budget(p_task, p_step, p_tokens, p_usd, p_most_tokens, p_most_usd);
  end if;
  v_fits := (v_own ->> 'fits')::boolean;
  for v_budget in select * from lock_budgets(v_task.tenant, v_task.session_id, v_task.key_id, p_task) loop
    select coalesce(sum(tokens), 0)::bigint as tokens, coalesce(sum(usd), 0) as usd into v_held
    from budget_reservations r where r.tenant = v_task.tenant and (r.task_id, r.step) <> (p_task, p_step)
      and r.expires_at > clock_timestamp() and v_budget.scope_id = case v_budget.scope when 'tenant' then r.tenant
        when 'key' then r.key_id when 'session' then r.session_id else r.task_id end;
    v_fits := v_fits
      and (v_budget.max_tokens is null
        or v_budget.spent_tokens + v_held.tokens + p_tokens <= v_budget.max_tokens)
      and (v_budget.max_usd is null
        or v_budget.spent_usd::double precision + v_held.usd + p_usd <= v_budget.max_usd + 1e-12);
    v_shared := v_shared || jsonb_build_object('scope', v_budget.scope, 'period', v_budget.period,
      'max_tokens', v_budget.max_tokens, 'max_usd', v_budget.max_usd,
      'tokens', v_budget.spent_tokens, 'usd', v_budget.spent_usd,
      'reserved_tokens', v_held.tokens, 'reserved_usd', v_held.usd);
  end loop;
  if not v_fits then
    update steps set reserved_tokens = 0, reserved_usd = 0 where task_id = p_task and step = p_step;
    delete from budget_reservations where task_id = p_task and step = p_step;
  elsif jsonb_array_length(v_shared) > 0 then
    insert into budget_reservations
      (task_id, step, attempt, tenant, session_id, key_id, tokens, usd, expires_at)
    select p_task, p_step, s.attempt, v_task.tenant, v_task.session_id, v_task.key_id, p_tokens, p_usd,
      clock_timestamp() + make_interval(secs => p_seconds)
    from steps s where s.task_id = p_task and s.step = p_step
    on conflict (task_id, step) do update set attempt = excluded.attempt, tokens = excluded.tokens,
      usd = excluded.usd, expires_at = excluded.expires_at;
  end if;
  return v_own || jsonb_build_object('fits', v_fits, 'shared', v_shared);
end $$
`;

/**
 * Counts what a call costs that is made at once and for no task, where it fits into every budget that counts it, what
 * others hold left aside; null then, else the budget that has no room.
 */
const spendAtOnce = sql`
create function spend_at_once(p_tenant text, p_session text, p_key text, p_call text, p_usd double precision)
returns json language plpgsql as $$
declare
  v_budget budgets%rowtype;
  v_held double precision;
begin
  -- First the ledger, as whoever sets a budget locks it.
  lock table spendings in row exclusive mode;
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

/** How calls take their part of budgets. */
export const budgetReservations = [reserveBudget, reserveCall, spendAtOnce];
