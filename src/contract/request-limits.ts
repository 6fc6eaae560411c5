import { z } from 'zod';

/** How much a key may ask for; how much that is stands in `limits.requests`. */
export const KeyTier = z.enum(['free', 'pro', 'max', 'enterprise', 'admin']);
export type KeyTier = z.infer<typeof KeyTier>;

/** The spans of time in which requests are counted: those of the clock, in UTC. */
export const RequestWindow = z.enum(['minute', 'hour', 'day']);
export type RequestWindow = z.infer<typeof RequestWindow>;

/** A number of requests for each span. */
export type RequestNumbers = Readonly<Record<RequestWindow, number>>;
