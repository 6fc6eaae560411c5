import type { Request, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { ApiError } from '../contract/errors';
import type { Caller, Store } from '../store';
import { requestHeaders, tooManyRequests } from './request-limit';

/** How a route asks who makes a request. */
export interface IdentifyOptions {
  /** Whether the key may stand in the query. */
  readonly allowQuery?: boolean;
  /** The answer to a request that counts against the limits of its key: it is told how many are left. */
  readonly counted?: Response;
}

/** Finds who makes a request. */
export type Identify = (request: Request, options?: IdentifyOptions) => Promise<Caller>;

const cacheMs = 30_000;

/**
 * Makes the check of API keys: `X-API-Key`, else `Authorization: Bearer`, else, where a route allows it, `api_key` or
 * `token` in the query. Known keys are remembered for 30 s, and forgotten at once when any key is revoked anywhere.
 * A request that counts is counted where its key is looked up, in one statement; while the store is gone it is not.
 * It throws `ApiError` 401 with the same text whatever is wrong, 429 over a limit, and the store's error when it cannot
 * look. `areLimited` false: nothing is counted.
 */
export function createIdentify(store: Pick<Store, 'keys' | 'wakeups'>, areLimited = true): Identify {
  const known = new LRUCache<string, Caller>({ max: 10_000, ttl: cacheMs });
  store.wakeups.onKeysChanged(() => known.clear());
  return async (request, options = {}) => {
    const key = readKey(request, options.allowQuery ?? false);
    if (key === undefined) throw new ApiError('unauthorized');
    const remembered = known.get(key);
    const counted = areLimited ? options.counted : undefined;
    if (remembered && !counted) return remembered;
    const caller = counted ? await count(store, key, counted, remembered) : await store.keys.find(key);
    if (!caller) throw new ApiError('unauthorized');
    if (caller.expiresAt === undefined) known.set(key, caller);
    return caller;
  };
}

/** Counts a request; `remembered` is who makes it as far as is known when the store cannot count. */
async function count(
  { keys }: Pick<Store, 'keys'>,
  key: string,
  response: Response,
  remembered: Caller | undefined,
): Promise<Caller | undefined> {
  let counted;
  try {
    counted = await keys.count(key);
  } catch (error) {
    if (remembered) return remembered;
    throw error;
  }
  if (!counted) return undefined;
  if (counted.over) throw tooManyRequests(counted, counted.over);
  response.set(requestHeaders(counted));
  return counted.caller;
}

function readKey(request: Request, allowQuery: boolean): string | undefined {
  const header = request.get('x-api-key')?.trim();
  if (header) return nativeKey(header);
  const bearer = /^bearer +(\S+)$/i.exec(request.get('authorization')?.trim() ?? '')?.[1];
  if (bearer) return nativeKey(bearer);
  if (!allowQuery || request.method !== 'GET') return undefined;
  const given = request.query['api_key'] ?? request.query['token'];
  return typeof given === 'string' && given !== '' ? nativeKey(given) : undefined;
}

/** Clients of the reference write `sk-shannon-…` for `sk_…` (reference, section 0.3). */
function nativeKey(key: string): string {
  const rest = /^sk-shannon-(.+)$/.exec(key)?.[1];
  if (rest === undefined) return key;
  return rest.startsWith('sk_') ? rest : `sk_${rest}`;
}
