import { request } from 'undici';
import { limits } from '../../contract/limits';
import { bounds } from '../pages/bounds';
import { readAllowList } from '../pages/guard/allow-list';
import { checkUrl } from '../pages/guard/check';
import { guardedAgent, type Resolve } from '../pages/guard/connector';
import { AddressRefused } from '../pages/guard/refused';
import { failureOf } from '../pages/web/failures';
import { valueOf } from '../pages/web/open';
import type { WebhookOutcome, WebhookPost, Webhooks } from './port';
import { signatureOf } from './sign';

/** How deliveries are made. */
export interface WebhooksOptions {
  /** Hosts, `.suffixes`, addresses and ranges of one's own network that may be told. */
  readonly allow: readonly string[];
  readonly userAgent: string;
  /** How names are resolved; absent: as the system does. */
  readonly resolve?: Resolve;
  /** Longest try, in milliseconds; absent: as the limits say. */
  readonly sendMs?: number;
}

/** What is read of an answer before its connection is given up: nothing in it is looked at. */
const readBytes = 64 * 1024;

/**
 * Makes the sender of webhooks, guarded as page reads are: public addresses only, and those that are allowed; no redirect
 * is followed. Throws an error with a sentence where the allow-list has an entry that cannot be read.
 */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { userAgent, resolve, sendMs = limits.webhookMs } = options;
  const allowed = readAllowList(options.allow);
  const agent = guardedAgent(
    { allowed, connectMs: bounds.connectMs, resolve },
    { headersTimeout: sendMs, bodyTimeout: sendMs },
  );
  const post = async (order: WebhookPost): Promise<WebhookOutcome> => {
    const { url, secret, deliveryId, body, at, signal } = order;
    const timeout = AbortSignal.timeout(sendMs);
    const timestamp = Math.floor(at.getTime() / 1_000);
    const checked = checkUrl(url, allowed);
    const answer = await request(checked, {
      method: 'POST',
      dispatcher: agent,
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
      headers: {
        'content-type': 'application/json',
        'user-agent': userAgent,
        'x-holdfast-delivery': deliveryId,
        'x-holdfast-timestamp': String(timestamp),
        ...(secret !== undefined && { 'x-holdfast-signature': signatureOf(secret, timestamp, body) }),
      },
      body,
    });
    await answer.body.dump({ limit: readBytes }).catch(() => undefined);
    return outcomeOf(answer.statusCode, checked.host, valueOf(answer.headers['retry-after']));
  };
  return {
    check: (url) => void checkUrl(url, allowed),
    send: (order) =>
      post(order).catch((error: unknown) => {
        order.signal?.throwIfAborted();
        const failure = failureOf(error, hostOf(order.url), sendMs);
        return { ok: false, error: failure.message, isFinal: failure instanceof AddressRefused };
      }),
    close: () => agent.destroy(),
  };
}

function outcomeOf(statusCode: number, host: string, retryAfter: string): WebhookOutcome {
  if (statusCode >= 200 && statusCode < 300) return { ok: true, statusCode };
  const seconds = /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
  const said = { ok: false, statusCode, isFinal: statusCode === 410 } as const;
  if (statusCode === 410) return { ...said, error: `${host} wants to hear nothing more (410).` };
  if (statusCode >= 300 && statusCode < 400)
    return { ...said, error: `${host} redirects (${statusCode}), which is not followed.` };
  return {
    ...said,
    error: `${host} answered with status ${statusCode}.`,
    ...(seconds !== undefined && { retryAfterMs: Math.min(seconds * 1_000, limits.webhookRetryMostMs) }),
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'The receiver';
}
