import type { Logger } from 'pino';
import { limits } from '../contract/limits';
import type { DueDelivery, Store } from '../store';
import { createLooking } from './looking';

/** What hands deliveries to the engine. */
export interface WebhookStarter {
  readonly store: Pick<Store, 'webhooks'>;
  readonly engine: { startWebhook(delivery: DueDelivery): Promise<void> };
  readonly log: Logger;
}

/**
 * Makes what hands deliveries that are due to the engine, which carries them out from then on. To be called whenever one may
 * be due. It throws nothing; what fails is tried again later.
 */
export function createStartWebhooks({ store, engine, log }: WebhookStarter): () => Promise<void> {
  const start = async (delivery: DueDelivery) => {
    try {
      await engine.startWebhook(delivery);
      await store.webhooks.started(delivery.delivery_id);
    } catch (error) {
      log.warn(
        { err: error, task_id: delivery.task_id },
        'a webhook could not be started; it is tried again',
      );
    }
  };
  const look = async () => {
    const due = await store.webhooks.claim();
    await Promise.all(due.map(start));
    return due.length === limits.webhooksALook;
  };
  return createLooking(look, (error) => {
    log.warn({ err: error }, 'webhooks that are due could not be read; they are read again');
  });
}
