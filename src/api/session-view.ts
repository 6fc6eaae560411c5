import { limits } from '../contract/limits';
import type { ResearchStrategy } from '../contract/research/settings';
import type { Session, SessionHistoryItem, SessionListItem } from '../contract/sessions';
import { statusWord, type TaskStatus } from '../contract/status';
import type { SessionRow, SessionTurn, TaskRow } from '../store';

/** The newest and the first task of a session, as a list shows them. */
export interface EdgeTasks {
  readonly first: Pick<TaskRow, 'mode'> | undefined;
  readonly latest: { readonly query: string; readonly status: TaskStatus } | undefined;
}

/** A session by itself. */
export function sessionView(row: SessionRow): Session {
  return {
    ...about(row),
    cost_usd: row.usd,
    research_strategy: row.research_strategy as ResearchStrategy | null,
  };
}

/** A session of a list; `now` decides whether it is active. */
export function sessionListItem(row: SessionRow, { first, latest }: EdgeTasks, now: Date): SessionListItem {
  const judged = row.completed + row.failed;
  const lastSeen = row.active_at ?? row.created_at;
  return {
    ...about(row),
    last_activity_at: row.active_at?.toISOString() ?? null,
    is_active: now.getTime() - lastSeen.getTime() < limits.sessionActiveMs,
    successful_tasks: row.completed,
    failed_tasks: row.failed,
    success_rate: judged === 0 ? 0 : row.completed / judged,
    total_cost_usd: row.usd,
    average_cost_per_task: row.tasks === 0 ? 0 : row.usd / row.tasks,
    ...budgetOf(row),
    latest_task_query: latest?.query ?? null,
    latest_task_status: latest ? statusWord(latest.status) : null,
    first_task_mode: first?.mode ?? null,
  };
}

/** A task of a session's history; `status` is what it is known to be now. */
export function historyItem(row: SessionTurn, status: TaskStatus): SessionHistoryItem {
  const { metadata } = row;
  const { tokens, usd } = paidFor(row);
  const toolCalls = metadata?.['tool_calls'];
  return {
    task_id: row.task_id,
    workflow_id: row.task_id,
    query: row.query,
    status: statusWord(status),
    mode: row.mode,
    result: row.result ?? '',
    error_message: row.error ?? '',
    total_tokens: tokens,
    total_cost_usd: usd,
    duration_ms: row.took_ms,
    agents_used: row.agents_used ?? 0,
    tools_invoked: typeof toolCalls === 'number' ? toolCalls : 0,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    completed_at: row.ended_at?.toISOString() ?? null,
    metadata: metadata ?? {},
  };
}

/** What a task of a session has paid for: by its record, or so far. */
export function paidFor({ usage, live_tokens, live_usd }: SessionTurn): { tokens: number; usd: number } {
  return usage
    ? { tokens: usage.total_tokens, usd: usage.estimated_cost }
    : { tokens: live_tokens ?? 0, usd: live_usd ?? 0 };
}

/** From this share on a session counts as near the limit of its budget (reference, section 7). */
const nearLimit = 0.9;

function budgetOf({
  token_budget: most,
  budget_tokens: spent,
}: SessionRow): Pick<SessionListItem, 'budget_utilization' | 'budget_remaining' | 'is_near_budget_limit'> {
  if (most === null || spent === null)
    return { budget_utilization: 0, budget_remaining: null, is_near_budget_limit: false };
  const utilization = most === 0 ? 1 : spent / most;
  return {
    budget_utilization: utilization,
    budget_remaining: Math.max(0, most - spent),
    is_near_budget_limit: utilization > nearLimit,
  };
}

function about(row: SessionRow) {
  const { session_id: id, title } = row;
  const changes = [row.created_at, row.updated_at, row.active_at].filter((at) => at !== null);
  return {
    session_id: id,
    id,
    user_id: row.owner,
    title,
    context: { external_id: id, ...(title !== null && { title }) },
    task_count: row.tasks,
    tokens_used: row.tokens,
    token_budget: row.token_budget,
    created_at: row.created_at.toISOString(),
    updated_at: new Date(Math.max(...changes.map((at) => at.getTime()))).toISOString(),
    expires_at: null,
    is_research_session: row.research_strategy !== null,
  };
}
