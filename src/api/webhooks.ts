import type { Request } from 'express';
import { ApiError } from '../contract/errors';
import { idPattern } from '../contract/task';
import type { WebhookLog } from '../contract/webhook';
import type { Caller } from '../store';
import type { TaskDeps } from './deps';
import { readPage } from './paging';
import { pathId } from './path-id';
import { ownRow } from './status';

/** `GET /api/v1/tasks/{id}/webhooks`: whom a task tells, and how that went, oldest first. Throws `ApiError` 400 or 404. */
export async function readWebhooks(
  { store }: Pick<TaskDeps, 'store'>,
  caller: Caller,
  request: Request,
): Promise<WebhookLog> {
  const taskId = pathId(request);
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  const page = readPage(request, 20, 100);
  ownRow(caller, await store.tasks.get(taskId));
  return store.webhooks.ofTask(taskId, page);
}
