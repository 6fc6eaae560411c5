import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * A worker of the build in a process of its own, to be killed: like `worker.js`, but with a queue of its own, so that
 * many can walk at once on one engine. Takes one argument, JSON: queue, databaseUrl, modelUrl, and the folders of
 * workspaces and corpus.
 */
const require = createRequire(import.meta.url);
const built = (path) => require(join(import.meta.dirname, '../../dist', path));
const { queue, databaseUrl, modelUrl, workspaces, corpus } = JSON.parse(process.argv[2]);

const log = require('pino')({ level: 'silent' });
const { installRuntime, startWorker } = built('worker-process');
installRuntime(log);
const none = { apiKey: undefined, baseUrl: undefined };
const files = built('providers/workspace').createWorkspaces({ root: workspaces, quotaBytes: 1_000_000 });
const search = built('providers/search/create-search').createSearch({ search: {}, corpus }, { log });
const pages = built('providers/pages/create-pages').createPages(
  { allow: [], obeyRobots: false },
  { corpusPage: search.corpusPage, userAgent: 'Holdfast/test' },
);
const { webFetch } = built('providers/tools/web/web-fetch');
await startWorker({
  engine: built('temporal').engineSettings({
    address: process.env.HOLDFAST_TEST_ENGINE_ADDRESS,
    namespace: 'default',
  }),
  store: await built('store').openStore({ url: databaseUrl, connections: 10 }),
  models: built('providers/models').createModels({
    config: {
      providers: { openai: { apiKey: 'sk-scripted', baseUrl: modelUrl }, anthropic: none, google: none },
      openaiModel: undefined,
      modelsFile: undefined,
    },
  }),
  tools: built('providers/tools/box').createToolBox(
    [
      {
        list: () => [...built('providers/tools/files').fileTools(files), search.tool, webFetch(pages.reader)],
      },
    ],
    log,
  ),
  pages: pages.reader,
  webhooks: built('webhooks').openWebhooks({ webhookAllow: [] }),
  log,
  queue,
  concurrency: 10,
  cachedWorkflows: 10,
  graceMs: 500,
});
process.stdout.write('The worker is ready\n');
