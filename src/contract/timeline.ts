import { z } from 'zod';
import { JsonObject } from './task';

/** How much a timeline shows: what came of each step, or every event of the history. */
export const TimelineMode = z.enum(['summary', 'full']);
export type TimelineMode = z.infer<typeof TimelineMode>;

/** One thing that happened to a task (reference, section 5.3); keys that say nothing of it are left out. */
export const TimelineEvent = z
  .strictObject({
    id: z.uuid().describe('the same whenever it is read'),
    workflow_id: z.string(),
    type: z
      .string()
      .describe('WF_, ACT_, TIMER_, SIG_ and CHILD_ of the history; else the name of the event'),
    message: z.string().describe('agent and what it does, or what went wrong'),
    timestamp: z.iso.datetime(),
    seq: z.int().min(1).describe('number of the event in the history, or in the log'),
    created_at: z.iso.datetime(),
    step: z.string().optional().describe('name of the step within its task'),
    agent: z.string().optional(),
    activity: z.string().optional().describe('the verb that was carried out'),
    tool: z.string().optional(),
    model: z.string().optional(),
    provider: z.string().optional(),
    tokens: z.int().optional(),
    cost_usd: z.number().optional(),
    duration_ms: z.int().optional().describe('from the order to its end, waits between tries included'),
    retries: z.int().optional().describe('tries before the last one'),
    payload: JsonObject.optional().describe('only with include_payloads'),
  })
  .meta({ id: 'TimelineEvent' });
export type TimelineEvent = z.infer<typeof TimelineEvent>;

/** Where a timeline comes from: the engine, what was kept of it when it was asked for, or the log of events. */
export const TimelineSource = z.enum(['history', 'kept', 'log']);
export type TimelineSource = z.infer<typeof TimelineSource>;

/** `GET /api/v1/tasks/{id}/timeline`. */
export const Timeline = z
  .strictObject({
    workflow_id: z.string(),
    events: z.array(TimelineEvent),
    stats: z.strictObject({
      total: z.int().describe('length of events'),
      mode: TimelineMode,
      source: TimelineSource,
      note: z.string().optional().describe('why it does not come from the history'),
      duration_ms: z.int().describe('from the first event to the last'),
      model_calls: z.int(),
      tool_calls: z.int(),
      retries: z.int(),
      tokens: z.int(),
      cost_usd: z.number(),
    }),
  })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof Timeline>;

/** Answer of `persist=true`: the timeline was kept and outlives the history. */
export const TimelineKept = z
  .strictObject({ status: z.literal('accepted'), workflow_id: z.string(), count: z.int() })
  .meta({ id: 'TimelineKept' });
export type TimelineKept = z.infer<typeof TimelineKept>;
