import type { Logger } from 'pino';
import { startApi } from './api-process';
import type { Config } from './config';
import { ensurePortFree, StartError } from './embedded';
import { runAlone, type Lifecycle } from './lifecycle';
import { createModels } from './providers/models';
import { openStore } from './store';
import { connectEngine, engineSettings, Gateway } from './temporal';
import { createTools } from './tools';
import { openWebhooks } from './webhooks';

/** The API alone: on a Temporal and a Postgres that run elsewhere. Start as many as you like. */
async function start(config: Config, log: Logger, life: Lifecycle): Promise<void> {
  if (config.databaseUrl === undefined)
    throw new StartError('Set DATABASE_URL: the API alone brings no database.');
  await ensurePortFree(config.port, config.host, 'PORT');
  const store = await openStore({
    url: config.databaseUrl,
    tenantTasks: config.tenantTasks,
    onError: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  life.onStop(() => store.close());
  const client = await connectEngine(engineSettings());
  life.onStop(() => client.connection.close());
  const models = createModels({ config });
  const tools = createTools(config, log);
  life.onStop(() => tools.close());
  const webhooks = openWebhooks(config);
  life.onStop(() => webhooks.close());
  const api = await startApi({
    ...config,
    store,
    gateway: new Gateway(client),
    models,
    tools: tools.box,
    files: tools.files,
    webhooks,
    log,
  });
  life.onStop(() => api.stop());
  log.info({ port: api.port }, 'API started');
  process.stdout.write(`Holdfast API is ready at http://${config.host}:${api.port}\n`);
}

runAlone(start);
