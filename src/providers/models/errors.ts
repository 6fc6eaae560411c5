import { types } from 'node:util';
import { APICallError, TypeValidationError } from '@ai-sdk/provider';

/** The provider sent nothing for so long that the call is given up. */
export class ModelStalledError extends Error {
  override name = 'ModelStalledError';
}

/** The provider ended its stream without saying that the answer is whole. */
export class ModelStreamBrokenError extends Error {
  override name = 'ModelStreamBrokenError';
}

/** The provider's filter let no text through: asking again would change nothing. */
export class ModelRefusedError extends Error {
  override name = 'ModelRefusedError';
}

/** The provider reported an error inside a stream that had begun well; `code` is its own word for the kind. */
export class ModelReportedError extends Error {
  override name = 'ModelReportedError';
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/** Makes an error of what came as the error of a stream: vendors send objects and bare texts too. */
export function toError(reported: unknown): Error {
  if (isError(reported)) return reported;
  if (typeof reported !== 'object' || reported === null) return new ModelReportedError(String(reported), '');
  const { type, code, status, message } = reported as Record<string, unknown>;
  const words = [type, code, status].filter((word) => typeof word === 'string' || typeof word === 'number');
  return new ModelReportedError(typeof message === 'string' ? message : '', words.join(' '));
}

/**
 * Whether this is an event of a kind that the client does not know yet. A vendor that names its events, as Anthropic
 * does, announces that new ones may come and asks to pass them over.
 */
export function isOfNewKind(error: unknown): boolean {
  if (!TypeValidationError.isInstance(error)) return false;
  const { type } = (error.value ?? {}) as { type?: unknown };
  const { issues } = (error.cause ?? {}) as { issues?: readonly { note?: unknown }[] };
  return (
    typeof type === 'string' && issues?.every(({ note }) => note === 'No matching discriminator') === true
  );
}

/**
 * The same error without the call's body, and with `[key]` wherever it repeats the given secret: a provider may
 * quote the key that it refuses, and the runtime a header that it cannot send.
 */
export function withoutSecrets(error: unknown, secret: string | undefined): unknown {
  if (!isError(error)) return error;
  const clean = (text: string) => (secret ? text.replaceAll(secret, '[key]') : text);
  if (APICallError.isInstance(error)) {
    const { url, statusCode, responseHeaders, responseBody, isRetryable } = error;
    return new APICallError({
      message: clean(error.message),
      url: clean(url),
      requestBodyValues: undefined,
      isRetryable,
      cause: withoutSecrets(error.cause, secret),
      ...(statusCode !== undefined && { statusCode }),
      ...(responseHeaders !== undefined && { responseHeaders }),
      ...(responseBody !== undefined && { responseBody: clean(responseBody) }),
    });
  }
  if (!secret || !describe(error).includes(secret)) return error;
  return ofSameKind(
    error,
    new Error(clean(error.message), { cause: withoutSecrets(error.cause, secret) }),
    clean,
  );
}

/** Gives an error the kind of another, by which callers know what it means, and nothing else that it carried. */
function ofSameKind(error: Error, stripped: Error, clean: (text: string) => string): Error {
  Object.setPrototypeOf(stripped, Object.getPrototypeOf(error) as object);
  stripped.name = error.name;
  // The AI SDK's errors are known by marks, which survive two copies of its package.
  for (const mark of Object.getOwnPropertySymbols(error)) Reflect.set(stripped, mark, true);
  const code = error instanceof ModelReportedError ? { code: clean(error.code) } : {};
  return Object.assign(stripped, code);
}

function describe(error: Error): string {
  const cause = isError(error.cause) ? describe(error.cause) : '';
  return `${error.message} ${error.stack ?? ''} ${cause}`;
}

/** Also an error of another realm, as the runtime's own are for code that a test runner loads. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}
