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

/** The same, but for a limit that is none: then the fallback counts (reference, section 7). */
export function readLenientPage(request: Request, fallback: number, most: number): Page {
  const { limit, offset } = request.query;
  const isLimit = isWhole(limit) && Number(limit) >= 1 && Number(limit) <= most;
  if (offset !== undefined && !isWhole(offset)) throw new ApiError('invalidOffset');
  return { limit: isLimit ? Number(limit) : fallback, offset: Number(offset ?? 0) };
}

function isWhole(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,15}$/.test(value);
}

/** Reads `page` (from 1) and `page_size` (1 to 100) of a query. Throws `ApiError` 400. */
export function readNumberedPage(request: Request, fallback: number): { page: number; pageSize: number } {
  const { page = '1', page_size: size = String(fallback) } = request.query;
  if (!isWhole(page) || Number(page) < 1 || Number(page) > 1_000_000) throw new ApiError('invalidPage');
  if (!isWhole(size) || Number(size) < 1 || Number(size) > 100) throw new ApiError('invalidPageSize');
  return { page: Number(page), pageSize: Number(size) };
}
