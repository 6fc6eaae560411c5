import type { Request } from 'express';
import { z } from 'zod';
import { ApiError } from '../../contract/errors';
import { TimelineMode } from '../../contract/timeline';
import { firstViolation } from '../../contract/violation';

const flag = (name: string) =>
  z
    .enum(['true', 'false'], { error: `${name} must be true or false` })
    .default('false')
    .transform((value) => value === 'true');

/** What a timeline is asked with (reference, section 5.3). */
const TimelineQuery = z.object({
  mode: z
    .enum(TimelineMode.options, { error: `Invalid mode (allowed: ${TimelineMode.options.join(', ')})` })
    .default('summary'),
  run_id: z.uuid('run_id must be a UUID').optional(),
  include_payloads: flag('include_payloads'),
  persist: flag('persist'),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

/** Reads the query of a request for a timeline; what is empty counts as left out. Throws `ApiError` 400. */
export function readTimelineQuery(request: Request): TimelineQuery {
  const given = Object.fromEntries(Object.entries(request.query).filter(([, value]) => value !== ''));
  const parsed = TimelineQuery.safeParse(given);
  if (!parsed.success) throw new ApiError('badRequest', firstViolation(parsed.error));
  return parsed.data;
}
