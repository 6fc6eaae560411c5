import { ToolError } from '../tools/tool-error';
import { cleanPath, folded } from './paths';
import type { Entry } from './tree';

/** What becomes of a file: its new bytes, or null where it is removed. */
export interface Change {
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

/** Throws `ToolError` where changes would break a bound, or could not all be made, before the first is made. */
export function checkChanges(
  entries: readonly Entry[],
  changes: readonly Change[],
  most: { readonly files: number; readonly fileBytes: number; readonly bytes: number },
): void {
  const sizes = new Map<string, number>();
  for (const { path, kind, bytes } of entries) if (kind === 'file') sizes.set(path, bytes);
  for (const { path, bytes } of changes) {
    const clean = cleanPath(path).join('/');
    if (clean === '') throw new ToolError('Name a file.');
    if (bytes && bytes.byteLength > most.fileBytes) {
      throw new ToolError(`A file may hold ${most.fileBytes} bytes at most.`);
    }
    if (bytes) sizes.set(clean, bytes.byteLength);
    else sizes.delete(clean);
  }
  if (sizes.size > most.files) throw new ToolError(`A workspace may hold ${most.files} files at most.`);
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  if (bytes > most.bytes) {
    throw new ToolError(`The workspace is full: it may hold ${most.bytes} bytes at most.`);
  }
  checkNames([...sizes.keys()]);
}

/** Names may differ neither in case alone, nor may one be a file and a folder. */
function checkNames(paths: readonly string[]): void {
  const files = new Set(paths);
  const seen = new Map<string, string>();
  for (const path of paths) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const part = path.slice(0, end);
      if (end < path.length && files.has(part))
        throw new ToolError(`${JSON.stringify(part)} cannot be both a file and a folder.`);
      const key = folded(part);
      const other = seen.get(key);
      if (other === part) break;
      if (other !== undefined) {
        throw new ToolError(
          `${JSON.stringify(part)} and ${JSON.stringify(other)} differ only in upper and lower case: use one.`,
        );
      }
      seen.set(key, part);
    }
  }
}
