import type { Logger } from 'pino';
import { loadConfig, type Config } from './config';
import { StartError } from './embedded';
import { runProcess, tellFailure, type Lifecycle } from './lifecycle';
import { createLog } from './logging';
import { createModels } from './providers/models';
import { openStore } from './store';
import { engineSettings } from './temporal';
import { installRuntime, startWorker } from './worker-process';

/** A worker alone: on a Temporal and a Postgres that run elsewhere. Start as many as you like. */
async function start(config: Config, log: Logger, life: Lifecycle): Promise<void> {
  if (config.databaseUrl === undefined)
    throw new StartError('Set DATABASE_URL: a worker alone brings no database.');
  installRuntime(log);
  const store = await openStore({
    url: config.databaseUrl,
    connections: 30,
    onError: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  life.onStop(() => store.close());
  const models = createModels({ config });
  const worker = await startWorker({
    engine: engineSettings(),
    store,
    models,
    log,
    concurrency: config.modelConcurrency ?? models.defaultConcurrency,
    cachedWorkflows: config.cachedWorkflows,
    graceMs: config.graceMs,
    buildId: config.temporal.buildId,
  });
  life.onStop(() => worker.stop());
  log.info({}, 'worker started');
  process.stdout.write('Holdfast worker is ready\n');
}

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLog(config);
  await runProcess(log, (life) => start(config, log, life));
}

main().catch((error: unknown) => {
  tellFailure(error);
  process.exitCode = 1;
});
