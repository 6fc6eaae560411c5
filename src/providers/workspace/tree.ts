import { lstat, rmdir, unlink } from 'node:fs/promises';
import { ToolError } from '../tools/tool-error';
import { Folder, isCode, unlessMissing } from './folder';

/** A file or folder of a workspace. */
export interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly bytes: number;
}

/** A draft this old belongs to a writer that died. */
const staleDraftMs = 10 * 60 * 1_000;

/** Runs `use` in the folder that `names` lead to from `base`; with undefined where there is none. */
export async function inFolder<T>(
  base: string,
  names: readonly string[],
  create: boolean,
  use: (folder: Folder | undefined) => Promise<T>,
): Promise<T> {
  let folder: Folder | undefined = await Folder.open(base);
  try {
    for (const name of names) {
      const next: Folder | undefined = await folder.enter(name, create);
      await folder.close();
      folder = next;
      if (!folder) break;
    }
    return await use(folder);
  } finally {
    await folder?.close();
  }
}

/** What a path names; undefined where there is nothing, or a link or special file. */
export async function kindOf(base: string, names: readonly string[]): Promise<Entry['kind'] | undefined> {
  const name = names.at(-1);
  if (name === undefined) return 'folder';
  return inFolder(base, names.slice(0, -1), false, async (folder) => {
    const found = await folder?.find(name);
    if (!folder || found === undefined) return undefined;
    const stat = await lstat(folder.at(found)).catch(unlessMissing);
    if (stat?.isFile()) return 'file';
    return stat?.isDirectory() ? 'folder' : undefined;
  });
}

/** What lies below a folder; undefined where there is no such folder. Links and special files are left out. */
export async function entriesOf(
  base: string,
  names: readonly string[],
  options: { readonly recursive: boolean; readonly most: number },
): Promise<Entry[] | undefined> {
  const found: Entry[] = [];
  const isThere = await inFolder(base, names, false, async (folder) => {
    if (folder) await collect(folder, names.join('/'), options, found);
    return folder !== undefined;
  });
  return isThere ? found : undefined;
}

async function collect(
  folder: Folder,
  path: string,
  options: { readonly recursive: boolean; readonly most: number },
  found: Entry[],
): Promise<void> {
  for (const name of await folder.names()) {
    if (found.length >= options.most) return;
    const stat = await lstat(folder.at(name)).catch(unlessMissing);
    const entryPath = path === '' ? name : `${path}/${name}`;
    if (stat?.isFile()) found.push({ path: entryPath, kind: 'file', bytes: stat.size });
    if (!stat?.isDirectory()) continue;
    found.push({ path: entryPath, kind: 'folder', bytes: 0 });
    if (!options.recursive) continue;
    const inner = await Folder.open(folder.at(name)).catch(unlessSwapped);
    if (!inner) continue;
    try {
      await collect(inner, entryPath, options, found);
    } finally {
      await inner.close();
    }
  }
}

/** Removes a file and the folders that are empty after it. Throws `ToolError` where it is no plain file. */
export async function removeFile(base: string, names: readonly string[]): Promise<void> {
  const name = names.at(-1);
  if (name === undefined) throw new ToolError('Name a file.');
  await inFolder(base, names.slice(0, -1), false, async (folder) => {
    const found = await folder?.find(name);
    if (!folder || found === undefined) return;
    if (!(await lstat(folder.at(found))).isFile()) throw new ToolError(`${JSON.stringify(name)} is no file.`);
    await unlink(folder.at(found));
  });
  for (let depth = names.length - 1; depth > 0; depth -= 1) {
    const isGone = await inFolder(base, names.slice(0, depth - 1), false, async (folder) =>
      folder ? removeEmpty(folder, names[depth - 1] ?? '') : true,
    );
    if (!isGone) return;
  }
}

async function removeEmpty(folder: Folder, name: string): Promise<boolean> {
  try {
    await rmdir(folder.at(name));
    return true;
  } catch (error) {
    if (isCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

/** Removes what writers that died left in a folder. */
export async function sweepDrafts(base: string, names: readonly string[]): Promise<void> {
  await inFolder(base, names, false, async (folder) => {
    for (const name of (await folder?.leftovers()) ?? []) {
      const path = folder?.at(name) ?? '';
      const stat = await lstat(path).catch(unlessMissing);
      if (stat?.isFile() && Date.now() - stat.mtimeMs > staleDraftMs) await unlink(path).catch(unlessMissing);
    }
  });
}

function unlessSwapped(error: unknown): undefined {
  if (!isCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) throw error;
}
