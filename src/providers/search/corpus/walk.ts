import { opendir, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { bounds } from '../bounds';
import type { SearchLog } from '../port';

/** A file as it was when it was looked at: a different mark means different contents. */
export type FileMark = string;

const extensions = new Set(['.md', '.markdown', '.txt', '.html', '.htm', '.pdf', '.jsonl', '.ndjson']);

/**
 * Finds the documents' files below a folder: paths relative to it, with `/`, and their marks. Hidden ones are left out, and
 * links that lead out of the folder or to a folder. Throws when the folder itself cannot be read.
 */
export async function walk(folder: string, log: SearchLog): Promise<Map<string, FileMark>> {
  const root = await realpath(folder);
  const found = new Map<string, FileMark>();
  const folders = [{ path: '', depth: 0 }];
  for (let next = folders.shift(); next; next = folders.shift()) {
    const { path, depth } = next;
    let entries;
    try {
      entries = await opendir(join(root, path));
    } catch (error) {
      if (path === '') throw error;
      continue;
    }
    for await (const entry of entries) {
      const child = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() && depth < bounds.corpusDepth) folders.push({ path: child, depth: depth + 1 });
      if (!extensions.has(extname(entry.name).toLowerCase())) continue;
      const isFile = entry.isFile() || (entry.isSymbolicLink() && (await staysInside(root, child)));
      const mark = isFile ? await markOf(join(root, child)) : undefined;
      if (mark === undefined) continue;
      found.set(child, mark);
      if (found.size < bounds.corpusFiles) continue;
      log.warn({ most: bounds.corpusFiles }, 'the corpus has more files than are indexed');
      return found;
    }
  }
  return found;
}

/** Whether a path, all links resolved, lies in a folder that is resolved already. */
async function staysInside(root: string, path: string): Promise<boolean> {
  try {
    return (await realpath(join(root, path))).startsWith(root.endsWith(sep) ? root : root + sep);
  } catch {
    return false;
  }
}

async function markOf(path: string): Promise<FileMark | undefined> {
  try {
    const { size, mtimeMs, ino } = await stat(path);
    return `${size} ${mtimeMs} ${ino}`;
  } catch {
    // Gone since it was listed.
    return undefined;
  }
}
