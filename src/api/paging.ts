import type { Request } from 'express';
import { ApiError } from '../contract/errors';

/** Which part of a list is asked for. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Reads `limit` (1 to `most`) and `offset` (0 and up) of a query. Throws `ApiError` 400 (reference, section 0.7). */
export function readPage(request: Request, fallback: number, most: number): Page {
  const { limit = String(fallback), offset = '0' } = request.query;
  if (!isWhole(limit) || Number(limit) < 1 || Number(limit) > most) throw new ApiError('invalidLimit');
  if (!isWhole(offset) || Number(offset) > Number.MAX_SAFE_INTEGER) throw new ApiError('invalidOffset');
  return { limit: Number(limit), offset: Number(offset) };
}

function isWhole(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,15}$/.test(value);
}
