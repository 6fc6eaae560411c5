import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';

/**
 * Gives every answer `X-Trace-ID` (from `traceparent`, else `X-Trace-ID`, else `X-Request-ID`, else a new one) and
 * `X-Span-ID` (reference, section 0.6). Ids that are no plain words are not taken over.
 */
export const giveTraceId: RequestHandler = (request, response, next) => {
  const fromParent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-/.exec(request.get('traceparent') ?? '')?.[1];
  const given = fromParent ?? request.get('x-trace-id') ?? request.get('x-request-id') ?? '';
  response.set({
    'X-Trace-ID': /^[A-Za-z0-9_\-.]{1,128}$/.test(given) ? given : randomBytes(16).toString('hex'),
    'X-Span-ID': randomBytes(8).toString('hex'),
  });
  next();
};
