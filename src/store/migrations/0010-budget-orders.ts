import { sql } from 'kysely';

/**
 * Sets a budget, which counts what was spent in its period before it was set. The ledger is locked first: whoever has
 * written there is waited for, and whoever writes after it sees this budget.
 */
const setBudget = sql`
create function set_budget(p_tenant text, p_scope text, p_id text, p_period text, p_tokens bigint,
  p_usd double precision, p_by text)
returns setof budgets language plpgsql as $$
declare
  v_start timestamptz;
  v_spent record;
begin
  lock table spendings in share row exclusive mode;
  v_start := budget_window(p_period, clock_timestamp());
  select coalesce(sum(tokens), 0)::bigint as tokens, coalesce(sum(usd), 0) as usd into v_spent
  from spendings s where s.tenant = p_tenant and s.spent_at >= v_start
    and p_id = case p_scope when 'tenant' then s.tenant when 'key' then s.key_id
      when 'session' then s.session_id else s.task_id end;
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

/**
 * The budget that leaves no room for the first call of a new task, which takes p_tokens and p_usd at least; null where
 * there is room. Asked without them it returns 'asked' where any budget counts the task at all.
 */
const refusingBudget = sql`
create function refusing_budget(p_tenant text, p_session text, p_key text, p_tokens bigint, p_usd double precision)
returns json language plpgsql stable as $$
declare
  v_budget budgets%rowtype;
  v_is_over boolean;
begin
  for v_budget in select * from budgets where tenant = p_tenant and (scope, scope_id) in
    (('tenant', p_tenant), ('key', p_key), ('session', p_session)) order by scope, scope_id, period
  loop
    if p_tokens is null then return json_build_object('asked', true); end if;
    v_is_over := v_budget.window_start <> budget_window(v_budget.period, clock_timestamp());
    if v_is_over then
      v_budget.spent_tokens := 0;
      v_budget.spent_usd := 0;
    end if;
    if v_budget.spent_tokens + p_tokens > v_budget.max_tokens
      or v_budget.spent_usd::double precision + p_usd > v_budget.max_usd + 1e-12 then
      return json_build_object('scope', v_budget.scope, 'period', v_budget.period,
        'max_tokens', v_budget.max_tokens, 'max_usd', v_budget.max_usd,
        'tokens', v_budget.spent_tokens, 'usd', v_budget.spent_usd);
    end if;
  end loop;
  return null;
end $$
`;

/**
 * Pauses a task whose budget has no room for a call that takes p_tokens and p_usd at least, as somebody would pause it,
 * and notes that it is to go on when there is room; p_own says that the budget is the one that it was submitted with,
 * where only one that is set for the task gives room. Returns what set_paused returns.
 */
const pauseForBudget = sql`
create function pause_for_budget(p_task text, p_reason text, p_by text, p_event json, p_tokens bigint,
  p_usd double precision, p_own boolean)
returns json language plpgsql as $$
declare
  v_outcome json;
begin
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
 * What budgets leave for a task that they have paused: the least tokens and US dollars that any of them has, what
 * others hold left aside; null where none of them sets that bound.
 */
const roomForTask = sql`
create function room_for_task(p_task text, out tokens bigint, out usd double precision)
language sql stable as $$
  select min(b.max_tokens - held.tokens - case when over.is_over then 0 else b.spent_tokens end),
    min(b.max_usd - held.usd - case when over.is_over then 0 else b.spent_usd::double precision end)
  from tasks t
  join budgets b on b.tenant = t.tenant and (b.scope, b.scope_id) in
    (('tenant', t.tenant), ('key', t.key_id), ('session', t.session_id), ('task', t.task_id))
  cross join lateral (select b.window_start <> budget_window(b.period, clock_timestamp()) as is_over) over
  cross join lateral (
    select coalesce(sum(r.tokens), 0)::bigint as tokens, coalesce(sum(r.usd), 0) as usd
    from budget_reservations r where r.tenant = t.tenant and r.expires_at > clock_timestamp()
      and b.scope_id = case b.scope when 'tenant' then r.tenant when 'key' then r.key_id
        when 'session' then r.session_id else r.task_id end
  ) held
  where t.task_id = p_task
$$
`;

/** What is asked and ordered of budgets, besides the calls that they count. */
export const budgetOrders = [setBudget, refusingBudget, pauseForBudget, roomForTask];
