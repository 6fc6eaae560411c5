import { CancellationScope, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import { deliveryQueueOf } from '../contract/engine';
import { limits } from '../contract/limits';
import type { WebhookActivities, WebhookOrder } from '../contract/webhook';

const { giveUpWebhook } = proxyLocalActivities<WebhookActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

/** Delivers what a webhook is told: tries again with growing waits, for some hours, then notes that it gave up. */
export async function webhookDelivery(order: WebhookOrder): Promise<void> {
  const { deliverWebhook } = proxyActivities<WebhookActivities>({
    taskQueue: deliveryQueueOf(workflowInfo().taskQueue),
    startToCloseTimeout: limits.webhookMs + limits.storeOutageMs + 30_000,
    heartbeatTimeout: limits.heartbeatTimeoutMs,
    summary: `webhook · ${order.event}`,
    retry: {
      maximumAttempts: limits.webhookAttempts,
      initialInterval: limits.webhookRetryFirstMs,
      maximumInterval: limits.webhookRetryMostMs,
      backoffCoefficient: 2,
    },
  });
  try {
    await deliverWebhook(order);
  } catch (error) {
    await CancellationScope.nonCancellable(() => giveUpWebhook(order));
    throw error;
  }
}
