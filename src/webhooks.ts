import type { Config } from './config';
import { createWebhooks } from './providers/webhooks/create-webhooks';
import type { Webhooks } from './providers/webhooks/port';
import { readVersion } from './version';

/** Makes the sender of webhooks that the environment configures. Throws an error with a sentence for a bad allow-list. */
export function openWebhooks({ webhookAllow: allow }: Pick<Config, 'webhookAllow'>): Webhooks {
  return createWebhooks({ allow, userAgent: `Holdfast/${readVersion()}` });
}
