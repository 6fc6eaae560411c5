import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from '../../bench/client';
import { startModelServer, type ModelServer } from '../../test/support/model-server';
import { freshHome, startScript } from '../../test/support/processes';
import type { ScriptedModel } from './scripted-model';
import type { PlantedPage } from './world';

/** The house as `npm start` runs it, over planted pages. */
export interface Stack {
  readonly api: ApiClient;
  close(): Promise<void>;
}

/** Variables of models: whose they are when a real model is asked. */
const ofModels = /^(?:OPENAI|ANTHROPIC|GOOGLE)_/;

/** Starts the house with a corpus of these pages and a scripted model; without one, with the model that a key gives. */
export async function startStack(
  pages: readonly PlantedPage[],
  scripted: ScriptedModel | undefined,
): Promise<Stack> {
  const { env, home, remove } = await freshHome();
  const corpus = join(home, 'corpus');
  mkdirSync(corpus);
  writeFileSync(
    join(corpus, 'documents.jsonl'),
    pages.map(({ states: _states, copyOf: _copyOf, ...document }) => JSON.stringify(document)).join('\n'),
  );
  const model = scripted && (await serve(scripted));
  const program = startScript(join(__dirname, '..', '..', '..', 'dist', 'main.js'), {
    ...env,
    ...(model
      ? { OPENAI_API_KEY: 'sk-scripted', OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'scripted-model' }
      : keys()),
    ...{ HOLDFAST_CORPUS: corpus, HOLDFAST_KEYLESS_SEARCH: 'off', LOG_LEVEL: 'error' },
  });
  const api = new ApiClient(Number(env['PORT']), ['sk_test_123456']);
  const close = async () => {
    api.close();
    await program.end();
    await model?.close();
    remove();
  };
  try {
    await program.says('Holdfast is ready', 300_000);
  } catch (error) {
    await close();
    throw error;
  }
  return { api, close };
}

async function serve(scripted: ScriptedModel): Promise<ModelServer> {
  const model = await startModelServer();
  model.reset();
  model.answer(scripted.answer);
  return model;
}

function keys(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      ofModels.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}
