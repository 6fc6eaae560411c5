import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { ApiError } from '../contract/errors';

/** Answers every error under `/api/v1` as JSON: the user gets a sentence and a code, the log the cause. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, next: NextFunction) => {
    const known = toApiError(error);
    if (known.status >= 500)
      log.error({ err: error, path: request.path, trace_id: traceOf(response) }, known.message);
    if (response.headersSent) {
      next(error);
      return;
    }
    response
      .status(known.status)
      .set(known.headers)
      .json({ error: known.message, ...known.more });
  };
}

/** The trace id that the request was given. */
export function traceOf(response: Response): string {
  return String(response.getHeader('x-trace-id') ?? '');
}

/** Refuses the methods that a path does not take; mount it last on the path. */
export function allowOnly(...methods: string[]): RequestHandler {
  return () => {
    throw new ApiError('methodNotAllowed', undefined, { Allow: methods.join(', ') });
  };
}

interface BodyError {
  readonly type: string;
}

/** What goes wrong while a body is read, as the body parser names it. */
function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  switch ((error as Partial<BodyError> | undefined)?.type) {
    case 'entity.parse.failed':
      return new ApiError('badRequest', 'Invalid request body: it is not valid JSON');
    case 'entity.too.large':
      return new ApiError('badRequest', 'Invalid request body: it is too large');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new ApiError(
        'badRequest',
        'Invalid request body: its encoding is not supported (use UTF-8 JSON)',
      );
    case 'request.aborted':
    case 'request.size.invalid':
      return new ApiError('badRequest', 'Invalid request body: it did not arrive whole');
    case undefined:
    default:
      return error instanceof URIError
        ? new ApiError('badRequest', 'Invalid path encoding')
        : new ApiError('internal');
  }
}
