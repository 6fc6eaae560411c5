import type { Logger } from 'pino';
import type { Config } from './config';
import { StartError } from './embedded';
import { runAlone, type Lifecycle } from './lifecycle';
import { createModels } from './providers/models';
import { openStore } from './store';
import { engineSettings } from './temporal';
import { createTools } from './tools';
import { openWebhooks } from './webhooks';
import { installRuntime, startConfiguredWorker } from './worker-process';

/** A worker alone: on a Temporal and a Postgres that run elsewhere. Start as many as you like. */
async function start(config: Config, log: Logger, life: Lifecycle): Promise<void> {
  if (config.databaseUrl === undefined)
    throw new StartError('Set DATABASE_URL: a worker alone brings no database.');
  installRuntime(log);
  const store = await openStore({
    url: config.databaseUrl,
    tenantTasks: config.tenantTasks,
    connections: 30,
    onError: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  life.onStop(() => store.close());
  const models = createModels({ config });
  const tools = createTools(config, log);
  life.onStop(() => tools.close());
  const webhooks = openWebhooks(config);
  life.onStop(() => webhooks.close());
  const parts = {
    engine: engineSettings(),
    store,
    models,
    tools: tools.box,
    pages: tools.pages,
    webhooks,
    log,
  };
  const worker = await startConfiguredWorker(config, parts);
  life.onStop(() => worker.stop());
  log.info({}, 'worker started');
  process.stdout.write('Holdfast worker is ready\n');
}

runAlone(start);
