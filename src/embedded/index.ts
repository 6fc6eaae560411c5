import type { Config } from '../config';
import { findEngineBinary } from './engine-binary';
import { startEngine } from './engine';
import { takeHome } from './home';
import { ensurePortFree } from './ports';
import { StartError, type Report, type RunningPart } from './part';
import { startPostgres } from './postgres';
import { startUiFront } from './ui-front';

export { findEngineBinary } from './engine-binary';
export { startEngine, type EngineOptions, type RunningEngine } from './engine';
export { openLocalModel } from './local-model';
export { StartError, type Report, type RunningPart } from './part';
export { ensurePortFree } from './ports';
export { embeddedDatabaseUrl, startPostgres, type RunningPostgres } from './postgres';
export { startUiFront, type UiFrontOptions } from './ui-front';

/** What one machine was given besides our own code. */
export interface Embedded extends RunningPart {
  readonly databaseUrl: string;
  /** Where data lies, one line for people. */
  readonly dataPlace: string;
  /** Absent: the engine is somebody else's, and the Temporal client variables say where. */
  readonly engine: { readonly address: string; readonly namespace: string } | undefined;
  /** Address of the Temporal UI, where it is ours. */
  readonly uiUrl: string | undefined;
}

/** Starts what the configuration leaves to us: database, engine, its UI. What had started stops when a part fails. */
export async function startEmbedded(config: Config, report: Report): Promise<Embedded> {
  const parts: RunningPart[] = [takeHome(config.home)];
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  try {
    const [database, engine] = await allOrNone([
      () => startDatabase(config, report, parts),
      () => startOwnEngine(config, report, parts),
    ] as const);
    return {
      databaseUrl: database.url,
      dataPlace: database.data === undefined ? config.home : `${config.home} and ${database.data}`,
      engine: engine?.engine,
      uiUrl: engine?.uiUrl,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startDatabase(
  config: Config,
  report: Report,
  parts: RunningPart[],
): Promise<{ url: string; data: string | undefined }> {
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, data: undefined };
  const postgres = await startPostgres({ home: config.home, cache: config.cache, report });
  parts.push(postgres);
  return { url: postgres.url, data: postgres.data.startsWith(config.home) ? undefined : postgres.data };
}

async function startOwnEngine(
  config: Config,
  report: Report,
  parts: RunningPart[],
): Promise<{ engine: { address: string; namespace: string }; uiUrl: string } | undefined> {
  const { temporal, retentionDays } = config;
  if (temporal.address !== undefined) return undefined;
  await ensurePortFree(temporal.uiPort, '127.0.0.1', 'TEMPORAL_UI_PORT');
  const binary = await findEngineBinary(config, report);
  const namespace = temporal.namespace ?? 'default';
  const engine = await startEngine({
    binary,
    home: config.home,
    port: temporal.port,
    namespace,
    retentionDays: Math.min(engineRetentionDays, retentionDays),
    report,
  });
  parts.push(engine);
  const target = `http://127.0.0.1:${engine.uiPort}`;
  const front = await startUiFront({ host: '127.0.0.1', port: temporal.uiPort, target, namespace });
  parts.push(front);
  return { engine: { address: engine.address, namespace }, uiUrl: `http://localhost:${temporal.uiPort}` };
}

/** Histories of ended workflows are for looking into; the store keeps the records. */
const engineRetentionDays = 30;

/** Waits for both even when one fails, so that what the other has started is known and can be stopped. */
async function allOrNone<A, B>([first, second]: readonly [() => Promise<A>, () => Promise<B>]): Promise<
  [A, B]
> {
  const [a, b] = await Promise.allSettled([first(), second()]);
  if (a.status === 'rejected') throw asError(a.reason);
  if (b.status === 'rejected') throw asError(b.reason);
  return [a.value, b.value];
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new StartError(String(reason));
}
