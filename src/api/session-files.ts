import { Router, type Request } from 'express';
import { ApiError } from '../contract/errors';
import type {
  Found,
  ReadFile,
  SessionFileContent,
  SessionFileList,
  SessionPlace,
} from '../contract/session-files';
import type { Caller } from '../store';
import { contentTypeOf, isTextType } from './content-type';
import type { ApiDeps } from './deps';
import { allowOnly } from './errors';
import { createForCallers } from './for-callers';
import type { Identify } from './identify';
import { placeIn } from './session-place';

type FileDeps = Pick<ApiDeps, 'store' | 'files'>;

/** `/api/v1/sessions/{id}/files` and what lies below: the files of a session, to be listed and read. */
export function createSessionFileRouter(deps: FileDeps, identify: Identify): Router {
  const router = Router();
  const { counted } = createForCallers(identify);
  router.get(
    '/:id/files',
    counted(async (caller, request, response) => {
      const place = await placeOf(deps, caller, request);
      const files = take(await deps.files.list(place, folderOf(request)));
      response.json({ success: true, files: [...files] } satisfies SessionFileList);
    }),
  );
  router.get(
    '/:id/files/*path',
    counted(async (caller, request, response) => {
      const place = await placeOf(deps, caller, request);
      response.json(contentOf(take(await deps.files.read(place, fileOf(request)))));
    }),
  );
  router.all(['/:id/files', '/:id/files/*path'], allowOnly('GET'));
  return router;
}

/** Whose files are asked for. Throws `ApiError` 404 for a session without a task and without a file, and a deleted one. */
async function placeOf({ store, files }: FileDeps, caller: Caller, request: Request): Promise<SessionPlace> {
  const place = placeIn(caller, request);
  const isThere = async () => (await files.exists(place)) && !(await store.sessions.isDeleted(place));
  if (!(await store.sessions.exists(place)) && !(await isThere())) throw new ApiError('sessionNotFound');
  return place;
}

function folderOf(request: Request): string {
  const path = request.query['path'] ?? '';
  if (typeof path !== 'string') throw new ApiError('badRequest', 'Give path once');
  return path;
}

/** The path as it was sent: each part is decoded, and what that brings forth is checked with the rest. */
function fileOf(request: Request): string {
  const parts = request.params['path'];
  return Array.isArray(parts) ? parts.join('/') : String(parts);
}

function take<T>(answer: Found<T>): T {
  if (answer.ok) return answer.found;
  if (answer.why === 'missing') throw new ApiError('fileNotFound');
  if (answer.why === 'folder') throw new ApiError('pathIsFolder');
  throw new ApiError('badRequest', answer.sentence);
}

function contentOf({ path, bytes, text }: ReadFile): SessionFileContent {
  const contentType = contentTypeOf(path, text !== undefined);
  const content =
    text !== undefined && isTextType(contentType) ? text : Buffer.from(bytes).toString('base64');
  return { success: true, content, content_type: contentType, size_bytes: bytes.byteLength };
}
