import { interpreterOf, startSnapshotHost } from './deno';

/** A Python that does not come to be in this time will not; on a busy machine it takes half a minute. */
const mostMs = 180_000;

/**
 * The memory of a Python that is ready, from which processes begin where `snapshotFile` holds it. Made when the project
 * is built. Throws where Python cannot be run; why stands on the standard error output.
 */
export async function makeSnapshot(): Promise<Buffer> {
  const child = startSnapshotHost(interpreterOf('python'));
  const timer = setTimeout(() => child.kill('SIGKILL'), mostMs);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => clearTimeout(timer));
  if (code !== 0) throw new Error('Python could not be made ready.');
  return Buffer.concat(chunks);
}
