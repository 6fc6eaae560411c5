import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import { createEndTask } from './activities';
import { createApp, Upgrades } from './api';
import type { ScheduleBounds } from './contract/schedules';
import type { SessionFiles } from './contract/session-files';
import type { ToolBox } from './contract/tools';
import type { Models } from './providers/models/port';
import type { Webhooks } from './providers/webhooks/port';
import type { Store } from './store';
import type { Gateway } from './temporal';
import { createSubmissionChecks } from './submission-checks';
import { endFromEngine, startUpkeep } from './upkeep';
import { readVersion } from './version';

/** What an API process runs with. */
export interface ApiOptions {
  readonly host: string;
  readonly port: number;
  readonly store: Store;
  readonly gateway: Gateway;
  readonly models: Models;
  readonly tools: ToolBox;
  readonly files: SessionFiles;
  readonly webhooks: Pick<Webhooks, 'check'>;
  readonly log: Logger;
  readonly schedules: ScheduleBounds;
  readonly areRequestsLimited: boolean;
  readonly corsOrigins: string;
  readonly sweepMs: number;
  readonly retentionDays: number;
}

/** An API that listens. */
export interface RunningApi {
  readonly port: number;
  /** Takes no more requests, ends streams (their clients come again), and stops the upkeep. Safe to call twice. */
  stop(): Promise<void>;
}

/** Starts the API and its upkeep. Throws the server's error when it cannot listen. */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const { store, gateway, models, log } = options;
  const endTask = createEndTask({ store, models, log });
  const app = createApp({
    store,
    engine: gateway,
    tools: options.tools,
    files: options.files,
    log,
    areRequestsLimited: options.areRequestsLimited,
    corsOrigins: options.corsOrigins,
    version: readVersion(),
    ...createSubmissionChecks(models, options.tools, options.webhooks),
    schedules: gateway.schedules,
    scheduleBounds: options.schedules,
    settle: async (row, engine) => {
      const end = endFromEngine(row, engine);
      if (end) await endTask(end);
      return store.tasks.get(row.task_id);
    },
  });
  const server = createServer({ requestTimeout: 30_000, keepAliveTimeout: 75_000 }, app);
  const upgrades = new Upgrades(server, app);
  const port = await listen(server, options);
  const stopUpkeep = startUpkeep({ ...options, engine: gateway, schedules: gateway.schedules, endTask });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    upgrades.close();
    // Streams would hold the server open until their tasks end; a dropped client resumes where it was.
    setTimeout(() => {
      server.closeAllConnections();
      upgrades.destroy();
    }, 500).unref();
    await Promise.all([closed, stopUpkeep()]);
  };
  return { port, stop: () => (stopping ??= stop()) };
}

function listen(server: Server, { host, port }: Pick<ApiOptions, 'host' | 'port'>): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
