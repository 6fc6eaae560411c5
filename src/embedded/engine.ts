import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { searchAttributeNames } from '../contract/engine';
import { connectEngine, setRetention } from '../temporal';
import { ensurePortFree, findFreePort, probePort } from './ports';
import type { Report, RunningPart } from './part';
import { endLeftovers } from './process-file';
import { supervise } from './supervised';

/** How the embedded engine is run. */
export interface EngineOptions {
  readonly binary: string;
  readonly home: string;
  readonly port: number;
  readonly namespace: string;
  /** Days that the engine keeps ended workflows. */
  readonly retentionDays: number;
  readonly report: Report;
}

/** The embedded engine, serving. */
export interface RunningEngine extends RunningPart {
  readonly address: string;
  readonly namespace: string;
  /** Port of its own web UI, behind our front. */
  readonly uiPort: number;
}

const host = '127.0.0.1';
const startMs = 60_000;

/**
 * Without these the dev server throttles itself to twenty dispatches a second and rounds timers up to a second: it has
 * one shard, and the defaults are made for thousands.
 */
const tuning = [
  'history.transferProcessorMaxPollRPS=5000',
  'history.timerProcessorMaxPollRPS=5000',
  'history.visibilityProcessorMaxPollRPS=5000',
  'history.timerProcessorMaxTimeShift="10ms"',
  // Tenants take turns in the queues (fairness keys); off by default.
  'matching.useNewMatcher=true',
  'matching.enableFairness=true',
];

/** Queues are fair within each of their parts, of which there are four by default: three tasks may all be in one. */
const undivided = ['matching.numTaskqueueReadPartitions=1', 'matching.numTaskqueueWritePartitions=1'];

/** Starts Temporal's dev server on a file, and again when it dies. Throws `StartError`. */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  const { home, port, namespace, report } = options;
  const file = join(home, 'temporal', 'temporal.db');
  await endLeftovers(file, 'SIGTERM', 10_000);
  await ensurePortFree(port, host, 'TEMPORAL_PORT');
  mkdirSync(join(home, 'temporal'), { recursive: true, mode: 0o700 });
  const settings = isUndivided(file) ? [...tuning, ...undivided] : tuning;
  const uiPort = await findFreePort();
  const address = `${host}:${port}`;
  const part = await supervise({
    name: 'The Temporal server',
    command: options.binary,
    args: () => serverArguments(options, file, uiPort, settings),
    logFile: join(home, 'log', 'engine.log'),
    markFile: join(home, 'run', 'engine.json'),
    ownArgument: file,
    stopSignal: 'SIGTERM',
    probe: () => probe(address, port, namespace),
    startMs,
    report,
  });
  try {
    await keepFor(address, namespace, options.retentionDays);
  } catch (error) {
    await part.stop();
    throw error;
  }
  return { address, namespace, uiPort, stop: part.stop };
}

/** Whether the queues in a file have never had more than one part: what waits in another part would be lost without it. */
function isUndivided(file: string): boolean {
  const mark = `${file}.undivided`;
  if (existsSync(mark)) return true;
  if (existsSync(file)) return false;
  writeFileSync(mark, '');
  return true;
}

function serverArguments(
  { port, namespace }: EngineOptions,
  file: string,
  uiPort: number,
  settings: readonly string[],
): string[] {
  return [
    ...['server', 'start-dev', '--ip', host, '--port', String(port)],
    ...['--ui-ip', host, '--ui-port', String(uiPort)],
    ...['--db-filename', file, '--namespace', namespace],
    ...['--log-level', 'warn', '--log-format', 'json'],
    ...Object.values(searchAttributeNames).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ...settings.flatMap((setting) => ['--dynamic-config-value', setting]),
  ];
}

async function probe(address: string, port: number, namespace: string): Promise<void> {
  await probePort(port);
  const client = await connectEngine({ connection: { address }, namespace });
  try {
    await client.workflowService.describeNamespace({ namespace });
  } finally {
    await client.connection.close();
  }
}

async function keepFor(address: string, namespace: string, days: number): Promise<void> {
  const client = await connectEngine({ connection: { address }, namespace });
  try {
    await setRetention(client, days);
  } finally {
    await client.connection.close();
  }
}
