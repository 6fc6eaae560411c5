import { limits } from '../contract/limits';
import { parseResponse, type JsonObject } from '../contract/task';
import type { WebhookBody } from '../contract/webhook';
import type { Store, TaskRow, WebhookDelivery } from '../store';

/** What a webhook is told, the same at every try; undefined where its task is gone. Throws the store's error. */
export async function webhookBody(
  store: Pick<Store, 'tasks' | 'events'>,
  delivery: WebhookDelivery,
): Promise<WebhookBody | undefined> {
  const row = await store.tasks.get(delivery.task_id);
  if (!row) return undefined;
  const common = {
    delivery_id: delivery.delivery_id,
    event: delivery.event,
    task_id: row.task_id,
    workflow_id: row.task_id,
    session_id: row.session_id,
    mode: row.mode,
    created_at: row.created_at.toISOString(),
    occurred_at: delivery.created_at.toISOString(),
  };
  if (delivery.event === 'end') return { ...common, ...endOf(row) };
  const approval = await approvalOf(store, delivery);
  return { ...common, status: 'TASK_STATUS_PAUSED', approval };
}

function endOf({ status, result, error, model_used, provider, usage }: TaskRow) {
  const text = [...(result ?? '')];
  const isCut = text.length > limits.webhookResultCharacters;
  return {
    status: status ?? ('TASK_STATUS_UNSPECIFIED' as const),
    result: text.slice(0, limits.webhookResultCharacters).join(''),
    ...(isCut && { is_result_cut: true }),
    error: error ?? '',
    model_used: model_used ?? '',
    provider: provider ?? '',
    ...(usage && { usage }),
  };
}

/** What the event says that is to be approved: JSON in its message (contract, section 5). */
async function approvalOf(
  store: Pick<Store, 'events'>,
  { task_id: taskId, seq }: WebhookDelivery,
): Promise<JsonObject> {
  const [event] = await store.events.after(taskId, seq - 1, 1);
  const message = event?.message ?? '';
  return parseResponse(message) ?? { message };
}
