import { existsSync } from 'node:fs';
import { constants, lstat, mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ToolError } from '../tools/tool-error';
import { folded, reservedPrefix } from './paths';

/** On Linux a name can be resolved in a folder that is held open, so that nobody can swap the way to it. */
const byDescriptor = existsSync('/proc/self/fd');

/** A folder that is held open while it is used; symbolic links are never followed. `close` it. */
export class Folder {
  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle | undefined,
  ) {}

  /** Opens a folder by a path that is trusted but for its last name. Throws what `lstat` and `open` throw. */
  static async open(path: string): Promise<Folder> {
    if (!byDescriptor) {
      if (!(await lstat(path)).isDirectory())
        throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
      return new Folder(path, undefined);
    }
    const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    return new Folder(`/proc/self/fd/${handle.fd}`, handle);
  }

  /** Path of a name in this folder, good as long as the folder is open. */
  at(name: string): string {
    return join(this.path, name);
  }

  /** All names but the workspace's own. */
  async names(): Promise<string[]> {
    return (await readdir(this.path)).filter((name) => !name.startsWith(reservedPrefix)).sort();
  }

  /** Files of the workspace's own that a crash left half written. */
  async leftovers(): Promise<string[]> {
    return (await readdir(this.path)).filter((name) => name.startsWith(reservedPrefix));
  }

  /** The name as the disk has it; undefined where there is none. Throws `ToolError` when only the case differs. */
  async find(name: string): Promise<string | undefined> {
    const names = await this.names();
    const exact = names.find((other) => other.normalize('NFC') === name);
    if (exact !== undefined) return exact;
    const like = names.find((other) => folded(other) === folded(name));
    if (like === undefined) return undefined;
    throw new ToolError(
      `There is ${JSON.stringify(like)}, whose name differs only in upper and lower case: use that name.`,
    );
  }

  /** Opens a folder in this one, made where `create` says so; undefined where there is none. */
  async enter(name: string, create: boolean): Promise<Folder | undefined> {
    const found = await this.find(name);
    if (found === undefined && !create) return undefined;
    if (found === undefined) await mkdir(this.at(name), { mode: 0o700 }).catch(unlessExists);
    try {
      return await Folder.open(this.at(found ?? name));
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined;
      if (isCode(error, 'ENOTDIR', 'ELOOP')) throw new ToolError(`${JSON.stringify(name)} is not a folder.`);
      throw error;
    }
  }

  /** Bytes of a plain file. Throws `ToolError` for anything else and for one above `mostBytes`. */
  async read(name: string, mostBytes: number): Promise<Buffer> {
    // Not blocking: the open of a named pipe would wait for its other end for ever.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    const handle = await open(this.at(name), flags).catch((error: unknown) => {
      throw isCode(error, 'ELOOP', 'ENXIO', 'EISDIR') ? notPlain(name) : error;
    });
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw notPlain(name);
      if (stat.size > mostBytes) {
        throw new ToolError(`${JSON.stringify(name)} is larger than ${mostBytes} bytes.`);
      }
      const bytes = Buffer.alloc(stat.size);
      const { bytesRead } = await handle.read(bytes, 0, stat.size, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  /** Writes a file whole or not at all. Throws `ToolError` where a folder or a link is in the way. */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    const there = await lstat(this.at(name)).catch(unlessMissing);
    if (there && !there.isFile()) throw notPlain(name);
    const draft = this.at(`${reservedPrefix}${randomUUID()}`);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    try {
      const handle = await open(draft, flags, 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, this.at(name));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await this.handle?.sync();
  }

  async close(): Promise<void> {
    await this.handle?.close();
  }
}

/** Whether an error of the file system has one of these codes. */
export function isCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}

/** For `catch`: nothing where the file is missing, else the error. */
export function unlessMissing(error: unknown): undefined {
  if (!isCode(error, 'ENOENT')) throw error;
}

function unlessExists(error: unknown): undefined {
  if (!isCode(error, 'EEXIST')) throw error;
}

function notPlain(name: string): ToolError {
  return new ToolError(`${JSON.stringify(name)} is a folder or no plain file.`);
}
