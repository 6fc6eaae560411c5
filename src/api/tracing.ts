import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

/** 32 hexadecimal digits; the runtime keeps random numbers for UUIDs in stock, which bytes would wait for. */
function newTraceId(): string {
  return randomUUID().replaceAll('-', '');
}

/**
 * Gives every answer `X-Trace-ID` (from `traceparent`, else `X-Trace-ID`, else `X-Request-ID`, else a new one) and
 * `X-Span-ID` (reference, section 0.6). Ids that are no plain words are not taken over.
 */
export const giveTraceId: RequestHandler = (request, response, next) => {
  const fromParent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-/.exec(request.get('traceparent') ?? '')?.[1];
  const given = fromParent ?? request.get('x-trace-id') ?? request.get('x-request-id') ?? '';
  response.set({
    'X-Trace-ID': /^[A-Za-z0-9_\-.]{1,128}$/.test(given) ? given : newTraceId(),
    'X-Span-ID': newTraceId().slice(16),
  });
  next();
};
