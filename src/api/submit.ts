import type { Request, Response } from 'express';
import { monotonicFactory, ulid } from 'ulid';
import { ApiError } from '../contract/errors';
import type { NewEvent } from '../contract/events';
import { readSubmission, type Submission } from '../contract/submission';
import type { SubmitAnswer } from '../contract/task';
import type { TaskInput } from '../contract/workflow';
import { schemaProblem } from '../reasoning/answer-format';
import type { Caller, TaskRow } from '../store';
import type { ApiDeps } from './deps';
import { traceOf } from './errors';
import { findEarlier, readRequestKey, type RequestKey } from './idempotency';
import { checkResearch, modelChoiceOf, withPromptRoom } from './research';
import { route, type Routed } from './route';
import { sessionLength, withSession } from './session-length';
import { insertWithinBudgets } from './within-budgets';

/** A submission that stands, in the store and in the engine. */
export interface Submitted {
  readonly answer: SubmitAnswer;
  /** Whether an earlier request with the same `Idempotency-Key` made it. */
  readonly isRepeat: boolean;
}

/** A submission, by whatever way it comes. */
export interface SubmitOrder {
  readonly caller: Caller;
  /** What a client would post. */
  readonly body: unknown;
  readonly traceId: string;
  /** What makes a repetition of it the same. */
  readonly key?: RequestKey | undefined;
  /** Id of its task; absent: a new one. */
  readonly taskId?: string;
}

/** Takes a submission that comes by no request. */
export type SubmitTask = (order: SubmitOrder) => Promise<Submitted>;

/** Takes a submission: `path` scopes its `Idempotency-Key`. */
export type Submit = (
  caller: Caller,
  request: Request,
  response: Response,
  path: string,
) => Promise<Submitted>;

type SubmitDeps = Pick<
  ApiDeps,
  | 'store'
  | 'engine'
  | 'checkModelChoice'
  | 'checkWebhook'
  | 'findUnknownTool'
  | 'promptRoom'
  | 'leastCall'
  | 'log'
>;

const laterWebhook = 'webhook cannot be set in a schedule: only a task that is submitted itself has one';

const firstEvent: NewEvent = {
  key: 'submit',
  type: 'DATA_PROCESSING',
  agent_id: 'orchestrator',
  message: 'Gathering context',
};

/** Makes the taker of submissions that come by requests; it throws as that of `createSubmitTask` does. */
export function createSubmit(deps: SubmitDeps): Submit {
  const submit = createSubmitTask(deps);
  return (caller, request, response, path) => {
    const { body } = request as { body: unknown };
    return submit({ caller, body, traceId: traceOf(response), key: readRequestKey(request, path) });
  };
}

/**
 * Makes the taker of submissions (design, way of a task, 1): row, first event and key in one statement, then the
 * workflow; answered when both stand. It throws `ApiError` 400 for a bad body, 402 where a budget has no room, 409 for a key in another use, 503 when
 * the engine cannot be reached; whether the task then started, the sweep or a retry with the key finds out.
 */
export function createSubmitTask(deps: SubmitDeps): SubmitTask {
  const nextId = monotonicFactory();
  return async ({ caller, body, traceId, key, taskId }) => {
    const submission = route(readSubmission(body));
    const start = (row: StartableRow) => startTask(deps, row, traceId);
    if (key) {
      const earlier = await findEarlier(deps.store.tasks, caller, key, start);
      if (earlier) return { answer: answerOf(earlier, submission), isRepeat: true };
    }
    if (submission.webhook) deps.checkWebhook(submission.webhook.url);
    const [length] = await Promise.all([
      sessionLength(deps, caller, submission),
      checkSubmission(deps, submission),
    ]);
    const sized = await withPromptRoom(deps, await withSession(deps, submission, length));
    const row = await insert(deps, caller, sized, taskId ?? `task_${nextId()}`, key);
    if (row) {
      await start(row);
      return { answer: answerOf(row, submission), isRepeat: false };
    }
    const earlier = key && (await findEarlier(deps.store.tasks, caller, key, start));
    if (!earlier) throw new ApiError('idempotencyInFlight', undefined, { 'Retry-After': '1' });
    return { answer: answerOf(earlier, submission), isRepeat: true };
  };
}

/**
 * Reads a body that will be submitted later. Throws `ApiError` 400 as its submission would now, and for a webhook: what
 * is kept until then is shown, and kept by the engine, which no secret may be.
 */
export async function checkLaterSubmission(
  deps: Pick<SubmitDeps, 'checkModelChoice' | 'findUnknownTool'>,
  body: unknown,
): Promise<Submission> {
  const submission = route(readSubmission(body));
  if (submission.webhook) throw new ApiError('badRequest', laterWebhook);
  await checkSubmission(deps, submission);
  return submission;
}

async function checkSubmission(
  deps: Pick<SubmitDeps, 'checkModelChoice' | 'findUnknownTool'>,
  submission: Submission,
): Promise<void> {
  const { settings } = submission;
  const problem = settings.responseFormat && schemaProblem(settings.responseFormat);
  if (problem) throw new ApiError('badRequest', problem);
  await checkTools(deps, settings);
  if (submission.research) await checkResearch(deps, submission);
  await deps.checkModelChoice(modelChoiceOf(settings));
}

/** A name that no tool has is a mistake worth hearing of: one meant to be left out would stay in. */
async function checkTools(
  { findUnknownTool }: Pick<SubmitDeps, 'findUnknownTool'>,
  { tools = [], disabledTools = [], approval }: Submission['settings'],
): Promise<void> {
  const named = {
    'context.tools': tools,
    'context.disabled_tools': disabledTools,
    require_approval: approval?.tools ?? [],
  };
  const all = Object.values(named).flat();
  if (all.length === 0) return;
  const unknown = await findUnknownTool(all);
  if (unknown === undefined) return;
  const key = Object.entries(named).find(([, names]) => names.includes(unknown))?.[0] ?? 'context.tools';
  throw new ApiError('badRequest', `${key}: there is no tool '${unknown}' on this server`);
}

type StartableRow = Pick<
  TaskRow,
  | ('task_id' | 'tenant' | 'session_id' | 'query' | 'context' | 'settings' | 'mode' | 'created_at')
  | ('held_at' | 'placed_at')
>;

async function insert(
  deps: SubmitDeps,
  caller: Caller,
  submission: Routed,
  taskId: string,
  key: RequestKey | undefined,
): Promise<StartableRow | undefined> {
  const { query, settings } = submission;
  const sessionId = submission.sessionId ?? `session_${ulid()}`;
  const context = { current_date: new Date().toISOString().slice(0, 10), ...submission.context };
  const { mode } = submission.route;
  const { tenant, owner, keyId } = caller;
  const inserted = await insertWithinBudgets(deps, {
    taskId,
    tenant,
    owner,
    keyId,
    sessionId,
    query,
    context,
    settings,
    mode,
    firstEvent,
    ...(submission.webhook && { webhook: submission.webhook }),
    ...(key && { idempotency: key }),
  });
  return (
    inserted && {
      task_id: taskId,
      tenant,
      session_id: sessionId,
      query,
      context,
      settings,
      mode,
      ...inserted,
      placed_at: null,
    }
  );
}

/** Starts a task's workflow and notes that the engine has it; the note may come late, the sweep makes up for it. */
async function startTask(deps: SubmitDeps, row: StartableRow, traceId: string): Promise<void> {
  const input: TaskInput = {
    taskId: row.task_id,
    tenant: row.tenant,
    sessionId: row.session_id,
    mode: row.mode,
    query: row.query,
    context: row.context,
    settings: row.settings,
    createdAt: row.created_at.toISOString(),
    traceId,
    ...(row.held_at && !row.placed_at && { waitsForPlace: true }),
  };
  try {
    await deps.engine.start(input);
  } catch (error) {
    deps.log.error(
      { err: error, task_id: row.task_id, trace_id: traceId },
      'the engine did not confirm a start',
    );
    throw new ApiError('unavailable', undefined, { 'Retry-After': '5' });
  }
  deps.log.info({ task_id: row.task_id, trace_id: traceId, mode: row.mode }, 'task submitted');
  deps.store.tasks.confirm(row.task_id).catch((error: unknown) => {
    deps.log.warn({ err: error, task_id: row.task_id }, 'a start could not be noted; the sweep will');
  });
}

function answerOf(row: StartableRow, submission: Submission): SubmitAnswer {
  const { withoutEffect, unknownFields } = submission;
  const isSimple = row.mode === 'EXECUTION_MODE_SIMPLE';
  const notes = [
    `Task submitted successfully. Session: ${row.session_id}`,
    row.held_at && 'It waits until one of the tasks that run for this tenant ends.',
    withoutEffect.length > 0 &&
      `Without effect${isSimple ? ' on a simple task' : ''}: ${withoutEffect.join(', ')}.`,
    unknownFields.length > 0 && `Unknown fields, ignored: ${unknownFields.join(', ').slice(0, 500)}.`,
  ];
  return {
    task_id: row.task_id,
    workflow_id: row.task_id,
    status: 'TASK_STATUS_QUEUED',
    message: notes.filter(Boolean).join(' '),
    session_id: row.session_id,
    created_at: row.created_at.toISOString(),
  };
}
