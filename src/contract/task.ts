import { z } from 'zod';
import { ExecutionMode } from './mode';
import { UnifiedResponse, Usage } from './result';
import { TaskStatus } from './status';

/** Ids that a path may name; any other is refused before anything is looked up (contract, section 1). */
export const idPattern = /^[A-Za-z0-9:_\-.]{1,128}$/;

/** Names a session within its tenant (contract, section 3). */
export const SessionId = z
  .string({ error: 'Invalid session_id format' })
  .regex(idPattern, 'Invalid session_id format');

/** Free JSON object: what a client keeps in `context`, what a run keeps in `metadata`. */
export const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;

const timestamp = z.iso.datetime().describe('RFC 3339, UTC');

/** `GET /api/v1/tasks/{id}`: seventeen fields, in every state of a task, and no other (contract, section 1). */
export const TaskView = z
  .strictObject({
    task_id: z.string().regex(idPattern),
    workflow_id: z.string().regex(idPattern),
    status: TaskStatus,
    result: z.string(),
    response: JsonObject.nullable(),
    metadata: JsonObject,
    error: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
    query: z.string(),
    session_id: z.string(),
    context: JsonObject,
    unified_response: UnifiedResponse.nullable(),
    mode: ExecutionMode,
    model_used: z.string(),
    provider: z.string(),
    usage: Usage,
  })
  .meta({ id: 'Task' });
export type TaskView = z.infer<typeof TaskView>;

/** The answer of a submission. */
export const SubmitAnswer = z
  .strictObject({
    task_id: z.string(),
    workflow_id: z.string(),
    status: z.literal('TASK_STATUS_QUEUED'),
    message: z.string(),
    session_id: z.string(),
    created_at: timestamp,
  })
  .meta({ id: 'SubmitAnswer' });
export type SubmitAnswer = z.infer<typeof SubmitAnswer>;

/** The answer of a submission that is to be watched. */
export const SubmitStreamAnswer = SubmitAnswer.extend({
  stream_url: z.string().describe('relative to this server'),
}).meta({ id: 'SubmitStreamAnswer' });
export type SubmitStreamAnswer = z.infer<typeof SubmitStreamAnswer>;

/** One task of a list. */
export const TaskListItem = z
  .strictObject({
    task_id: z.string(),
    query: z.string(),
    status: TaskStatus,
    mode: ExecutionMode,
    session_id: z.string(),
    created_at: timestamp,
    completed_at: timestamp.nullable(),
    total_token_usage: z.strictObject({
      total_tokens: z.int(),
      cost_usd: z.number(),
      prompt_tokens: z.int(),
      completion_tokens: z.int(),
    }),
  })
  .meta({ id: 'TaskListItem' });
export type TaskListItem = z.infer<typeof TaskListItem>;

/** `GET /api/v1/tasks`. */
export const TaskList = z
  .strictObject({ tasks: z.array(TaskListItem), total_count: z.int().describe('all matches, not the page') })
  .meta({ id: 'TaskList' });
export type TaskList = z.infer<typeof TaskList>;

/** Parses a result into the object that `response` shows: only a JSON object counts, anything else is null. */
export function parseResponse(result: string): JsonObject | null {
  if (!/^\s*\{/.test(result)) return null;
  try {
    const parsed = JsonObject.safeParse(JSON.parse(result));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
