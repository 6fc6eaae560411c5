import type { ProviderSettings } from '../../contract/providers';
import { createAdapters, type Adapter } from './adapters';
import { readModelsConfig, type ModelsConfig } from './models-file';
import type { LocalModel, ModelAnswer, ModelRequest, Models, ModelTarget, ModelUsage } from './port';
import { priceOf, upperPriceOf } from './prices';
import { streamFromVendor, type StreamedText, type StreamOptions } from './stream';
import { createTargets } from './targets';
import { countTokens } from './tokenizer';

export { APICallError } from '@ai-sdk/provider';
export { readModelsConfig, type ModelsConfig } from './models-file';
export { unknownPriceUpperUsd } from './prices';
export { ModelStalledError, ModelStreamBrokenError } from './stream';

/** What models are made from. */
export interface ModelsOptions {
  readonly config: {
    readonly providers: ProviderSettings;
    /** Model for all tiers of an OpenAI-compatible server. */
    readonly openaiModel: string | undefined;
    /** Path of a file in the place of the shipped tiers and with own prices. */
    readonly modelsFile: string | undefined;
  };
  /** Serves where no vendor is configured. */
  readonly localModel?: LocalModel;
  /** A call that sends nothing for so long is given up; 120 s by default. */
  readonly stallMs?: number;
}

const defaultStallMs = 120_000;
const defaultConcurrency = 50;
/** Other vendors' tokenizers count up to so much more than the one at hand. */
const tokenizerMargin = 1.2;
const tokensAroundMessage = 8;

/**
 * Makes the models that the environment configures. Throws when the models file cannot be used, and an error with a
 * sentence when there is no model at all.
 */
export function createModels(options: ModelsOptions): Models {
  const { config, localModel } = options;
  const file = readModelsConfig(config.modelsFile);
  const adapters = createAdapters(config.providers);
  const stallMs = options.stallMs ?? defaultStallMs;
  const isLocalOnly = adapters.length === 0;
  if (isLocalOnly && !localModel) {
    throw new Error(
      'No model provider is configured: set OPENAI_API_KEY, ANTHROPIC_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY.',
    );
  }
  const targets = createTargets({ adapters, localModel, file, openaiModel: config.openaiModel });
  return {
    description: describe(adapters, localModel),
    defaultConcurrency: isLocalOnly ? 1 : defaultConcurrency,
    targets,
    stream: async (target, request, watch) => {
      const streamed = await call(adapters, localModel, target, request, { ...watch, stallMs });
      return toAnswer(file, target, request, streamed);
    },
    estimateInputTokens: (_target, request) => estimateInput(request),
    countTokens,
    price: (target, usage) => priceOf(file, target, usage),
    upperPriceUsd: (target, usage) => upperPriceOf(file, target, usage),
  };
}

async function call(
  adapters: readonly Adapter[],
  localModel: LocalModel | undefined,
  target: ModelTarget,
  request: ModelRequest,
  options: StreamOptions,
): Promise<StreamedText> {
  const adapter = adapters.find(({ name }) => name === target.provider);
  if (adapter) return streamFromVendor(adapter.model(target.model), target, request, options);
  if (target.provider !== 'local' || !localModel)
    throw new Error(`Provider ${target.provider} is not configured`);
  const { inputTokens, outputTokens, ...rest } = await localModel.generate(request, options);
  return { ...rest, model: localModel.name, counted: { inputTokens, outputTokens } };
}

function toAnswer(
  file: ModelsConfig,
  target: ModelTarget,
  request: ModelRequest,
  streamed: StreamedText,
): ModelAnswer {
  const { text, model, finish, counted } = streamed;
  const usage: ModelUsage = counted
    ? { ...counted, source: 'provider' }
    : { inputTokens: promptTokens(request), outputTokens: countTokens(text), source: 'estimated' };
  const price = priceOf(file, { provider: target.provider, model }, usage);
  // A vendor may answer under a dated name that the table does not have: the name asked for has the price.
  const known = price.pricing === 'unknown' ? priceOf(file, target, usage) : price;
  return { text, provider: target.provider, model, usage, price: known, finish };
}

function promptTokens({ system = '', messages, responseFormat }: ModelRequest): number {
  const schema = responseFormat?.schema ? countTokens(JSON.stringify(responseFormat.schema)) : 0;
  return [system, ...messages.map(({ content }) => content)].reduce(
    (sum, text) => sum + countTokens(text),
    schema,
  );
}

function estimateInput(request: ModelRequest): number {
  const around = (request.messages.length + 1) * tokensAroundMessage;
  return Math.ceil(promptTokens(request) * tokenizerMargin) + around;
}

function describe(adapters: readonly Adapter[], localModel: LocalModel | undefined): string {
  if (adapters.length === 0 && localModel) {
    return `${localModel.name}, a very small model on this machine: fluent, often wrong; for trying things out only`;
  }
  return adapters
    .map(({ name, access }) =>
      access.baseUrl === undefined ? name : `${name} at ${new URL(access.baseUrl).host}`,
    )
    .join(', then ');
}
