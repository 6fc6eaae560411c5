import { createHmac } from 'node:crypto';

/**
 * The signature of a delivery: `sha256=` and the HMAC of the second of its sending, a dot and the body as it is sent. Who
 * has the secret makes it anew and compares, and refuses what is too old.
 */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}
