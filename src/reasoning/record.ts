import { agents } from '../contract/agents';
import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { ExecutionMode } from '../contract/mode';
import type { TaskRecord } from '../contract/record';
import type { ModelCall, StopReason } from '../contract/result';
import { unifiedStatus, type EndStatus } from '../contract/status';
import type { JsonObject } from '../contract/task';
import { mainModel, modelBreakdown, pricingOf, roundUsd, sumUsage, upperUsd, withTools } from './usage';
import type { WorkSummary } from './work-summary';

/** What of a task's row its record is made from. */
export interface RecordedTask {
  readonly task_id: string;
  readonly session_id: string;
  readonly context: JsonObject;
  readonly mode: ExecutionMode;
  readonly created_at: Date;
  readonly started_at: Date | null;
  /** Of its settings: why it runs in its mode, where a rule chose that. */
  readonly settings: { readonly modeReason?: string };
}

/** How a task came out. */
export interface Outcome {
  readonly status: EndStatus;
  readonly stopReason: StopReason;
  /** The answer, or what there was of it. */
  readonly result: string;
  /** A sentence for the user; empty when there is nothing to say. */
  readonly error: string;
  readonly calls: readonly ModelCall[];
  /** Set where the provider's filter cut the answer off. */
  readonly isFiltered?: boolean;
  /** Calls that were begun and did not get through: what they cost, their provider alone knows. */
  readonly interruptedCalls: number;
  readonly endedAt: Date;
  /** Whether `endedAt` is the engine's own time of the end rather than the time of writing. */
  readonly endedAtIsTruth?: boolean;
  /** What ran, where it was more than one call. */
  readonly run?: WorkSummary & { readonly mode: ExecutionMode; readonly metadata: JsonObject };
}

/** One call without tools is the least that a task can be; the other modes add to it. */
const simpleComplexity = 0.1;

/** Makes the final record of a task. Everything in it is a function of the arguments. */
export function buildRecord(task: RecordedTask, outcome: Outcome): TaskRecord {
  const { calls } = outcome;
  const { run } = outcome;
  const mode = run?.mode ?? task.mode;
  const usage = withTools(sumUsage(calls), run?.toolCostUsd ?? 0);
  const { model, provider } = mainModel(calls);
  const began = task.started_at ?? task.created_at;
  return {
    status: outcome.status,
    mode,
    result: outcome.result,
    error: outcome.error,
    model_used: model,
    provider,
    context: task.context,
    usage,
    ...(pricingOf(calls) === 'unknown' && { upper_usd: upperUsd(calls, run?.toolCostUsd ?? 0) }),
    metadata: buildMetadata(task, outcome),
    unified_response: {
      task_id: task.task_id,
      session_id: task.session_id,
      status: unifiedStatus[outcome.status],
      result: outcome.result,
      metadata: {
        model,
        execution_mode: mode,
        complexity_score: run?.complexity ?? simpleComplexity,
        agents_used: run?.agents.length ?? (calls.length > 0 ? 1 : 0),
      },
      usage: {
        input_tokens: usage.input_tokens,
        output_tokens: usage.output_tokens,
        total_tokens: usage.total_tokens,
        cost_usd: usage.estimated_cost,
      },
      performance: { execution_time_ms: Math.max(0, outcome.endedAt.getTime() - began.getTime()) },
      stop_reason: outcome.stopReason,
      error: outcome.error === '' ? null : outcome.error,
      timestamp: outcome.endedAt.toISOString(),
    },
    ...(outcome.endedAtIsTruth && { ended_at: outcome.endedAt.toISOString() }),
  };
}

function buildMetadata({ settings }: RecordedTask, outcome: Outcome): JsonObject {
  const { calls, interruptedCalls } = outcome;
  const pricing = pricingOf(calls);
  const { run } = outcome;
  return {
    ...(settings.modeReason !== undefined && { mode_reason: settings.modeReason }),
    // What ran may explain the mode anew.
    ...run?.metadata,
    ...(calls.length > 0 && { model_breakdown: modelBreakdown(run?.agentCalls ?? calls) }),
    ...(pricing !== 'known' && { pricing }),
    ...(calls.some((call) => call.counted_by === 'estimated') && { usage_source: 'estimated' }),
    ...(outcome.isFiltered && { finish_reason: 'content_filter' }),
    ...(interruptedCalls > 0 && { interrupted_calls: interruptedCalls }),
    ...(run && run.agents.length > 0 && { agents: run.agents }),
    ...(run && run.toolCalls > 0 && { tool_calls: run.toolCalls }),
    ...(run && run.toolCostUsd > 0 && { tool_cost_usd: roundUsd(run.toolCostUsd) }),
  };
}

/**
 * The last events of a task, in order, to be committed with its record; `agent` is the one that answered,
 * `hasTold` says that its own output and end are told already, and `own` is its call where others were made too.
 */
export function endEvents(
  record: TaskRecord,
  agent: string = agents.simple,
  { hasTold = false, own: call }: { readonly hasTold?: boolean; readonly own?: ModelCall | undefined } = {},
): NewEvent[] {
  const all = eventsOfEnd[record.status](record, agent, call ? figuresOf(call) : totalsOf(record));
  const own = ({ type, agent_id: of }: EventBody) =>
    of === agent && (type === 'LLM_OUTPUT' || type === 'AGENT_COMPLETED');
  const events: EventBody[] = all.filter((event) => !hasTold || !own(event));
  events.push({ type: 'STREAM_END', agent_id: agents.orchestrator, message: 'Done' });
  return events.map((event) => ({ ...event, key: `end:${event.type}:${event.agent_id ?? ''}` }));
}

type EventBody = Omit<NewEvent, 'key'>;

const eventsOfEnd: Record<EndStatus, (record: TaskRecord, agent: string, own: Figures) => EventBody[]> = {
  TASK_STATUS_COMPLETED: (record, agent, own) => [
    answerEvent(agent, [...record.result].slice(0, limits.agentOutputCharacters).join(''), own),
    answerEvent(agents.final, record.result, totalsOf(record)),
    { type: 'AGENT_COMPLETED', agent_id: agent, message: 'Done' },
    { type: 'WORKFLOW_COMPLETED', agent_id: agent, message: 'All done' },
    { type: 'TASK_COMPLETED', agent_id: agents.orchestrator, message: 'Task completed' },
  ],
  TASK_STATUS_FAILED: (record, agent) => [
    errorEvent(record, agent),
    { type: 'TASK_FAILED', agent_id: agents.orchestrator, message: record.error },
  ],
  TASK_STATUS_TIMEOUT: (record, agent) => [
    errorEvent(record, agent),
    { type: 'TASK_TIMEOUT', agent_id: agents.orchestrator, message: record.error },
  ],
  TASK_STATUS_CANCELLED: (record) => [
    {
      type: 'WORKFLOW_CANCELLED',
      agent_id: agents.orchestrator,
      message: record.error === '' ? 'Cancelled' : `Cancelled: ${record.error}`,
      payload: { checkpoint: '', was_paused: false },
    },
    { type: 'TASK_CANCELLED', agent_id: agents.orchestrator, message: record.error },
  ],
};

/** What an answer took, as its event tells it. */
type Figures = Pick<ModelCall, 'input_tokens' | 'output_tokens' | 'cost_usd' | 'provider'> & {
  readonly tokens_used: number;
  readonly model_used: string;
};

function totalsOf({ usage, model_used, provider }: TaskRecord): Figures {
  const { total_tokens: tokens_used, input_tokens, output_tokens, estimated_cost: cost_usd } = usage;
  return { tokens_used, input_tokens, output_tokens, cost_usd, model_used, provider };
}

function figuresOf({ input_tokens, output_tokens, cost_usd, model, provider }: ModelCall): Figures {
  const tokens_used = input_tokens + output_tokens;
  return { tokens_used, input_tokens, output_tokens, cost_usd, model_used: model, provider };
}

function answerEvent(agent: string, message: string, payload: Figures): EventBody {
  return { type: 'LLM_OUTPUT', agent_id: agent, message, payload: { ...payload } };
}

function errorEvent(record: TaskRecord, agent: string): EventBody {
  return { type: 'ERROR_OCCURRED', agent_id: agent, message: `Hit an issue: ${record.error}` };
}
