import { ApiError } from '../contract/errors';
import { limits } from '../contract/limits';
import type { RequestWindow } from '../contract/request-limits';
import type { CountedRequest } from '../store';

/** The headers in which an answer tells of the limits of requests; browsers may read them. */
export const requestHeaderNames = [
  'X-RateLimit-Limit-Minute',
  'X-RateLimit-Remaining-Minute',
  'X-RateLimit-Limit-Hour',
  'X-RateLimit-Remaining-Hour',
  'X-RateLimit-Reset',
] as const;

const seconds: Readonly<Record<RequestWindow, number>> = { minute: 60, hour: 3_600, day: 86_400 };

/**
 * How many requests a key has left (reference, section 0.4): of the minute and of the hour, and when the minute ends, or
 * the span whose limit it is over, in Unix seconds.
 */
export function requestHeaders({ tier, at, counts, over }: CountedRequest): Record<string, string> {
  const { minute, hour } = limits.requests[tier];
  const left = (most: number, count: number) => Math.max(0, most - count);
  const values = [
    ...[minute, left(minute, counts.minute)],
    ...[hour, left(hour, counts.hour)],
    endOf(over ?? 'minute', at),
  ];
  return Object.fromEntries(requestHeaderNames.map((name, index) => [name, String(values[index])]));
}

/** The error of a request that is over a limit: 429, and when the next one will be taken. */
export function tooManyRequests(counted: CountedRequest, window: RequestWindow): ApiError {
  const waitSeconds = Math.max(1, Math.ceil(endOf(window, counted.at) - counted.at.getTime() / 1_000));
  const headers = { ...requestHeaders(counted), 'Retry-After': String(waitSeconds) };
  const message = `Too many requests. ${window} limit exceeded. Please retry after the rate limit window resets.`;
  return new ApiError('tooManyRequests', undefined, headers, { message, window });
}

/** The end of a span of the clock, in Unix seconds. */
function endOf(window: RequestWindow, at: Date): number {
  const length = seconds[window];
  return (Math.floor(at.getTime() / 1_000 / length) + 1) * length;
}
