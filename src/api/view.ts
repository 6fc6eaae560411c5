import { noUsage } from '../contract/no-usage';
import type { TaskStatus } from '../contract/status';
import { parseResponse, type TaskListItem, type TaskView } from '../contract/task';
import type { TaskRow } from '../store';
import type { EngineView } from '../temporal';

/** The status of an ended task: its record, read. */
export function endedView(row: TaskRow & { status: TaskStatus }): TaskView {
  return view(row, {
    status: row.status,
    result: row.result ?? '',
    metadata: endedMetadata(row),
    error: row.error ?? '',
    updated_at: row.ended_at ?? row.created_at,
    unified_response: row.unified_response,
    model_used: row.model_used ?? '',
    provider: row.provider ?? '',
    usage: row.usage ?? noUsage,
  });
}

/** What an ended task tells of itself; research has its whole outcome there too (contract, section 2). */
function endedMetadata({ metadata, settings, unified_response }: TaskRow): TaskView['metadata'] {
  return settings.research ? { ...metadata, unified_response } : (metadata ?? {});
}

/** The status of a live task: what was submitted, and what the engine shows of it now. */
export function liveView(row: TaskRow, engine: EngineView | undefined): TaskView {
  const live = engine?.live;
  const call = engine?.call;
  const changes = [row.created_at, live?.at, call?.at].filter((at) => at !== undefined);
  return view(row, {
    status: liveStatus(row, engine),
    result: '',
    metadata: {},
    error: '',
    updated_at: new Date(Math.max(...changes.map((at) => new Date(at).getTime()))),
    unified_response: null,
    model_used: live?.model_used || (call?.model ?? ''),
    provider: live?.provider || (call?.provider ?? ''),
    usage: live?.usage ?? noUsage,
  });
}

type Shown = Pick<
  TaskView,
  'status' | 'result' | 'metadata' | 'error' | 'unified_response' | 'model_used' | 'provider' | 'usage'
> & { readonly updated_at: Date };

/** All seventeen fields, in the order of the contract. */
function view(row: TaskRow, shown: Shown): TaskView {
  return {
    task_id: row.task_id,
    workflow_id: row.task_id,
    status: shown.status,
    result: shown.result,
    response: parseResponse(shown.result),
    metadata: shown.metadata,
    error: shown.error,
    created_at: row.created_at.toISOString(),
    updated_at: shown.updated_at.toISOString(),
    query: row.query,
    session_id: row.session_id,
    context: row.context,
    unified_response: shown.unified_response,
    mode: row.mode,
    model_used: shown.model_used,
    provider: shown.provider,
    usage: shown.usage,
  };
}

/**
 * The state of a live task: queued until a worker has begun; unknown only when the engine does not know it. It is
 * paused from when its row says so, since no call begins from then on, until its workflow goes on.
 */
export function liveStatus(
  { is_paused: isPaused }: Pick<TaskRow, 'is_paused'>,
  engine: EngineView | undefined,
): TaskStatus {
  if (!engine) return 'TASK_STATUS_UNSPECIFIED';
  if (isPaused) return 'TASK_STATUS_PAUSED';
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
