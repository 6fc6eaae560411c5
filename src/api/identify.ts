import type { Request } from 'express';
import { LRUCache } from 'lru-cache';
import { ApiError } from '../contract/errors';
import type { Caller, Store } from '../store';

/** Finds who makes a request. */
export type Identify = (request: Request, options?: { readonly allowQuery?: boolean }) => Promise<Caller>;

const cacheMs = 30_000;

/**
 * Makes the check of API keys: `X-API-Key`, else `Authorization: Bearer`, else, where a route allows it, `api_key` or
 * `token` in the query. Known keys are remembered for 30 s, and forgotten at once when any key is revoked anywhere.
 * It throws `ApiError` 401 with the same text whatever is wrong, and the store's error when it cannot look.
 */
export function createIdentify(store: Pick<Store, 'keys' | 'wakeups'>): Identify {
  const known = new LRUCache<string, Caller>({ max: 10_000, ttl: cacheMs });
  store.wakeups.onKeysChanged(() => known.clear());
  return async (request, options = {}) => {
    const key = readKey(request, options.allowQuery ?? false);
    if (key === undefined) throw new ApiError('unauthorized');
    const remembered = known.get(key);
    if (remembered) return remembered;
    const caller = await store.keys.find(key);
    if (!caller) throw new ApiError('unauthorized');
    if (caller.expiresAt === undefined) known.set(key, caller);
    return caller;
  };
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
