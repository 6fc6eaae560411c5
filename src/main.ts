import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { startApi } from './api-process';
import { loadConfig, type Config } from './config';
import { ensurePortFree, openLocalModel, startEmbedded, StartError, type Embedded } from './embedded';
import { runProcess, tellFailure, type Lifecycle } from './lifecycle';
import { createLog } from './logging';
import { createModels } from './providers/models';
import type { Models } from './providers/models/port';
import { openStore, type Store } from './store';
import { clientOn, engineSettings, Gateway } from './temporal';
import { createTools } from './tools';
import { openWebhooks } from './webhooks';
import { installRuntime, startConfiguredWorker } from './worker-process';

/** Key of the embedded start: known to everybody, so it opens loopback alone. */
const embeddedKey = 'sk_test_123456';

/** `npm start`: everything that one machine needs, in one process and what it starts. */
async function main(): Promise<void> {
  const config = loadConfig();
  mkdirSync(join(config.home, 'log'), { recursive: true, mode: 0o700 });
  const log = createLog(config, join(config.home, 'log', 'holdfast.log'));
  await runProcess(log, (life) => start(config, log, life));
}

async function start(config: Config, log: Logger, life: Lifecycle): Promise<void> {
  const report = (line: string) => void process.stdout.write(`${line}\n`);
  await ensurePortFree(config.port, config.host, 'PORT');
  installRuntime(log);
  report('Starting Holdfast…');
  const starting = startEmbedded(config, report);
  life.onStop(async () => (await starting.catch(() => undefined))?.stop());
  const [embedded, models] = await Promise.all([starting, openModels(config, report, life)]);
  const store = await openStore({
    url: embedded.databaseUrl,
    tenantTasks: config.tenantTasks,
    connections: 30,
    onError: (error) => log.warn({ err: error }, 'database connection lost'),
  });
  life.onStop(() => store.close());
  const engine = engineSettings(embedded.engine);
  const tools = createTools(config, log);
  life.onStop(() => tools.close());
  const webhooks = openWebhooks(config);
  life.onStop(() => webhooks.close());
  const parts = { engine, store, models, tools: tools.box, pages: tools.pages, webhooks, log };
  const worker = await startConfiguredWorker(config, parts);
  life.onStop(() => worker.stop());
  const gateway = new Gateway(clientOn(worker.connection, engine.namespace), { eager: true });
  const api = await startApi({
    ...config,
    store,
    gateway,
    models,
    tools: tools.box,
    files: tools.files,
    webhooks,
    log,
  });
  life.onStop(() => api.stop());
  const key = await offerKey(config, store);
  log.info({ port: api.port }, 'started');
  report(banner(config, embedded, models, key));
}

async function openModels(config: Config, report: (line: string) => void, life: Lifecycle): Promise<Models> {
  const { openai, anthropic, google } = config.providers;
  if (openai.apiKey ?? openai.baseUrl ?? anthropic.apiKey ?? google.apiKey) return createModels({ config });
  const localModel = await openLocalModel(config, report);
  life.onStop(() => localModel.close());
  return createModels({ config, localModel });
}

/** Makes the well-known key where only this machine can use it; undefined where a key has to be made by hand. */
async function offerKey(config: Config, store: Store): Promise<string | undefined> {
  const isLoopback = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(config.host);
  if (!isLoopback || config.databaseUrl !== undefined) return undefined;
  await store.keys.create(
    { tenant: 'default', owner: 'default', name: 'embedded', tier: 'admin', isOperator: true },
    embeddedKey,
  );
  return embeddedKey;
}

function banner(config: Config, embedded: Embedded, models: Models, key: string | undefined): string {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const base = `http://${host}:${config.port}`;
  const shown = key ?? '$HOLDFAST_KEY';
  const keyLine =
    key ??
    'make one: npm run --silent keys -- create --tenant NAME (the test key opens loopback with the embedded database only)';
  return [
    '',
    `Holdfast is ready at ${base}`,
    `  API key      ${keyLine}`,
    `  Models       ${models.description}`,
    `  Temporal UI  ${embedded.uiUrl ?? 'that of your own Temporal'}`,
    `  Data         ${embedded.dataPlace}`,
    '',
    'Submit a task:',
    `  curl -s ${base}/api/v1/tasks -H 'X-API-Key: ${shown}' -H 'Content-Type: application/json' -d '{"query":"Say hello."}'`,
    'Read its status:',
    `  curl -s ${base}/api/v1/tasks/TASK_ID -H 'X-API-Key: ${shown}'`,
    '',
    'Stop with Ctrl-C; tasks that still run go on at the next start.',
  ].join('\n');
}

main().catch((error: unknown) => {
  tellFailure(error instanceof Error ? error : new StartError(String(error)));
  process.exitCode = 1;
});
