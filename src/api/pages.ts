import type { Request } from 'express';
import { ApiError } from '../contract/errors';
import type { ResearchPageList, ResearchPageText } from '../contract/research';
import { idPattern } from '../contract/task';
import type { Caller } from '../store';
import type { ApiDeps } from './deps';
import { ownRow } from './status';

type PageDeps = Pick<ApiDeps, 'store'>;

/** The pages that a task of the caller has read. Throws `ApiError` 400 and 404 as the status does. */
export async function listPages(
  { store }: PageDeps,
  caller: Caller,
  taskId: string,
): Promise<ResearchPageList> {
  await checkTask({ store }, caller, taskId);
  return { pages: await store.pages.list(taskId) };
}

/**
 * One of them with its text, whole or from `start` to `end`: a quote is checked by its place. Throws `ApiError` 400 for
 * a place that is none, 404 for a task or a page that is not there.
 */
export async function readStoredPage(
  { store }: PageDeps,
  caller: Caller,
  request: Request,
): Promise<ResearchPageText> {
  const taskId = String(request.params['id']);
  await checkTask({ store }, caller, taskId);
  const hash = String(request.params['hash']);
  const start = offsetOf(request, 'start') ?? 0;
  const until = offsetOf(request, 'end');
  const page = /^[0-9a-f]{64}$/.test(hash) ? await store.pages.get(taskId, hash) : undefined;
  if (!page) throw new ApiError('pageNotFound');
  const { text: whole, ...facts } = page;
  const end = Math.min(until ?? whole.length, whole.length);
  if (start > end)
    throw new ApiError('badRequest', 'start must not be behind end, nor behind the end of the page');
  return { ...facts, start, end, text: whole.slice(start, end).toWellFormed() };
}

async function checkTask({ store }: PageDeps, caller: Caller, taskId: string): Promise<void> {
  if (!idPattern.test(taskId)) throw new ApiError('invalidTaskId');
  ownRow(caller, await store.tasks.get(taskId));
}

function offsetOf(request: Request, name: 'start' | 'end'): number | undefined {
  const given = request.query[name];
  if (given === undefined) return undefined;
  if (typeof given === 'string' && /^\d{1,9}$/.test(given)) return Number(given);
  throw new ApiError('badRequest', `${name} must be a whole number, counted in UTF-16 code units`);
}
