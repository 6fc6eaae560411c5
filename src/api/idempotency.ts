import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Request } from 'express';
import { canonicalize } from 'json-canonicalize';
import { ApiError } from '../contract/errors';
import { limits } from '../contract/limits';
import type { Caller, TaskRow, TaskStore } from '../store';

/** What makes a request the same as another: scope, key and body. */
export interface RequestKey {
  readonly path: string;
  readonly key: string;
  readonly bodyHash: string;
}

/**
 * Reads the `Idempotency-Key` of a request; undefined without one. Bodies compare as canonical JSON (contract,
 * section 3). Throws `ApiError` 400 for a key that is too long or not printable.
 */
export function readRequestKey(request: Request, path: string): RequestKey | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(key) || key.length > limits.idempotencyKeyCharacters) {
    throw new ApiError(
      'badRequest',
      `Idempotency-Key must be 1 to ${limits.idempotencyKeyCharacters} printable ASCII characters`,
    );
  }
  const bodyHash = createHash('sha256')
    .update(canonicalize(request.body ?? {}))
    .digest('hex');
  return { path, key, bodyHash };
}

/**
 * Finds the task that an earlier request with this key made, and waits until its start is confirmed. One whose
 * starter seems lost is started again with `start`, which is safe to repeat. Returns undefined when the earlier
 * request left nothing behind. Throws `ApiError` 409 for another body, or when it is still not clear after 10 s.
 */
export async function findEarlier(
  tasks: TaskStore,
  caller: Caller,
  request: RequestKey,
  start: (row: TaskRow) => Promise<void>,
): Promise<TaskRow | undefined> {
  const giveUpAt = Date.now() + limits.idempotencyWaitMs;
  for (let waitMs = 10; Date.now() < giveUpAt; waitMs = Math.min(waitMs * 2, 250)) {
    const found = await tasks.findByKey(caller.tenant, request.path, request.key);
    if (!found) return undefined;
    if (found.bodyHash !== request.bodyHash) throw new ApiError('idempotencyMismatch');
    if (found.row.confirmed_at ?? found.row.ended_at) return found.row;
    const isLost = Date.now() - found.row.claimed_at.getTime() > limits.idempotencyTakeoverMs;
    if (isLost && (await tasks.claim(found.row.task_id))) {
      await start(found.row);
      return found.row;
    }
    await delay(waitMs);
  }
  throw new ApiError('idempotencyInFlight', undefined, { 'Retry-After': '2' });
}
