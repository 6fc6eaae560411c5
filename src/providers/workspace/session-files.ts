import type { Found, SessionFile, SessionFiles } from '../../contract/session-files';
import { ToolError } from '../tools/tool-error';
import type { Workspaces } from './index';
import type { Entry } from './tree';

/** Shows the workspaces to clients, and removes them. Its methods throw what the disk throws, never for a wrong path. */
export function createSessionFiles(workspaces: Workspaces): SessionFiles {
  return {
    exists: ({ tenant, sessionId }) => workspaces.exists(tenant, sessionId),
    list: ({ tenant, sessionId }, path) =>
      told(async () => {
        const workspace = workspaces.open(tenant, sessionId);
        if (!(await workspace.kindOf(path))) return found([]);
        return found((await workspace.list(path)).map(fileOf));
      }),
    read: ({ tenant, sessionId }, path) =>
      told(async () => {
        const workspace = workspaces.open(tenant, sessionId);
        const kind = await workspace.kindOf(path);
        if (kind === 'file') return found(await workspace.read(path));
        if (kind === 'folder') return refused('folder', 'It is a folder.');
        return refused('missing', 'There is no such file.');
      }),
    remove: ({ tenant, sessionId }) => workspaces.remove(tenant, sessionId),
  };
}

async function told<T>(look: () => Promise<Found<T>>): Promise<Found<T>> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ToolError) return refused('refused', error.message);
    throw error;
  }
}

function found<T>(value: T): Found<T> {
  return { ok: true, found: value };
}

function refused(why: 'missing' | 'folder' | 'refused', sentence: string): Found<never> {
  return { ok: false, why, sentence };
}

function fileOf({ path, kind, bytes }: Entry): SessionFile {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, path, is_dir: kind === 'folder', size_bytes: bytes };
}
