import { z } from 'zod';
import { JsonObject } from './task';
import { TaskStatus } from './status';
import { Usage } from './result';
import { ExecutionMode } from './mode';

/** What a webhook may be told of: the end of the task, and that it waits for an approval. */
export const WebhookEvent = z.enum(['end', 'approval'], {
  error: 'webhook.events takes end and approval',
});
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** Who is to be told of a task, by a POST of JSON. */
export const Webhook = z
  .strictObject(
    {
      url: z
        .string({ error: 'webhook.url must be an http or https address' })
        .trim()
        .min(1, 'webhook.url must be an http or https address')
        .max(2_048, 'webhook.url must be at most 2048 characters'),
      events: z
        .array(WebhookEvent, { error: 'webhook.events must be a list of end, approval or both' })
        .min(1, 'webhook.events must name end, approval or both')
        .nullish()
        .describe('end if left out'),
      secret: z
        .string({ error: 'webhook.secret must be a text' })
        .min(1, 'webhook.secret must not be empty')
        .max(512, 'webhook.secret must be at most 512 characters')
        .nullish()
        .describe('what deliveries are signed with; never given back'),
    },
    { error: 'webhook must be an object with url, and events and secret where they are wanted' },
  )
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;

const timestamp = z.iso.datetime();

/** What is posted to a webhook. */
export const WebhookBody = z
  .strictObject({
    delivery_id: z.string().describe('the same for every try: who has seen it drops it'),
    event: WebhookEvent,
    task_id: z.string(),
    workflow_id: z.string(),
    session_id: z.string(),
    status: TaskStatus,
    mode: ExecutionMode,
    created_at: timestamp.describe('when the task was submitted'),
    occurred_at: timestamp,
    result: z.string().optional().describe('of an ended task'),
    is_result_cut: z.boolean().optional(),
    error: z.string().optional(),
    model_used: z.string().optional(),
    provider: z.string().optional(),
    usage: Usage.optional(),
    approval: JsonObject.optional().describe('what is to be approved, as the list of approvals has it'),
  })
  .meta({ id: 'WebhookBody' });
export type WebhookBody = z.infer<typeof WebhookBody>;

/** Where a delivery stands. */
export const DeliveryState = z.enum(['pending', 'delivered', 'failed']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One try at a delivery. */
export const DeliveryAttempt = z
  .strictObject({
    attempt: z.int().min(1),
    at: timestamp,
    duration_ms: z.int(),
    status_code: z.int().nullable().describe('null where nobody answered'),
    error: z.string().nullable(),
  })
  .meta({ id: 'DeliveryAttempt' });
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** `GET /api/v1/tasks/{id}/webhooks`. */
export const WebhookLog = z
  .strictObject({
    webhook: z
      .strictObject({
        url: z.string().describe('scheme and host; the rest may be a secret'),
        events: z.array(WebhookEvent),
        is_signed: z.boolean(),
      })
      .nullable(),
    deliveries: z.array(
      z.strictObject({
        delivery_id: z.string(),
        event: WebhookEvent,
        state: DeliveryState,
        created_at: timestamp,
        ended_at: timestamp.nullable(),
        attempts: z.array(DeliveryAttempt),
      }),
    ),
    total_count: z.int().describe('all deliveries, not the page'),
  })
  .meta({ id: 'WebhookLog' });
export type WebhookLog = z.infer<typeof WebhookLog>;

/** What the workflow of a delivery starts with: all else stays in the store, the secret first of all. */
export interface WebhookOrder {
  readonly deliveryId: string;
  readonly taskId: string;
  readonly event: WebhookEvent;
}

/** The verbs of deliveries. */
export interface WebhookActivities {
  /** Makes one try; of what is delivered or gone already, none. Throws `Webhook.NotDelivered`. */
  deliverWebhook(order: WebhookOrder): Promise<void>;
  /** Notes that no more tries are made. */
  giveUpWebhook(order: WebhookOrder): Promise<void>;
}
