import { z } from 'zod';

/** What a task can tell while it runs. The names are the wire's (reference, section 11). */
export const EventType = z.enum([
  'WORKFLOW_STARTED',
  'WORKFLOW_COMPLETED',
  'WORKFLOW_PAUSING',
  'WORKFLOW_PAUSED',
  'WORKFLOW_RESUMED',
  'WORKFLOW_CANCELLING',
  'WORKFLOW_CANCELLED',
  'TASK_COMPLETED',
  'TASK_FAILED',
  'TASK_CANCELLED',
  'TASK_TIMEOUT',
  'STREAM_END',
  'AGENT_STARTED',
  'AGENT_THINKING',
  'AGENT_COMPLETED',
  'DATA_PROCESSING',
  'ERROR_OCCURRED',
  'ERROR_RECOVERY',
  'WARNING',
  'WAITING',
  'PROGRESS',
  'DELEGATION',
  'TOOL_INVOKED',
  'TOOL_OBSERVATION',
  'BUDGET_THRESHOLD',
  'APPROVAL_REQUESTED',
  'APPROVAL_DECISION',
  'RESEARCH_PLAN_READY',
  'RESEARCH_PLAN_UPDATED',
  'RESEARCH_PLAN_APPROVED',
  'REVIEW_USER_FEEDBACK',
  'MESSAGE_SENT',
  'MESSAGE_RECEIVED',
  'LLM_PROMPT',
  'LLM_PARTIAL',
  'LLM_OUTPUT',
]);
export type EventType = z.infer<typeof EventType>;

/** An event before it is in the log; `key` makes its write safe to repeat within its task. */
export interface NewEvent {
  readonly key: string;
  readonly type: EventType;
  readonly agent_id?: string;
  readonly message?: string;
  readonly payload?: Record<string, unknown>;
}

/** An event as the log gives it. `seq` is dense from 1 while the task runs; `stream_id` grows with it. */
export const TaskEvent = z
  .strictObject({
    workflow_id: z.string(),
    type: z.string(),
    agent_id: z.string().optional(),
    message: z.string().optional(),
    payload: z.record(z.string(), z.unknown()).optional(),
    timestamp: z.iso.datetime(),
    seq: z.int().min(1),
    stream_id: z.string(),
  })
  .meta({ id: 'TaskEvent' });
export type TaskEvent = z.infer<typeof TaskEvent>;

/** `GET /api/v1/tasks/{id}/events`. */
export const TaskEventList = z
  .strictObject({
    events: z.array(TaskEvent),
    count: z.int().describe('length of this page'),
    total_count: z.int().describe('all events but text pieces, prompts and heartbeats'),
  })
  .meta({ id: 'TaskEventList' });
export type TaskEventList = z.infer<typeof TaskEventList>;

/** Types that `…/events` leaves out (contract, section 5). */
export const unlistedTypes: readonly EventType[] = ['LLM_PARTIAL', 'LLM_PROMPT'];

const wireNames: Partial<Record<string, string>> = {
  LLM_PARTIAL: 'thread.message.delta',
  LLM_OUTPUT: 'thread.message.completed',
  ERROR_OCCURRED: 'error',
  STREAM_END: 'done',
  WORKFLOW_PAUSING: 'workflow.pausing',
  WORKFLOW_PAUSED: 'workflow.paused',
  WORKFLOW_RESUMED: 'workflow.resumed',
  WORKFLOW_CANCELLING: 'workflow.cancelling',
  WORKFLOW_CANCELLED: 'workflow.cancelled',
};

/** The name of an event on an SSE stream (reference, section 3.1). */
export function wireName(type: string): string {
  return wireNames[type] ?? type;
}

/**
 * The data of an event on an SSE stream, ready to write: JSON, or the literal `[DONE]`.
 * Shapes: reference, section 3.1, with the corrections of the contract's section 4. What has a wire name of its own
 * but an error has no `type`: by that alone the published client tells that name.
 */
export function wireData(event: TaskEvent): string {
  const { workflow_id, agent_id, message = '', payload = {}, seq, stream_id } = event;
  switch (event.type) {
    case 'STREAM_END':
      return '[DONE]';
    case 'LLM_PARTIAL':
      return JSON.stringify({
        delta: message,
        message,
        attempt: payload['attempt'] ?? 1,
        workflow_id,
        agent_id,
        seq,
        stream_id,
      });
    case 'LLM_OUTPUT':
      return JSON.stringify({
        response: message,
        message,
        workflow_id,
        agent_id,
        seq,
        stream_id,
        metadata: event.payload,
      });
    case 'WORKFLOW_PAUSING':
    case 'WORKFLOW_RESUMED':
    case 'WORKFLOW_CANCELLING':
      return JSON.stringify({ workflow_id, agent_id, message, seq, stream_id });
    case 'WORKFLOW_PAUSED':
      return JSON.stringify({
        workflow_id,
        agent_id,
        message,
        checkpoint: payload['checkpoint'] ?? '',
        seq,
        stream_id,
      });
    case 'WORKFLOW_CANCELLED':
      return JSON.stringify({
        workflow_id,
        agent_id,
        message,
        checkpoint: payload['checkpoint'] ?? '',
        was_paused: payload['was_paused'] ?? false,
        seq,
        stream_id,
      });
    default:
      return JSON.stringify(event);
  }
}

/** Whether this event is the last one that a task's log will ever have. */
export function isLastEvent(event: Pick<TaskEvent, 'type'>): boolean {
  return event.type === 'STREAM_END';
}

/** Reads a `types` filter: names separated by commas, internal or wire. Undefined: everything passes. */
export function parseTypes(text: string | undefined): ((type: string) => boolean) | undefined {
  const names = (text ?? '').split(',').map((name) => name.trim());
  const wanted = new Set(names.filter(Boolean));
  if (wanted.size === 0) return undefined;
  return (type) => wanted.has(type) || wanted.has(wireName(type));
}

/**
 * Reads a resume position: a stream id `<ms>-<seq>` or a plain seq. Returns the seq after which to go on,
 * or undefined when the text is neither.
 */
export function parsePosition(text: string): number | undefined {
  const match = /^(?:\d{1,16}-)?(\d{1,15})$/.exec(text.trim());
  return match ? Number(match[1]) : undefined;
}
