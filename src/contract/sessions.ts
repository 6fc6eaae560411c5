import { z } from 'zod';
import { ExecutionMode } from './mode';
import { ResearchStrategy } from './research/settings';
import { JsonObject, SessionId } from './task';

const timestamp = z.iso.datetime().describe('RFC 3339, UTC');
const usd = z.number().min(0).describe('US dollars: the sum of the known prices');
const tokens = z.int().min(0).describe('of ended tasks, and what live ones have paid for so far');
const status = z.string().describe('the word of the state, without its prefix, such as COMPLETED');

/** What every view of a session tells of it. */
const about = {
  session_id: SessionId.describe('the id that the client sent, or that was made for it'),
  id: SessionId.describe('the same'),
  user_id: z.string().describe('who submitted its first task'),
  title: z.string().nullable(),
  context: z
    .strictObject({ external_id: SessionId, title: z.string().optional() })
    .describe('id and title again, where the published client looks for them'),
  task_count: z.int().min(0),
  tokens_used: tokens,
  token_budget: z.int().nullable().describe('null: none is set'),
  created_at: timestamp,
  updated_at: timestamp.describe('when its title was last set, or a task of it submitted, begun or ended'),
  expires_at: timestamp.nullable().describe('null: it does not expire as long as it has a task'),
  is_research_session: z.boolean().describe('whether a task of it is research'),
};

/** `GET /api/v1/sessions/{id}`. */
export const Session = z
  .strictObject({ ...about, cost_usd: usd, research_strategy: ResearchStrategy.nullable() })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

/** One session of a list. */
export const SessionListItem = z
  .strictObject({
    ...about,
    last_activity_at: timestamp.nullable(),
    is_active: z.boolean().describe('something has happened in it within 24 hours'),
    successful_tasks: z.int().min(0),
    failed_tasks: z.int().min(0).describe('ended as FAILED or TIMEOUT'),
    success_rate: z.number().min(0).max(1).describe('of the tasks that completed, failed or timed out'),
    total_cost_usd: usd,
    average_cost_per_task: usd,
    budget_utilization: z.number().min(0).describe('0 without a budget'),
    budget_remaining: z.int().nullable(),
    is_near_budget_limit: z.boolean(),
    latest_task_query: z.string().nullable(),
    latest_task_status: status.nullable(),
    first_task_mode: ExecutionMode.nullable(),
  })
  .meta({ id: 'SessionListItem' });
export type SessionListItem = z.infer<typeof SessionListItem>;

/** `GET /api/v1/sessions`. */
export const SessionList = z
  .strictObject({
    sessions: z.array(SessionListItem),
    total_count: z.int().describe('all sessions, not the page'),
  })
  .meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof SessionList>;

/** One task of a session's history. */
export const SessionHistoryItem = z
  .strictObject({
    task_id: z.string(),
    workflow_id: z.string().describe('the same'),
    query: z.string(),
    status,
    mode: ExecutionMode,
    result: z.string().describe('"" until there is one'),
    error_message: z.string().describe('"" when none'),
    total_tokens: tokens,
    total_cost_usd: usd,
    duration_ms: z.int().min(0).nullable().describe('null until it has ended'),
    agents_used: z.int().min(0),
    tools_invoked: z.int().min(0),
    created_at: timestamp,
    started_at: timestamp.nullable().describe('null until a worker has begun'),
    completed_at: timestamp.nullable(),
    metadata: JsonObject,
  })
  .meta({ id: 'SessionHistoryItem' });
export type SessionHistoryItem = z.infer<typeof SessionHistoryItem>;

/** `GET /api/v1/sessions/{id}/history`, oldest first. */
export const SessionHistory = z
  .strictObject({
    session_id: SessionId,
    tasks: z.array(SessionHistoryItem),
    total: z.int().describe('all tasks of the session, not the page'),
  })
  .meta({ id: 'SessionHistory' });
export type SessionHistory = z.infer<typeof SessionHistory>;

/** An event of a turn: that of the task's own list, with its payload as JSON text. */
export const SessionEvent = z
  .strictObject({
    workflow_id: z.string(),
    type: z.string(),
    agent_id: z.string().optional(),
    message: z.string().optional(),
    payload: z.string().optional().describe('JSON'),
    timestamp,
    seq: z.int().min(1),
    stream_id: z.string(),
  })
  .meta({ id: 'SessionEvent' });
export type SessionEvent = z.infer<typeof SessionEvent>;

/** One task of a session with what it told. */
export const SessionTurn = z
  .strictObject({
    turn: z.int().min(1).describe('its place in the session, from 1'),
    task_id: z.string(),
    user_query: z.string(),
    final_output: z.string().describe('"" until there is one'),
    timestamp: timestamp.describe('when it was submitted'),
    events: z.array(SessionEvent).describe('without text pieces and prompts; [] when none'),
    metadata: z.strictObject({
      tokens_used: tokens,
      execution_time_ms: z.int().min(0).nullable().describe('null until it has ended'),
      agents_involved: z.array(z.string()).describe('sorted'),
    }),
  })
  .meta({ id: 'SessionTurn' });
export type SessionTurn = z.infer<typeof SessionTurn>;

/** `GET /api/v1/sessions/{id}/events`, oldest turn first. */
export const SessionEvents = z
  .strictObject({
    session_id: SessionId,
    count: z.int().describe('all turns of the session, not the page'),
    turns: z.array(SessionTurn),
  })
  .meta({ id: 'SessionEvents' });
export type SessionEvents = z.infer<typeof SessionEvents>;

/** `PATCH /api/v1/sessions/{id}`, as it is answered. */
export const SessionTitle = z
  .strictObject({ session_id: SessionId, title: z.string() })
  .meta({ id: 'SessionTitle' });
export type SessionTitle = z.infer<typeof SessionTitle>;
