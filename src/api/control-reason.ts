import { ApiError } from '../contract/errors';
import { ControlRequest } from '../contract/control';
import { checkJson } from '../contract/json';

/**
 * The reason in the body of a control call; a missing body means none. Throws `ApiError` 400 for one that is no object
 * of the contract.
 */
export function readReason(body: unknown): string {
  if (body === undefined) return '';
  checkJson(body);
  const parsed = ControlRequest.safeParse(body);
  if (!parsed.success) throw new ApiError('badRequest', 'reason must be a string of at most 1000 characters');
  return parsed.data.reason?.trim() ?? '';
}
