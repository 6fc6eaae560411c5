import { noUsage } from '../contract/result';
import type { TaskStatus } from '../contract/status';
import { parseResponse, type TaskListItem, type TaskView } from '../contract/task';
import type { TaskRow } from '../store';
import type { EngineView } from '../temporal';

/** The status of an ended task: its record, read. */
export function endedView(row: TaskRow & { status: TaskStatus }): TaskView {
  const metadata = row.metadata ?? {};
  return {
    ...submitted(row),
    status: row.status,
    result: row.result ?? '',
    response: parseResponse(row.result ?? ''),
    metadata,
    error: row.error ?? '',
    updated_at: (row.ended_at ?? row.created_at).toISOString(),
    unified_response: row.unified_response,
    model_used: row.model_used ?? '',
    provider: row.provider ?? '',
    usage: row.usage ?? noUsage,
  };
}

/** The status of a live task: what was submitted, and what the engine shows of it now. */
export function liveView(row: TaskRow, engine: EngineView | undefined): TaskView {
  const live = engine?.live;
  const call = engine?.call;
  const changes = [row.created_at.toISOString(), live?.at, call?.at].filter((at) => at !== undefined);
  return {
    ...submitted(row),
    status: liveStatus(engine),
    result: '',
    response: null,
    metadata: {},
    error: '',
    updated_at:
      changes
        .map((at) => new Date(at).toISOString())
        .sort()
        .at(-1) ?? row.created_at.toISOString(),
    unified_response: null,
    mode: live?.mode ?? row.mode,
    model_used: live?.model_used || (call?.model ?? ''),
    provider: live?.provider || (call?.provider ?? ''),
    usage: live?.usage ?? noUsage,
  };
}

/** The state of a live task: queued until a worker has begun; unknown only when the engine does not know it. */
export function liveStatus(engine: EngineView | undefined): TaskStatus {
  if (!engine) return 'TASK_STATUS_UNSPECIFIED';
  if (!engine.live) return 'TASK_STATUS_QUEUED';
  return `TASK_STATUS_${engine.live.state}`;
}

/** One task of a list; `status` is what it is known to be now. */
export function listItem(row: TaskRow, status: TaskStatus): TaskListItem {
  const usage = row.usage ?? noUsage;
  return {
    task_id: row.task_id,
    query: row.query,
    status,
    mode: row.mode,
    session_id: row.session_id,
    created_at: row.created_at.toISOString(),
    completed_at: row.ended_at?.toISOString() ?? null,
    total_token_usage: {
      total_tokens: usage.total_tokens,
      cost_usd: usage.estimated_cost,
      prompt_tokens: usage.input_tokens,
      completion_tokens: usage.output_tokens,
    },
  };
}

type Submitted = Pick<
  TaskView,
  'task_id' | 'workflow_id' | 'created_at' | 'query' | 'session_id' | 'context' | 'mode'
>;

function submitted(row: TaskRow): Submitted {
  return {
    task_id: row.task_id,
    workflow_id: row.task_id,
    created_at: row.created_at.toISOString(),
    query: row.query,
    session_id: row.session_id,
    context: row.context,
    mode: row.mode,
  };
}
