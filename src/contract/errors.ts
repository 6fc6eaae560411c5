import { z } from 'zod';
import { RequestWindow } from './request-limits';

/** Body of every error under `/api/v1` (contract, section 5). */
export const ErrorBody = z
  .object({
    error: z.string(),
    /** Of requests over a limit: what to do. */
    message: z.string().optional(),
    /** Whose limit they are over. */
    window: RequestWindow.optional(),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorBody>;

/** The catalogue: every error that the API answers with, its code and its text where the contract fixes it. */
export const errorCatalogue = {
  unauthorized: { status: 401, text: 'Unauthorized' },
  invalidTaskId: { status: 400, text: 'Invalid task ID format' },
  invalidWorkflowId: { status: 400, text: 'Invalid or missing workflow_id' },
  invalidSessionId: { status: 400, text: 'Invalid session_id format' },
  invalidLimit: { status: 400, text: 'Invalid limit parameter' },
  invalidOffset: { status: 400, text: 'Invalid offset parameter' },
  invalidPage: { status: 400, text: 'Invalid page parameter' },
  invalidPageSize: { status: 400, text: 'Invalid page_size parameter' },
  invalidStatus: { status: 400, text: 'Invalid status value' },
  invalidPosition: { status: 400, text: 'Invalid last_event_id' },
  badRequest: { status: 400, text: 'Invalid request body' },
  pathIsFolder: { status: 400, text: 'path is a directory' },
  budgetSpent: { status: 402, text: 'The budget is spent' },
  operatorOnly: { status: 403, text: 'Only the key of an operator may set this budget' },
  toolNotAllowed: { status: 403, text: 'Tool not available via direct execution' },
  taskNotFound: { status: 404, text: 'Task not found' },
  pageNotFound: { status: 404, text: 'Page not found' },
  toolNotFound: { status: 404, text: "Tool 'X' not found" },
  noSuchSession: { status: 404, text: 'Session not found' },
  sessionNotFound: { status: 404, text: 'session not found' },
  fileNotFound: { status: 404, text: 'file not found' },
  approvalNotFound: { status: 404, text: 'Workflow or approval not found' },
  reviewNotFound: { status: 404, text: 'Review session not found or expired' },
  workflowNotFound: { status: 404, text: 'Workflow not found' },
  budgetNotFound: { status: 404, text: 'Budget not found' },
  scheduleNotFound: { status: 404, text: 'Schedule not found' },
  notFound: { status: 404, text: 'Not found' },
  methodNotAllowed: { status: 405, text: 'Method not allowed' },
  tooManyEvents: {
    status: 413,
    text: 'Session has too many events. Please use pagination with smaller turn limits.',
  },
  conflict: { status: 409, text: 'The task is not in a state that allows this' },
  idempotencyMismatch: {
    status: 409,
    text: 'This Idempotency-Key was used with another request body; use a new key for a new request',
  },
  idempotencyInFlight: {
    status: 409,
    text: 'A request with this Idempotency-Key is still being worked on; try again shortly',
  },
  tooManyRequests: { status: 429, text: 'Rate limit exceeded' },
  scheduleLimit: { status: 429, text: 'schedule limit reached' },
  statusUnavailable: { status: 500, text: 'Failed to get task status: database error' },
  schedulesUnlisted: { status: 500, text: 'Failed to list schedules' },
  scheduleRunsUnlisted: { status: 500, text: 'Failed to list schedule runs' },
  sessionsUnavailable: { status: 500, text: 'Failed to retrieve sessions' },
  sessionUnavailable: { status: 500, text: 'Failed to retrieve session' },
  internal: { status: 500, text: 'Internal error' },
  notImplemented: { status: 501, text: 'This part of the API is not available on this server yet' },
  planNotUpdated: { status: 502, text: 'Failed to generate updated plan' },
  unavailable: { status: 503, text: 'The server cannot take this request now; try again shortly' },
} as const satisfies Record<string, { status: number; text: string }>;
export type ErrorCode = keyof typeof errorCatalogue;

/** An error that the user is told: a code of the catalogue, and a sentence where the catalogue's is not enough. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    text: string = errorCatalogue[code].text,
    readonly headers: Readonly<Record<string, string>> = {},
    /** What its body says besides the sentence. */
    readonly more: Omit<ErrorBody, 'error'> = {},
  ) {
    super(text);
    this.status = errorCatalogue[code].status;
  }
}
