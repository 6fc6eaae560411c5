import { FailureType } from '../contract/failures';
import { APICallError, ModelStalledError, ModelStreamBrokenError } from '../providers/models';
import type { ModelTarget } from '../providers/models/port';

/** What a provider's error means for the task. */
export interface ModelFailure {
  readonly type: FailureType;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** Milliseconds that the provider asks to wait. */
  readonly retryAfterMs?: number;
  /** Whether another provider may be asked instead: this one is down, overloaded, limits us or wants money. */
  readonly fallback: boolean;
  /** What the user reads: provider, model and cause, never a key. */
  readonly sentence: string;
}

type Kind = Pick<ModelFailure, 'type' | 'retryable' | 'fallback'> & { readonly cause: string };

const sentenceCharacters = 300;
const longestRetryAfterMs = 60 * 60 * 1_000;

const kinds = {
  rateLimited: {
    type: FailureType.modelRateLimited,
    retryable: true,
    fallback: true,
    cause: 'limits our requests',
  },
  noQuota: { type: FailureType.modelRateLimited, retryable: true, fallback: true, cause: 'is out of quota' },
  timeout: {
    type: FailureType.modelTimeout,
    retryable: true,
    fallback: true,
    cause: 'did not answer in time',
  },
  down: { type: FailureType.modelUnavailable, retryable: true, fallback: true, cause: 'is not available' },
  unreached: {
    type: FailureType.modelUnavailable,
    retryable: true,
    fallback: true,
    cause: 'could not be reached',
  },
  broken: {
    type: FailureType.modelUnavailable,
    retryable: true,
    fallback: true,
    cause: 'broke its answer off',
  },
  authentication: {
    type: FailureType.modelAuthentication,
    retryable: false,
    fallback: false,
    cause: 'refused the configured API key',
  },
  unknownModel: {
    type: FailureType.modelUnknown,
    retryable: false,
    fallback: false,
    cause: 'does not know this model',
  },
  refused: {
    type: FailureType.modelRefused,
    retryable: false,
    fallback: false,
    cause: 'refused the content',
  },
  badRequest: {
    type: FailureType.modelBadRequest,
    retryable: false,
    fallback: false,
    cause: 'rejected the request',
  },
  unexpected: {
    type: FailureType.modelUnavailable,
    retryable: true,
    fallback: false,
    cause: 'could not be called',
  },
} as const satisfies Record<string, Kind>;

/**
 * Says what an error of a model call means: 408, 409, 425, 429, 5xx, resets and time-outs are tried again, with the
 * provider's own delay; authentication, bad request, unknown model and content refusal are not.
 */
export function classifyModelError(
  error: unknown,
  target: Pick<ModelTarget, 'provider' | 'model'>,
): ModelFailure {
  const call = APICallError.isInstance(error) ? error : undefined;
  const kind = call?.statusCode === undefined ? kindOfConnection(error) : kindOfStatus(call.statusCode, call);
  const headers = call?.responseHeaders ?? {};
  const overridden = headers['x-should-retry'];
  const retryAfterMs = readRetryAfter(headers);
  return {
    type: kind.type,
    retryable: overridden === undefined ? kind.retryable : overridden === 'true',
    fallback: kind.fallback,
    sentence: sentenceOf(kind, target, call),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function kindOfStatus(status: number, call: APICallError): Kind {
  const body = call.responseBody ?? '';
  if (/content_filter|content_policy|safety/i.test(body) && status < 429) return kinds.refused;
  switch (status) {
    case 401:
    case 403:
      return kinds.authentication;
    case 404:
      return kinds.unknownModel;
    case 408:
    case 504:
      return kinds.timeout;
    case 402:
      return kinds.noQuota;
    case 409:
    case 425:
      return kinds.down;
    case 429:
      return /insufficient_quota|billing|credit/i.test(body) ? kinds.noQuota : kinds.rateLimited;
    default:
      return status >= 500 ? kinds.down : status >= 400 ? kinds.badRequest : kinds.broken;
  }
}

const resets = /ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE|terminated|other side closed/;
const unreachable =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|Cannot connect to API|fetch failed/;
const timeouts = /ETIMEDOUT|UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT|TimeoutError/;

function kindOfConnection(error: unknown): Kind {
  if (error instanceof ModelStalledError) return kinds.timeout;
  if (error instanceof ModelStreamBrokenError) return kinds.broken;
  const text = describeChain(error);
  if (timeouts.test(text)) return kinds.timeout;
  if (resets.test(text)) return kinds.broken;
  if (unreachable.test(text)) return kinds.unreached;
  if (/rate.?limit/i.test(text)) return kinds.rateLimited;
  if (/overloaded|server.?error|internal.?error/i.test(text)) return kinds.down;
  return kinds.unexpected;
}

/** Names, codes and messages of an error and its causes, for matching only: never shown. */
function describeChain(error: unknown): string {
  const parts: string[] = [];
  for (let next = error, depth = 0; next !== undefined && next !== null && depth < 5; depth += 1) {
    const { name, code, message, cause } = next as {
      name?: string;
      code?: string;
      message?: string;
      cause?: unknown;
    };
    parts.push(name ?? '', code ?? '', message ?? (typeof next === 'string' ? next : ''));
    next = cause;
  }
  return parts.join(' ');
}

/** `retry-after-ms`, else `Retry-After` in seconds or as a date; at most an hour. */
function readRetryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const ms = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (Number.isFinite(ms)) return bounded(ms);
  const text = headers['retry-after']?.trim();
  if (!text) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return bounded(seconds * 1_000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : bounded(at - Date.now());
}

function bounded(ms: number): number {
  return Math.round(Math.min(Math.max(ms, 1), longestRetryAfterMs));
}

function sentenceOf(
  kind: Kind,
  { provider, model }: Pick<ModelTarget, 'provider' | 'model'>,
  call?: APICallError,
): string {
  const status = call?.statusCode === undefined ? '' : ` (HTTP ${call.statusCode})`;
  const said = call?.responseBody === undefined ? '' : scrub(call.message);
  const sentence = `The provider ${provider} ${kind.cause} for the model ${model}${status}${said === '' ? '.' : `: ${said}`}`;
  return sentence.length > sentenceCharacters ? `${sentence.slice(0, sentenceCharacters - 1)}…` : sentence;
}

/** A provider's own words without what looks like a key, an address with credentials, or a second line. */
function scrub(text: string): string {
  return text
    .replace(/\b(sk|pk|key|AIza)[-_A-Za-z0-9*.]{6,}/g, '[key]')
    .replace(/\bBearer\s+\S+/gi, '[key]')
    .replace(/\/\/[^\s/@]+@/g, '//')
    .replace(/\s+/g, ' ')
    .trim();
}
