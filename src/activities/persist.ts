import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './deps';

const firstWaitMs = 100;
const longestWaitMs = 2_000;

/**
 * Does a write until the store takes it: what a model has answered is paid for, and must not be lost to a restart
 * of the database. The write must be safe to repeat. Gives up, with the store's last error, after `mostMs`.
 */
export async function persist<T>(write: () => Promise<T>, log: Log, mostMs: number): Promise<T> {
  const giveUpAt = Date.now() + mostMs;
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await write();
    } catch (error) {
      if (Date.now() + waitMs > giveUpAt) throw error;
      log.warn({ err: error, wait_ms: waitMs }, 'the store did not take a write; trying again');
      await delay(waitMs);
    }
  }
}
