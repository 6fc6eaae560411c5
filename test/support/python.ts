import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const script = join(__dirname, '..', '..', 'scripts', 'python-environment.py');

/** What the first run may take, in which everything is fetched, milliseconds. */
export const pythonInstallMs = 300_000;

/**
 * Folder of the programs of the tests' virtual environment, which is made first where it is missing. Throws with pip's
 * words when that fails.
 */
export async function pythonPrograms(): Promise<string> {
  const { stdout } = await promisify(execFile)('python3', [script]);
  return stdout.trim();
}
