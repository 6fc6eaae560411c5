import type { Request } from 'express';

/** The `id` of a request's path; empty where it has none. */
export function pathId(request: Request): string {
  const id = request.params['id'];
  return typeof id === 'string' ? id : '';
}
