import { FailureType } from '../contract/failures';
import {
  APICallError,
  InvalidResponseDataError,
  JSONParseError,
  ModelRefusedError,
  ModelReportedError,
  ModelStalledError,
  ModelStreamBrokenError,
  TypeValidationError,
} from '../providers/models';
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
const modelCharacters = 80;
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
  nothingThere: {
    type: FailureType.modelUnknown,
    retryable: false,
    fallback: false,
    cause: 'has nothing at the configured address',
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
 * Says what an error of a model call means: 408, 409, 425, 429, 5xx, resets and time-outs are
 * tried again, with the provider's own delay; authentication, bad request, unknown model and content refusal are not.
 * The provider's `x-should-retry` wins over all of it. `now` is in milliseconds, for delays given as a date.
 */
export function classifyModelError(
  error: unknown,
  target: Pick<ModelTarget, 'provider' | 'model'>,
  now: number = Date.now(),
): ModelFailure {
  const call = APICallError.isInstance(error) ? error : undefined;
  const kind: Kind =
    call?.statusCode === undefined ? kindOf(error) : kindOfStatus(call.statusCode, call.responseBody ?? '');
  const headers = call?.responseHeaders ?? {};
  const overridden = headers['x-should-retry'];
  const retryAfterMs = readRetryAfter(headers, call?.responseBody ?? '', now);
  return {
    type: kind.type,
    retryable: overridden === 'true' || (overridden !== 'false' && kind.retryable),
    fallback: kind.fallback,
    sentence: sentenceOf(kind, target, error),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

const words = {
  quota: /insufficient_quota|billing|credit balance|quota exceeded for the month|payment/i,
  refusal: /content_?filter|content_?policy|content_management|prohibited_content|responsible_ai/i,
  key: /api_key_invalid|invalid_api_key|api key (not valid|expired|not found)/i,
  rate: /rate.?limit|too.?many.?requests|resource.?exhausted/i,
  down: /overloaded|unavailable|server.?error|internal|api_error|bad gateway/i,
  time: /time.?out|deadline/i,
  access: /authentication|permission|unauthorized|forbidden/i,
  request: /invalid.?(request|argument)|bad.?request|context_length/i,
  model: /not.?found/i,
};

function kindOfStatus(status: number, body: string): Kind {
  switch (status) {
    case 401:
    case 403:
      return words.refusal.test(body) ? kinds.refused : kinds.authentication;
    case 404:
      return /model/i.test(body) ? kinds.unknownModel : kinds.nothingThere;
    case 408:
    case 504:
      return kinds.timeout;
    case 402:
      return kinds.noQuota;
    case 409:
    case 425:
      return kinds.down;
    case 429:
      return words.quota.test(body) ? kinds.noQuota : kinds.rateLimited;
    default:
      return status >= 500 ? kinds.down : status >= 400 ? kindOfBadRequest(body) : kinds.broken;
  }
}

/** Some vendors answer 400 for what others have a status of their own for. */
function kindOfBadRequest(body: string): Kind {
  if (words.refusal.test(body)) return kinds.refused;
  if (words.key.test(body)) return kinds.authentication;
  return words.quota.test(body) ? kinds.noQuota : kinds.badRequest;
}

/** An error that a provider wrote into a stream, by its own word for the kind, else by what it says. */
function kindOfReport({ code, message }: ModelReportedError): Kind {
  const status = /\b[45]\d\d\b/.exec(code)?.[0];
  if (status !== undefined) return kindOfStatus(Number(status), `${code} ${message}`);
  const text = code === '' ? message : code;
  if (words.quota.test(text)) return kinds.noQuota;
  if (words.rate.test(text)) return kinds.rateLimited;
  if (words.refusal.test(text)) return kinds.refused;
  if (words.down.test(text)) return kinds.down;
  if (words.time.test(text)) return kinds.timeout;
  if (words.access.test(text)) return kinds.authentication;
  if (words.model.test(text)) return kinds.unknownModel;
  return words.request.test(text) ? kinds.badRequest : kinds.broken;
}

const resets =
  /ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE|terminated|other side closed/;
const unreachable =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|Cannot connect to API|fetch failed/;
const timeouts = /ETIMEDOUT|UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT|TimeoutError/;

function kindOf(error: unknown): Kind {
  if (error instanceof ModelStalledError) return kinds.timeout;
  if (error instanceof ModelStreamBrokenError) return kinds.broken;
  if (error instanceof ModelRefusedError) return kinds.refused;
  if (error instanceof ModelReportedError) return kindOfReport(error);
  const text = describeChain(error);
  if (timeouts.test(text)) return kinds.timeout;
  if (resets.test(text)) return kinds.broken;
  if (unreachable.test(text)) return kinds.unreached;
  const isGarbled = [InvalidResponseDataError, JSONParseError, TypeValidationError].some((kind) =>
    kind.isInstance(error),
  );
  return isGarbled ? kinds.broken : kinds.unexpected;
}

/** Names, codes and messages of an error and its causes, for matching only: never shown. */
function describeChain(error: unknown): string {
  const parts: unknown[] = [];
  let next = error;
  for (let depth = 0; typeof next === 'object' && next !== null && depth < 5; depth += 1) {
    const link = next as { name?: unknown; code?: unknown; message?: unknown; cause?: unknown };
    parts.push(link.name, link.code, link.message);
    next = link.cause;
  }
  return parts.filter((part) => typeof part === 'string').join(' ');
}

/** `retry-after-ms`, else `Retry-After` in seconds or as a date, else Google's `retryDelay`; at most an hour. */
function readRetryAfter(headers: Readonly<Record<string, string>>, body: string, now: number) {
  const ms = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (Number.isFinite(ms)) return bounded(ms);
  const text = headers['retry-after']?.trim();
  if (text) {
    const seconds = Number(text);
    const delayMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - now;
    if (Number.isFinite(delayMs)) return bounded(delayMs);
  }
  const delay = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/.exec(body)?.[1];
  return delay === undefined ? undefined : bounded(Number(delay) * 1_000);
}

function bounded(ms: number): number {
  return Math.round(Math.min(Math.max(ms, 1), longestRetryAfterMs));
}

function sentenceOf(
  kind: Kind,
  { provider, model }: Pick<ModelTarget, 'provider' | 'model'>,
  error: unknown,
): string {
  const call = APICallError.isInstance(error) ? error : undefined;
  const code = call?.statusCode ?? 0;
  const status = code < 400 ? '' : ` (HTTP ${code})`;
  // What the client's library says of itself, as of a body that broke off, is of no use to a user.
  const isSaid = (code >= 400 && call?.responseBody !== undefined) || error instanceof ModelReportedError;
  const said = isSaid ? scrub((error as Error).message) : '';
  const name = cut(scrub(model), modelCharacters);
  const end = said === '' ? '.' : `: ${said}`;
  return cut(
    `The provider ${provider} ${kind.cause} for the model ${name}${status}${end}`,
    sentenceCharacters,
  );
}

/** Cuts by characters, not by their halves. */
function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

/** The forms of keys that vendors give out, and whatever is announced as one. */
const keys = [
  /\b(?:sk|pk|rk|gsk|xai|hf|r8|nvapi|pplx|tok|csk|ghp|key)[-_][-_A-Za-z0-9*.…]{6,}/g,
  /\bAIza[-_A-Za-z0-9*]{6,}/g,
  /\bya29\.[-_A-Za-z0-9.]{6,}/g,
  /\beyJ[-_A-Za-z0-9]{8,}\.[-_A-Za-z0-9.]+/g,
  /(?<=\b(?:Bearer|Basic)\s+)[^\s"']+/gi,
  /(?<=\bapi[-_ ]?key(?:\s+provided)?\s*[:=]\s*["']?)[^\s"',]+/gi,
  /(?<=[?&](?:key|api_key|token|access_token)=)[^\s&"']+/gi,
];

/** A provider's own words without what looks like a key, an address with credentials, or a second line. */
function scrub(text: string): string {
  const bare = keys.reduce((left, key) => left.replace(key, '[key]'), text.slice(0, 2_000));
  return bare
    .replace(/\/\/[^\s/@]+@/g, '//')
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed();
}
