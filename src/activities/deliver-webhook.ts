import { activityInfo, ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import { FailureType } from '../contract/failures';
import { limits } from '../contract/limits';
import type { WebhookOrder } from '../contract/webhook';
import type { WebhookOutcome, Webhooks } from '../providers/webhooks/port';
import type { Store, WebhookDelivery } from '../store';
import type { Log } from './deps';
import { startHeartbeat } from './heartbeat';
import { persist } from './persist';
import { webhookBody } from './webhook-body';

/** What deliveries are made with. */
export interface DeliveryDeps {
  readonly store: Pick<Store, 'webhooks' | 'tasks' | 'events'>;
  readonly webhooks: Pick<Webhooks, 'send'>;
  readonly log: Log;
}

/**
 * Makes the verb that tries to deliver what a webhook is told, once, and notes how it went. What is delivered already is
 * left; what belongs to a task or a session that is gone is given up, so that its secret goes. Throws `Webhook.NotDelivered`, to be tried again where that may help.
 */
export function createDeliverWebhook(deps: DeliveryDeps) {
  return async function deliverWebhook({ deliveryId }: WebhookOrder): Promise<void> {
    const heartbeat = startHeartbeat();
    try {
      const delivery = await deps.store.webhooks.delivery(deliveryId);
      if (delivery && delivery.state !== 'pending') return;
      const body = delivery && (await webhookBody(deps.store, delivery));
      if (body) await attempt(deps, delivery, JSON.stringify(body));
      else await deps.store.webhooks.giveUp(deliveryId);
    } finally {
      heartbeat.stop();
    }
  };
}

/** Makes the verb that notes that no more tries are made. Throws the store's error. */
export function createGiveUpWebhook({ store, log }: Pick<DeliveryDeps, 'store' | 'log'>) {
  return async function giveUpWebhook({ deliveryId, taskId }: WebhookOrder): Promise<void> {
    await store.webhooks.giveUp(deliveryId);
    log.warn({ task_id: taskId, delivery_id: deliveryId }, 'a webhook could not be told');
  };
}

async function attempt(
  { store, webhooks, log }: DeliveryDeps,
  { delivery_id: deliveryId, task_id: taskId, url, secret }: WebhookDelivery,
  body: string,
): Promise<void> {
  const at = new Date();
  const signal = cancellationSignal();
  const signed = secret === null ? {} : { secret };
  const outcome = await webhooks.send({ url, ...signed, deliveryId, body, at, signal });
  const attempted = {
    attempt: activityInfo().attempt,
    at,
    duration_ms: Date.now() - at.getTime(),
    status_code: outcome.statusCode ?? null,
    error: outcome.ok ? null : outcome.error,
  };
  await persist(() => store.webhooks.attempted(deliveryId, attempted), log, limits.storeOutageMs);
  const told = { task_id: taskId, delivery_id: deliveryId, ok: outcome.ok, code: outcome.statusCode };
  log.info(told, 'webhook told');
  if (!outcome.ok) throw notDelivered(outcome);
}

function notDelivered({ error, isFinal, retryAfterMs }: WebhookOutcome & { ok: false }): ApplicationFailure {
  return ApplicationFailure.create({
    type: FailureType.webhookNotDelivered,
    message: error,
    nonRetryable: isFinal,
    ...(retryAfterMs !== undefined && { nextRetryDelay: retryAfterMs }),
  });
}
