import { ApiError, type ErrorCode } from '../contract/errors';
import { checkJson } from '../contract/json';
import { limits } from '../contract/limits';
import { MessageRequest, type MessageAnswer } from '../contract/control';
import { idPattern } from '../contract/task';
import { isOneCall } from '../contract/mode';
import type { Caller } from '../store';
import type { ApiDeps } from './deps';

/**
 * `POST /api/v1/tasks/{id}/message` and `/api/v1/swarm/{id}/message`: a person's word to a running task, shown to its
 * next model call and to those after it. Throws `ApiError` 400, 404 (`unknown` says how), or 409 with a sentence.
 */
export async function sendMessage(
  { store, engine, log }: Pick<ApiDeps, 'store' | 'engine' | 'log'>,
  caller: Caller,
  body: unknown,
  { taskId, unknown }: { readonly taskId: string; readonly unknown: ErrorCode },
): Promise<MessageAnswer> {
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  const text = readText(body);
  const row = await store.tasks.get(taskId);
  if (!row || row.tenant !== caller.tenant) throw new ApiError(unknown);
  if (row.status === null && isOneCall(row.mode))
    throw new ApiError('conflict', 'A simple task makes one call: no message can reach it');
  const asked = { text, by: caller.owner, most: limits.messages };
  const taken = await store.messages.add(taskId, asked);
  if (!taken) throw new ApiError(unknown);
  if (taken.outcome !== 'taken') throw new ApiError('conflict', refusals[taken.outcome]);
  try {
    if (!(await engine.tellMessages(taskId, taken.number))) throw new ApiError('conflict', refusals.ended);
    await store.messages.told(taskId, taken.number);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    log.warn({ err: error, task_id: taskId }, 'a workflow could not be told of a message; the sweep will');
  }
  log.info({ task_id: taskId, number: taken.number }, 'a message was sent to a task');
  return { success: true, status: 'sent', message_number: taken.number };
}

const refusals = {
  ended: 'The task has ended and takes no messages any more',
  cancelling: 'The task is being cancelled and takes no messages any more',
  full: `The task has its ${limits.messages} messages and takes no more`,
} as const;

function readText(body: unknown): string {
  checkJson(body);
  const parsed = MessageRequest.safeParse(body);
  if (!parsed.success) throw new ApiError('badRequest', 'message is required');
  const bytes = Buffer.byteLength(parsed.data.message);
  if (bytes > limits.messageBytes)
    throw new ApiError('badRequest', `message too long (${bytes} bytes, max ${limits.messageBytes})`);
  return parsed.data.message.trim();
}
