import { z } from 'zod';

/** Body of a control call; a missing body means no reason. */
export const ControlRequest = z
  .object({ reason: z.string().max(1_000, 'reason must be at most 1000 characters').nullish() })
  .meta({ id: 'ControlRequest' });
export type ControlRequest = z.infer<typeof ControlRequest>;

/** Answer of a pause or a resumption that was taken. */
export const PauseAnswer = z
  .strictObject({ success: z.literal(true), message: z.string(), task_id: z.string() })
  .meta({ id: 'PauseAnswer' });
export type PauseAnswer = z.infer<typeof PauseAnswer>;

/** `GET /api/v1/tasks/{id}/control-state`; texts are empty where there is nothing to be said. */
export const ControlState = z
  .strictObject({
    is_paused: z.boolean().describe('nothing new begins: paused by somebody, or waiting for a person'),
    is_cancelled: z.boolean().describe('a cancel was taken'),
    paused_at: z.string().describe('RFC 3339, or empty'),
    pause_reason: z.string(),
    paused_by: z.string(),
    cancel_reason: z.string(),
    cancelled_by: z.string(),
  })
  .meta({ id: 'ControlState' });
export type ControlState = z.infer<typeof ControlState>;

/** What a workflow is told of a pause or a resumption. */
export interface PauseOrder {
  /** Counts pauses and resumptions of a task from 1; an order that comes late is passed over. */
  readonly seq: number;
  readonly reason: string;
  readonly by: string;
}

/** Body of a message to a running task. */
export const MessageRequest = z
  .object({
    message: z
      .string({ error: 'message is required' })
      .refine((text) => text.trim() !== '', 'message is required'),
  })
  .meta({ id: 'MessageRequest' });

/** Answer of a message that was taken. */
export const MessageAnswer = z
  .strictObject({
    success: z.literal(true),
    status: z.literal('sent'),
    message_number: z.int().describe('of the messages to this task, from 1'),
  })
  .meta({ id: 'MessageAnswer' });
export type MessageAnswer = z.infer<typeof MessageAnswer>;

/** Answer of a cancel that was taken. */
export const CancelAnswer = z
  .strictObject({ success: z.literal(true), message: z.string() })
  .meta({ id: 'CancelAnswer' });
export type CancelAnswer = z.infer<typeof CancelAnswer>;
