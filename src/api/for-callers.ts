import express, { type Request, type RequestHandler, type Response } from 'express';
import { limits } from '../contract/limits';
import type { Caller } from '../store';
import type { Identify } from './identify';

/** Answers a request of somebody who is known. */
export type Handler = (caller: Caller, request: Request, response: Response) => Promise<void>;

/** How a route asks for a caller. */
export interface ForCallers {
  /** Finds the caller, then answers: cheap, and as often as anybody asks. */
  readonly known: (handler: Handler) => RequestHandler;
  /** Finds the caller and counts the request against the limits of its key, then answers. */
  readonly counted: (handler: Handler) => RequestHandler;
  /** Does so before the body is read as JSON, then answers. */
  readonly withBody: (handler: Handler) => RequestHandler[];
}

/** Makes handlers of requests that need a key: 401, then 429, come before anything else is looked at. */
export function createForCallers(identify: Identify): ForCallers {
  const json = express.json({ limit: limits.bodyBytes, strict: false, type: () => true });
  return {
    known: (handler) => async (request, response) => handler(await identify(request), request, response),
    counted: (handler) => async (request, response) =>
      handler(await identify(request, { counted: response }), request, response),
    withBody: (handler) => [
      async (request, response, next) => {
        response.locals['caller'] = await identify(request, { counted: response });
        next();
      },
      json,
      async (request, response) => handler(response.locals['caller'] as Caller, request, response),
    ],
  };
}
