import { createHash } from 'node:crypto';
import { lstat, unlink } from 'node:fs/promises';
import { z } from 'zod';
import type { Folder } from './folder';
import { unlessMissing } from './folder';
import { inFolder } from './tree';

const Pending = z.array(
  z.object({ path: z.string(), before: z.string().nullable(), content: z.string().nullable() }),
);
const CallRecord = z.object({ result: z.unknown(), pending: Pending });

/** What a call answered, and what of its changes may not be on the disk yet (contents as base64; null: removed). */
export type CallRecord = z.infer<typeof CallRecord>;

/** Records kept a workspace; a call is repeated soon or never. */
const mostRecords = 200;
const mostRecordBytes = 32 * 1024 * 1024;

/** The record of a call; undefined where there is none that can be read. */
export async function readCall(base: string, callKey: string): Promise<CallRecord | undefined> {
  const text = await inFolder(base, [], false, async (folder) => {
    const name = await folder?.find(fileOf(callKey));
    return name === undefined ? undefined : (await folder?.read(name, mostRecordBytes))?.toString();
  });
  if (text === undefined) return undefined;
  return CallRecord.parse(JSON.parse(text));
}

/** Keeps the record of a call, and forgets the oldest ones above the bound. */
export async function writeCall(base: string, callKey: string, record: CallRecord): Promise<void> {
  await inFolder(base, [], false, async (folder) => {
    await folder?.write(fileOf(callKey), Buffer.from(JSON.stringify(record)));
    if (folder) await forgetOldest(folder);
  });
}

async function forgetOldest(folder: Folder): Promise<void> {
  const names = await folder.names();
  if (names.length <= mostRecords) return;
  const dated = await Promise.all(
    names.map(async (name) => ({
      name,
      at: (await lstat(folder.at(name)).catch(unlessMissing))?.mtimeMs ?? 0,
    })),
  );
  dated.sort((a, b) => a.at - b.at);
  for (const { name } of dated.slice(0, names.length - mostRecords)) {
    await unlink(folder.at(name)).catch(unlessMissing);
  }
}

function fileOf(callKey: string): string {
  return `${createHash('sha256').update(callKey).digest('hex')}.json`;
}
