import { sql, type Kysely, type Migration } from 'kysely';
import { budgetOrders } from './0010-budget-orders';
import { budgetReservations } from './0010-budget-reservations';

/** Which key submitted a task, and which keys may set budgets. */
const owners = [
  sql`alter table tasks add column key_id text`,
  sql`alter table api_keys add column is_operator boolean not null default false`,
];

/**
 * Budgets with what was spent in the period that `window_start` begins; every spending, whether a budget counted it or
 * not; what calls in flight hold; and the pauses that end when a budget has room for the call that was refused.
 */
const tables = [
  sql`
create table budgets (
  tenant text not null,
  scope text not null check (scope in ('task', 'session', 'key', 'tenant')),
  scope_id text not null,
  period text not null check (period in ('day', 'month', 'total')),
  max_tokens bigint,
  max_usd double precision,
  spent_tokens bigint not null default 0,
  spent_usd numeric not null default 0,
  window_start timestamptz(3) not null,
  set_by text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  primary key (tenant, scope, scope_id, period),
  check (max_tokens is not null or max_usd is not null)
)`,
  sql`
create table spendings (
  spending_id bigint generated always as identity primary key,
  tenant text not null,
  session_id text not null,
  key_id text,
  task_id text not null,
  tokens bigint not null,
  usd numeric not null,
  spent_at timestamptz(3) not null default clock_timestamp()
)`,
  sql`create index spendings_by_tenant on spendings (tenant, spent_at)`,
  sql`create index spendings_by_task on spendings (task_id)`,
  sql`create index spendings_by_age on spendings (spent_at)`,
  sql`
create table budget_reservations (
  task_id text not null references tasks on delete cascade,
  step text not null,
  attempt integer not null,
  tenant text not null,
  session_id text not null,
  key_id text,
  tokens bigint not null,
  usd double precision not null,
  expires_at timestamptz(3) not null,
  primary key (task_id, step)
)`,
  sql`create index budget_reservations_by_tenant on budget_reservations (tenant)`,
  sql`
create table budget_pauses (
  task_id text primary key references tasks on delete cascade,
  pause_seq integer not null,
  tokens bigint not null,
  usd double precision not null,
  is_own boolean not null,
  paused_at timestamptz(3) not null default clock_timestamp()
)`,
];

/** What ended tasks have spent before there was a ledger. */
const earlier = sql`
insert into spendings (tenant, session_id, task_id, tokens, usd, spent_at)
select tenant, session_id, task_id, coalesce((usage ->> 'total_tokens')::bigint, 0),
  coalesce((usage ->> 'estimated_cost')::numeric, 0), ended_at
from tasks where ended_at is not null
`;

/** When the period began that a moment is in, by UTC; the epoch for one that never ends. */
const budgetWindow = sql`
create function budget_window(p_period text, p_at timestamptz) returns timestamptz language sql stable as $$
  select case p_period when 'total' then to_timestamp(0) else date_trunc(p_period, p_at, 'UTC') end
$$
`;

/**
 * Locks the budgets that a call of a task counts against, always in the same order, and begins their period anew where
 * it is over. Returns them as they stand.
 */
const lockBudgets = sql`
create function lock_budgets(p_tenant text, p_session text, p_key text, p_task text)
returns setof budgets language plpgsql as $$
begin
  perform 1 from budgets where tenant = p_tenant and (scope, scope_id) in
    (('tenant', p_tenant), ('key', p_key), ('session', p_session), ('task', p_task))
  order by scope, scope_id, period for update;
  if not found then return; end if;
  update budgets set spent_tokens = 0, spent_usd = 0, window_start = budget_window(period, clock_timestamp())
  where tenant = p_tenant and (scope, scope_id) in
    (('tenant', p_tenant), ('key', p_key), ('session', p_session), ('task', p_task))
    and window_start <> budget_window(period, clock_timestamp());
  return query select * from budgets where tenant = p_tenant and (scope, scope_id) in
    (('tenant', p_tenant), ('key', p_key), ('session', p_session), ('task', p_task))
  order by scope, scope_id, period;
end $$
`;

/** Writes what was spent into the ledger and into every budget that counts it. */
const countAgainst = sql`
create function count_against(p_tenant text, p_session text, p_key text, p_task text, p_tokens bigint, p_usd numeric)
returns void language plpgsql as $$
declare
  v_budget budgets%rowtype;
begin
  -- First the ledger: whoever sets a budget waits for this row, or this statement's successor sees that budget.
  insert into spendings (tenant, session_id, key_id, task_id, tokens, usd)
  values (p_tenant, p_session, p_key, p_task, p_tokens, p_usd);
  for v_budget in select * from lock_budgets(p_tenant, p_session, p_key, p_task) loop
    update budgets set spent_tokens = spent_tokens + p_tokens, spent_usd = greatest(0, spent_usd + p_usd)
    where tenant = p_tenant and scope = v_budget.scope and scope_id = v_budget.scope_id
      and period = v_budget.period;
  end loop;
end $$
`;

/** Writes down what a task has spent. */
const countSpending = sql`
create function count_spending(p_task text, p_tokens bigint, p_usd numeric) returns void language plpgsql as $$
begin
  if p_tokens = 0 and p_usd = 0 then return; end if;
  perform count_against(tenant, session_id, key_id, task_id, p_tokens, p_usd) from tasks where task_id = p_task;
end $$
`;

/** What a step has paid for, as budgets count it: of an unknown price the upper estimate. */
const stepSpending = sql`
create function step_spending(p_kind text, p_calls json, p_output json, out tokens bigint, out usd numeric)
language sql immutable as $$
  select coalesce(sum((call ->> 'input_tokens')::bigint + (call ->> 'output_tokens')::bigint), 0)::bigint,
    coalesce(sum(coalesce(call ->> 'upper_usd', call ->> 'cost_usd')::numeric), 0)
      + case when p_kind = 'tool' then coalesce((p_output ->> 'cost_usd')::numeric, 0) else 0 end
  from json_array_elements(coalesce(p_calls, '[]'::json)) as c (call)
$$
`;

/** Settles a step in the commit that keeps what it paid for: that is counted, and what it held is free. */
const settleStep = [
  sql`
create function settle_step() returns trigger language plpgsql as $$
declare
  v_before record;
  v_now record;
begin
  v_before := step_spending(old.kind, old.calls, old.output);
  v_now := step_spending(new.kind, new.calls, new.output);
  delete from budget_reservations where task_id = new.task_id and step = new.step;
  perform count_spending(new.task_id, v_now.tokens - v_before.tokens, v_now.usd - v_before.usd);
  return null;
end $$`,
  sql`create trigger step_settled after update of calls, output on steps for each row execute function settle_step()`,
];

/** Ends a task as before, and counts what of its record no step had settled: the call that wrote its answer. */
const endTask = sql`
create or replace function end_task(p_task text, p_record json, p_events json)
returns text language plpgsql as $$
declare
  v_task tasks%rowtype;
  v_status text;
  v_counted record;
begin
  select * into v_task from tasks where task_id = p_task for update;
  if v_task.status is null and v_task.is_paused and p_record ->> 'status' <> 'TASK_STATUS_CANCELLED' then
    return 'withheld ' || v_task.pause_seq;
  end if;
  update tasks set is_paused = false, waits_for = null
  where task_id = p_task and (is_paused or waits_for is not null);
  v_status := record_end(p_task, p_record, p_events);
  if v_task.status is not null or v_status is null then return v_status; end if;
  delete from budget_reservations where task_id = p_task;
  delete from budget_pauses where task_id = p_task;
  select coalesce(sum(tokens), 0)::bigint as tokens, coalesce(sum(usd), 0) as usd into v_counted
  from spendings where task_id = p_task;
  perform count_spending(p_task,
    greatest(0, coalesce((p_record -> 'usage' ->> 'total_tokens')::bigint, 0) - v_counted.tokens),
    greatest(0, coalesce(p_record ->> 'upper_usd', p_record -> 'usage' ->> 'estimated_cost', '0')::numeric
      - v_counted.usd));
  return v_status;
end $$
`;

/** Begins a step as before, and says whether any budget but the task's own counts its calls. */
const beginStep = sql`
create or replace function begin_step(p_task text, p_step text, p_events json)
returns json language plpgsql as $$
declare
  v_task tasks%rowtype;
  v_step steps%rowtype;
begin
  select * into v_task from tasks where task_id = p_task for update;
  if not found or v_task.ended_at is not null then return null; end if;
  update tasks set started_at = clock_timestamp() where task_id = p_task and started_at is null;
  insert into steps (task_id, step, attempt) values (p_task, p_step, 1)
  on conflict (task_id, step) do update set attempt = steps.attempt + 1
  returning * into v_step;
  perform append_events(p_task, p_events);
  return json_build_object('attempt', v_step.attempt, 'output', v_step.output, 'is_budgeted', exists (
    select 1 from budgets where tenant = v_task.tenant and (scope, scope_id) in (('tenant', v_task.tenant),
      ('key', v_task.key_id), ('session', v_task.session_id), ('task', p_task))));
end $$
`;

/** Budgets of tasks, sessions, keys and tenants, with one ledger of what was spent. */
export const budgets: Migration = {
  async up(database: Kysely<unknown>) {
    const counting = [budgetWindow, lockBudgets, countAgainst, countSpending, stepSpending, ...settleStep];
    const calls = [endTask, beginStep, ...budgetReservations];
    for (const statement of [...owners, ...tables, earlier, ...counting, ...calls, ...budgetOrders])
      await statement.execute(database);
  },
};
