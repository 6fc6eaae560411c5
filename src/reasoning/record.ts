import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { ExecutionMode } from '../contract/mode';
import type { TaskRecord } from '../contract/record';
import type { ModelCall, StopReason } from '../contract/result';
import { unifiedStatus, type EndStatus } from '../contract/status';
import type { JsonObject } from '../contract/task';
import { mainModel, modelBreakdown, pricingOf, sumUsage } from './usage';

/** What of a task's row its record is made from. */
export interface RecordedTask {
  readonly task_id: string;
  readonly session_id: string;
  readonly context: JsonObject;
  readonly mode: ExecutionMode;
  readonly created_at: Date;
  readonly started_at: Date | null;
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
  /** Calls that were begun and did not get through: what they cost, their provider alone knows. */
  readonly interruptedCalls: number;
  readonly endedAt: Date;
  /** Whether `endedAt` is the engine's own time of the end rather than the time of writing. */
  readonly endedAtIsTruth?: boolean;
}

/** One call without tools is the least that a task can be; the other modes add to it. */
const simpleComplexity = 0.1;

/** Makes the final record of a task. Everything in it is a function of the arguments. */
export function buildRecord(task: RecordedTask, outcome: Outcome): TaskRecord {
  const { calls } = outcome;
  const usage = sumUsage(calls);
  const { model, provider } = mainModel(calls);
  const began = task.started_at ?? task.created_at;
  return {
    status: outcome.status,
    mode: task.mode,
    result: outcome.result,
    error: outcome.error,
    model_used: model,
    provider,
    context: task.context,
    usage,
    metadata: buildMetadata(outcome),
    unified_response: {
      task_id: task.task_id,
      session_id: task.session_id,
      status: unifiedStatus[outcome.status],
      result: outcome.result,
      metadata: {
        model,
        execution_mode: task.mode,
        complexity_score: simpleComplexity,
        agents_used: calls.length > 0 ? 1 : 0,
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

function buildMetadata(outcome: Outcome): JsonObject {
  const { calls, interruptedCalls } = outcome;
  const pricing = pricingOf(calls);
  return {
    ...(calls.length > 0 && { model_breakdown: modelBreakdown(calls) }),
    ...(pricing !== 'known' && { pricing }),
    ...(calls.some((call) => call.counted_by === 'estimated') && { usage_source: 'estimated' }),
    ...(interruptedCalls > 0 && { interrupted_calls: interruptedCalls }),
  };
}

/** Agent that makes a SIMPLE task's call, and the one that names its final answer (reference, section 11). */
export const agents = {
  simple: 'simple-agent',
  final: 'final_output',
  orchestrator: 'orchestrator',
} as const;

/** The last events of a task, in order, to be committed with its record. */
export function endEvents(record: TaskRecord): NewEvent[] {
  const events: Omit<NewEvent, 'key'>[] = [...eventsOfEnd[record.status](record)];
  events.push({ type: 'STREAM_END', agent_id: agents.orchestrator, message: 'Done' });
  return events.map((event) => ({ ...event, key: `end:${event.type}:${event.agent_id ?? ''}` }));
}

type EventBody = Omit<NewEvent, 'key'>;

const eventsOfEnd: Record<EndStatus, (record: TaskRecord) => EventBody[]> = {
  TASK_STATUS_COMPLETED: (record) => [
    answerEvent(agents.simple, [...record.result].slice(0, limits.agentOutputCharacters).join(''), record),
    answerEvent(agents.final, record.result, record),
    { type: 'AGENT_COMPLETED', agent_id: agents.simple, message: 'Done' },
    { type: 'WORKFLOW_COMPLETED', agent_id: agents.simple, message: 'All done' },
    { type: 'TASK_COMPLETED', agent_id: agents.orchestrator, message: 'Task completed' },
  ],
  TASK_STATUS_FAILED: (record) => [
    errorEvent(record),
    { type: 'TASK_FAILED', agent_id: agents.orchestrator, message: record.error },
  ],
  TASK_STATUS_TIMEOUT: (record) => [
    errorEvent(record),
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

function answerEvent(agent: string, message: string, record: TaskRecord): EventBody {
  return {
    type: 'LLM_OUTPUT',
    agent_id: agent,
    message,
    payload: {
      tokens_used: record.usage.total_tokens,
      input_tokens: record.usage.input_tokens,
      output_tokens: record.usage.output_tokens,
      cost_usd: record.usage.estimated_cost,
      model_used: record.model_used,
      provider: record.provider,
    },
  };
}

function errorEvent(record: TaskRecord): EventBody {
  return { type: 'ERROR_OCCURRED', agent_id: agents.simple, message: `Hit an issue: ${record.error}` };
}
