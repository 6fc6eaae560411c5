import type { Request } from 'express';
import { ApiError } from '../contract/errors';
import type { SessionPlace } from '../contract/session-files';
import { SessionId } from '../contract/task';
import type { Caller } from '../store';

/** The session of the caller that a path names. Throws `ApiError` 400 for what is no id. */
export function placeIn({ tenant }: Caller, request: Request): SessionPlace {
  const parsed = SessionId.safeParse(request.params['id']);
  if (!parsed.success) throw new ApiError('invalidSessionId');
  return { tenant, sessionId: parsed.data };
}
