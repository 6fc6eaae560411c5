import { createHash, randomUUID } from 'node:crypto';
import { lstat, mkdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode, unlessMissing } from './folder';
import { Workspace } from './workspace';

export { Workspace, workspaceBounds } from './workspace';
export { cleanPath } from './paths';
export type { Change } from './changes';
export type { FileContent } from './workspace';
export type { Entry } from './tree';
export type { Match } from './search';

/** The workspaces of a process: one folder on disk for each session of each tenant. */
export interface Workspaces {
  /** The workspace of a session; its folder is made by the first write. */
  open(tenant: string, session: string): Workspace;
  /** Whether a session has a workspace on the disk. */
  exists(tenant: string, session: string): Promise<boolean>;
  /** Removes a session's workspace with all that is in it. */
  remove(tenant: string, session: string): Promise<void>;
}

/** Keeps workspaces below `root` (absolute; made when it is missing), of `quotaBytes` each. */
export function createWorkspaces(settings: {
  readonly root: string;
  readonly quotaBytes: number;
}): Workspaces {
  const queues = new Map<string, Promise<unknown>>();
  /** Works of one workspace follow each other; the last one leaves no trace. */
  const inTurn = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const turn = (queues.get(name) ?? Promise.resolve()).then(work, work);
    const settled = turn.catch(() => undefined);
    queues.set(name, settled);
    try {
      return await turn;
    } finally {
      if (queues.get(name) === settled) queues.delete(name);
    }
  };
  return {
    open(tenant, session) {
      const name = folderName(tenant, session);
      const files = join(settings.root, name, 'files');
      const calls = join(settings.root, name, 'calls');
      const alone = <T>(work: () => Promise<T>) =>
        inTurn(name, async () => {
          for (const folder of [files, calls]) await mkdir(folder, { recursive: true, mode: 0o700 });
          return work();
        });
      return new Workspace({ files, calls, quotaBytes: settings.quotaBytes, alone });
    },
    async exists(tenant, session) {
      const folder = join(settings.root, folderName(tenant, session));
      return (await lstat(folder).catch(unlessMissing)) !== undefined;
    },
    async remove(tenant, session) {
      const name = folderName(tenant, session);
      await inTurn(name, async () => {
        // Moved aside first, so that nobody meets a workspace of which half is gone.
        const gone = join(settings.root, `.removed-${randomUUID()}`);
        try {
          await rename(join(await realpath(settings.root), name), gone);
        } catch (error) {
          if (isCode(error, 'ENOENT')) return;
          throw error;
        }
        await rm(gone, { recursive: true, force: true });
      });
    },
  };
}

/** Ids are texts of strangers: a hash of both, apart from each other, cannot lead anywhere else. */
function folderName(tenant: string, session: string): string {
  return createHash('sha256')
    .update(JSON.stringify([tenant, session]))
    .digest('hex');
}
