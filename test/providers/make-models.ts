import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { types } from 'node:util';
import type { ProviderAccess } from '../../src/contract/providers';
import { createModels, type ModelsOptions } from '../../src/providers/models';
import type {
  LocalModel,
  ModelAnswer,
  ModelRequest,
  Models,
  ModelTarget,
} from '../../src/providers/models/port';

/** What a test's models are made from; a provider that is not named is not configured. */
export interface Wanted {
  readonly openai?: Partial<ProviderAccess>;
  readonly anthropic?: Partial<ProviderAccess>;
  readonly google?: Partial<ProviderAccess>;
  readonly openaiModel?: string;
  readonly modelsFile?: string;
  readonly localModel?: LocalModel;
  readonly stallMs?: number;
}

/** Models as the composition roots make them. */
export function makeModels(wanted: Wanted): Models {
  const access = (given: Partial<ProviderAccess> = {}) => ({
    apiKey: undefined,
    baseUrl: undefined,
    ...given,
  });
  const config: ModelsOptions['config'] = {
    providers: {
      openai: access(wanted.openai),
      anthropic: access(wanted.anthropic),
      google: access(wanted.google),
    },
    openaiModel: wanted.openaiModel,
    modelsFile: wanted.modelsFile,
  };
  return createModels({
    config,
    ...(wanted.localModel && { localModel: wanted.localModel }),
    ...(wanted.stallMs !== undefined && { stallMs: wanted.stallMs }),
  });
}

/** A request of one user's message. */
export const hello: ModelRequest = { messages: [{ role: 'user', content: 'Hello' }] };

/** The first target of a choice. */
export async function targetOf(
  models: Models,
  choice: Parameters<Models['targets']>[0] = {},
): Promise<ModelTarget> {
  const [target] = await models.targets(choice);
  if (!target) throw new Error('No target');
  return target;
}

/** One call to the first target: the answer and the pieces in which it came. */
export async function ask(
  models: Models,
  request: ModelRequest = hello,
  options: { signal?: AbortSignal; onText?: (piece: string) => void; target?: ModelTarget } = {},
): Promise<ModelAnswer & { pieces: string[] }> {
  const pieces: string[] = [];
  const target = options.target ?? (await targetOf(models));
  const answer = await models.stream(target, request, {
    signal: options.signal ?? new AbortController().signal,
    onText: (piece) => {
      pieces.push(piece);
      options.onText?.(piece);
    },
  });
  return { ...answer, pieces };
}

/** What a promise was rejected with; fails when it was not. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!types.isNativeError(outcome)) throw new Error(`Not rejected with an error: ${String(outcome)}`);
  return outcome;
}

/** Writes a models file, gives its path to a test, and removes it. */
export function withModelsFile<T>(content: unknown, test: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-models-'));
  const path = join(folder, 'models.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  try {
    return test(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
