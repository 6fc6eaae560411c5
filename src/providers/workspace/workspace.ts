import { createHash } from 'node:crypto';
import { ToolError } from '../tools/tool-error';
import { checkChanges, type Change } from './changes';
import { readCall, writeCall, type CallRecord } from './calls';
import { isCode } from './folder';
import { cleanPath } from './paths';
import { findPattern, findText, fitsGlob, searchBounds, type Match } from './search';
import { entriesOf, inFolder, kindOf, removeFile, sweepDrafts, type Entry } from './tree';

/** Bounds of every workspace; the bytes of all files together are a setting. */
export const workspaceBounds = { files: 10_000, fileBytes: 10_000_000 };

/** A file as it is read. */
export interface FileContent {
  readonly path: string;
  readonly bytes: Buffer;
  /** The bytes as text; undefined where they are no UTF-8 text. */
  readonly text: string | undefined;
}

/** Where a workspace lies and how its changes wait for each other. */
export interface WorkspaceHome {
  readonly files: string;
  readonly calls: string;
  readonly quotaBytes: number;
  /** Makes the folders, then runs the work when no other of the workspace runs in this process. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
}

/** The files of one session. Every path is relative and stays inside; all methods throw `ToolError` for wrong ones. */
export class Workspace {
  constructor(private readonly home: WorkspaceHome) {}

  /** Files and folders of a folder, sorted by path. Throws `ToolError` where there is no such folder. */
  async list(path = '.', options: { readonly recursive?: boolean } = {}): Promise<Entry[]> {
    const names = cleanPath(path);
    const most = workspaceBounds.files * 2;
    const found = await this.present(() =>
      entriesOf(this.home.files, names, { recursive: options.recursive ?? false, most }),
    );
    if (!found && names.length > 0) throw new ToolError(`There is no folder ${JSON.stringify(path)}.`);
    return (found ?? []).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Whether a path names a file or a folder; undefined where there is neither. */
  async kindOf(path: string): Promise<Entry['kind'] | undefined> {
    const names = cleanPath(path);
    return this.present(() => kindOf(this.home.files, names));
  }

  /** The whole file. Throws `ToolError` where there is none. */
  async read(path: string): Promise<FileContent> {
    const bytes = await this.bytesOf(path);
    if (!bytes) throw new ToolError(`There is no file ${JSON.stringify(path)}.`);
    return { path: cleanPath(path).join('/'), bytes, text: textOf(bytes) };
  }

  /** Writes a file whole or not at all, with the folders on its way. Throws `ToolError` over the quota. */
  async write(path: string, bytes: Uint8Array): Promise<void> {
    await this.change([{ path, bytes }]);
  }

  /** Writes and removes files; all of them are checked before the first is touched. */
  async change(changes: readonly Change[]): Promise<void> {
    await this.home.alone(async () => {
      await this.check(changes);
      await this.apply(changes);
    });
  }

  /**
   * Replaces `oldText`, which must stand in the file once (or anywhere with `all`). A repeat with the same `callKey`
   * changes nothing and returns what the first returned: how often it was replaced.
   */
  async edit(
    path: string,
    oldText: string,
    newText: string,
    options: { readonly all?: boolean; readonly callKey: string },
  ): Promise<number> {
    const { result } = await this.changeOnce(options.callKey, async () => {
      const { text } = await this.read(path);
      if (text === undefined) throw new ToolError(`${JSON.stringify(path)} is no text: write it whole.`);
      const parts = text.split(oldText);
      checkEdit(oldText, newText, parts.length - 1, options.all ?? false);
      return { changes: [{ path, bytes: Buffer.from(parts.join(newText)) }], result: parts.length - 1 };
    });
    return Number(result);
  }

  /** What a call with this key answered, with its changes on the disk; undefined where there was none. */
  async answered(callKey: string): Promise<{ readonly result: unknown } | undefined> {
    return this.home.alone(() => this.replay(callKey));
  }

  /** Makes changes once a call key. A repeat does not call `make`, completes what a crash cut off, and returns the same. */
  async changeOnce(
    callKey: string,
    make: () => Promise<{ readonly changes: readonly Change[]; readonly result: unknown }>,
  ): Promise<{ readonly result: unknown }> {
    return this.home.alone(async () => {
      const earlier = await this.replay(callKey);
      if (earlier) return earlier;
      const { changes, result } = await make();
      await this.check(changes);
      const pending = await Promise.all(
        changes.map(async ({ path, bytes }) => ({
          path,
          before: digestOf(await this.bytesOf(path)),
          content: bytes && Buffer.from(bytes).toString('base64'),
        })),
      );
      await writeCall(this.home.calls, callKey, { result, pending });
      await this.apply(changes);
      await writeCall(this.home.calls, callKey, { result, pending: [] });
      return { result };
    });
  }

  /** Lines that hold the query, in the files below a folder or those that fit a glob. */
  async search(
    query: string,
    options: { readonly regex?: boolean; readonly path?: string; readonly signal?: AbortSignal } = {},
  ): Promise<{ readonly matches: Match[]; readonly isComplete: boolean }> {
    const files: { path: string; text: string }[] = [];
    const matches: Match[] = [];
    let left = searchBounds.bytes;
    for (const entry of await this.chosen(options.path ?? '.')) {
      options.signal?.throwIfAborted();
      left -= entry.bytes;
      if (left < 0 || matches.length >= searchBounds.matches) break;
      const text = textOf((await this.bytesOf(entry.path)) ?? Buffer.alloc(0));
      if (text === undefined) continue;
      if (options.regex === true) files.push({ path: entry.path, text });
      else matches.push(...findText(entry.path, text, query, searchBounds.matches - matches.length));
    }
    if (options.regex === true) matches.push(...(await findPattern(files, query, options.signal)));
    return { matches, isComplete: left >= 0 && matches.length < searchBounds.matches };
  }

  private async chosen(path: string): Promise<Entry[]> {
    const isGlob = /[*?]/.test(path);
    const glob = path.slice(0, 200).normalize('NFC').replace(/^\.\//, '');
    const entries = await this.filesBelow(isGlob ? '.' : path);
    return isGlob ? entries.filter((entry) => fitsGlob(entry.path, glob)) : entries;
  }

  private async filesBelow(path: string): Promise<Entry[]> {
    const names = cleanPath(path);
    if (names.length > 0) {
      const parent = await this.list(names.slice(0, -1).join('/') || '.');
      const file = parent.find((entry) => entry.path === names.join('/') && entry.kind === 'file');
      if (file) return [file];
    }
    return (await this.list(path, { recursive: true })).filter(({ kind }) => kind === 'file');
  }

  /** The bytes of a file; undefined where there is none. */
  private async bytesOf(path: string): Promise<Buffer | undefined> {
    const names = cleanPath(path);
    const name = names.at(-1);
    if (name === undefined) throw new ToolError('Name a file.');
    return this.present(() =>
      inFolder(this.home.files, names.slice(0, -1), false, async (folder) => {
        const found = await folder?.find(name);
        return found === undefined ? undefined : folder?.read(found, workspaceBounds.fileBytes);
      }),
    );
  }

  /** Nothing where the workspace has not been made or a file went meanwhile. */
  private async present<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  private async apply(changes: readonly Change[]): Promise<void> {
    // Removals first: a file may give way to a folder of its name, and the other way round.
    const inOrder = [...changes].sort((a, b) => Number(a.bytes !== null) - Number(b.bytes !== null));
    for (const { path, bytes } of inOrder) {
      const names = cleanPath(path);
      if (bytes === null) await removeFile(this.home.files, names);
      else await writeFile(this.home.files, names, bytes);
    }
  }

  private async replay(callKey: string): Promise<{ readonly result: unknown } | undefined> {
    const record: CallRecord | undefined = await readCall(this.home.calls, callKey);
    if (!record) return undefined;
    for (const { path, before, content } of record.pending) {
      // What has changed since was written by this call before it died, or by a later one that knew it.
      if (digestOf(await this.bytesOf(path)) !== before) continue;
      await this.apply([{ path, bytes: content === null ? null : Buffer.from(content, 'base64') }]);
    }
    if (record.pending.length > 0) await writeCall(this.home.calls, callKey, { ...record, pending: [] });
    return { result: record.result };
  }

  private async check(changes: readonly Change[]): Promise<void> {
    const entries = await this.list('.', { recursive: true });
    checkChanges(entries, changes, { ...workspaceBounds, bytes: this.home.quotaBytes });
  }
}

async function writeFile(base: string, names: readonly string[], bytes: Uint8Array): Promise<void> {
  const name = names.at(-1) ?? '';
  const parents = names.slice(0, -1);
  await sweepDrafts(base, parents);
  try {
    await inFolder(base, parents, true, async (folder) => {
      await folder?.write((await folder.find(name)) ?? name, bytes);
    });
  } catch (error) {
    if (isCode(error, 'ENOSPC', 'EDQUOT')) {
      throw new ToolError('The disk of the workspaces is full.', { isRetryable: true, cause: error });
    }
    throw error;
  }
}

function checkEdit(oldText: string, newText: string, found: number, all: boolean): void {
  if (oldText === '') throw new ToolError('Say which text is to be replaced.');
  if (oldText === newText) throw new ToolError('The old and the new text are the same.');
  if (found === 0) throw new ToolError('The old text does not stand in the file: read it again.');
  if (found === 1 || all) return;
  throw new ToolError(
    `The old text stands there ${found} times: give more of the text around it, or set all.`,
  );
}

function digestOf(bytes: Buffer | undefined): string | null {
  return bytes ? createHash('sha256').update(bytes).digest('hex') : null;
}

/** Bytes as text; undefined where they are no UTF-8 or hold a zero. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
