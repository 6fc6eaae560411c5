import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './part';

const reachMs = 5_000;
const downloadMs = 300_000;

/** The CLI that the SDK's downloader has fetched earlier; undefined when it has not. */
export function findDownloadedEngine(cache: string): string | undefined {
  const folder = downloadFolder(cache);
  try {
    const names = readdirSync(folder).filter((name) => !name.includes('.'));
    return names.map((name) => join(folder, name)).find((path) => (statSync(path).mode & 0o111) !== 0);
  } catch {
    return undefined;
  }
}

/**
 * Fetches the CLI by the SDK's own downloader, which proves it by starting it once. Returns its path; undefined where
 * the downloader's server cannot be reached, which is told within seconds.
 */
export async function downloadEngine(cache: string, report: Report): Promise<string | undefined> {
  try {
    await fetch('https://temporal.download/', { method: 'HEAD', signal: AbortSignal.timeout(reachMs) });
    report('Fetching the Temporal server by the SDK (some 50 MB, once)…');
    const downloadDir = downloadFolder(cache);
    mkdirSync(downloadDir, { recursive: true });
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    const started = TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'cached-download', downloadDir, ttl: '3650 days' },
        log: { format: 'json', level: 'error' },
      },
    });
    const environment = await Promise.race([started, failAfter(downloadMs)]);
    await environment.teardown();
    return findDownloadedEngine(cache);
  } catch {
    // No way to that server from here: the wheel is the other way.
    return undefined;
  }
}

function downloadFolder(cache: string): string {
  return join(cache, 'temporal-sdk');
}

function failAfter(ms: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('The download took too long')), ms).unref();
  });
}
