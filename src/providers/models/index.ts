import { APICallError, UnsupportedFunctionalityError } from '@ai-sdk/provider';
import type { ProviderSettings } from '../../contract/providers';
import { createAdapters, type Adapter } from './adapters';
import { withoutSecrets } from './errors';
import { withLooseParameters } from './loose-parameters';
import { readModelsConfig, type ModelsConfig } from './models-file';
import type { LocalModel, ModelAnswer, ModelRequest, Models, ModelTarget, ModelUsage } from './port';
import { createPrices, type Prices } from './prices';
import { streamFromVendor, type StreamedText, type StreamOptions } from './stream';
import { createTargets } from './targets';
import { countTokens } from './tokenizer';

export {
  APICallError,
  InvalidResponseDataError,
  JSONParseError,
  TypeValidationError,
} from '@ai-sdk/provider';
export { readModelsConfig, type ModelsConfig } from './models-file';
export { unknownPriceUpperUsd } from './prices';
export { ModelRefusedError, ModelReportedError, ModelStalledError, ModelStreamBrokenError } from './errors';

/** What models are made from. */
export interface ModelsOptions {
  readonly config: {
    readonly providers: ProviderSettings;
    /** Model for all tiers of the OpenAI provider. */
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
  const prices = createPrices(file.prices, config.providers);
  const adapters = createAdapters(config.providers);
  const stallMs = options.stallMs ?? defaultStallMs;
  const isLocalOnly = adapters.length === 0;
  if (isLocalOnly && !localModel) {
    throw new Error(
      'No model provider is configured: set OPENAI_API_KEY, ANTHROPIC_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY.',
    );
  }
  const { openaiModel } = config;
  return {
    description: describe(adapters, localModel, file, openaiModel),
    defaultConcurrency: isLocalOnly ? 1 : defaultConcurrency,
    targets: createTargets({ adapters, localModel, file, prices, openaiModel }),
    stream: async (target, request, watch) => {
      const streamed = await call(adapters, localModel, target, request, { ...watch, stallMs });
      return toAnswer(prices, target, request, streamed);
    },
    estimateInputTokens: (_target, request) => estimateInput(request),
    countTokens,
    price: prices.price,
    upperPriceUsd: prices.upperPriceUsd,
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
  if (adapter) return callVendor(adapter, target.model, request, options);
  if (target.provider !== 'local' || !localModel)
    throw new Error(`Provider ${target.provider} is not configured`);
  const { inputTokens, outputTokens, ...rest } = await localModel.generate(request, options);
  return { ...rest, model: localModel.name, toolCalls: [], counted: { inputTokens, outputTokens } };
}

async function callVendor(
  adapter: Adapter,
  model: string,
  request: ModelRequest,
  options: StreamOptions,
): Promise<StreamedText> {
  const open = () => adapter.model(model);
  const { responseFormat, ...plain } = request;
  try {
    return await streamFromVendor(open, request, options).catch((error: unknown) => {
      // Thrown before anything is sent: one tool that Google's client cannot put into words would stop every call.
      if (request.tools && UnsupportedFunctionalityError.isInstance(error))
        return streamFromVendor(open, { ...request, tools: request.tools.map(withLooseParameters) }, options);
      if (!responseFormat || !isFormatRejected(error)) throw error;
      // The prompt asks for JSON in words too, and the caller checks: a server without the feature can still do it.
      return streamFromVendor(open, plain, options);
    });
  } catch (error) {
    throw options.signal.aborted ? error : withoutSecrets(error, adapter.access.apiKey);
  }
}

/** Whether a provider refused the form in which JSON was asked for, before any work. */
function isFormatRejected(error: unknown): boolean {
  if (!APICallError.isInstance(error) || (error.statusCode !== 400 && error.statusCode !== 422)) return false;
  const words =
    /response_?format|json_?(schema|object)|response_?schema|response_?mime|output_(format|config)/i;
  return words.test(error.responseBody ?? '');
}

function toAnswer(
  prices: Prices,
  target: ModelTarget,
  request: ModelRequest,
  { text, model = target.model, finish, toolCalls, counted }: StreamedText,
): ModelAnswer {
  const { provider } = target;
  const usage: ModelUsage = counted
    ? { ...counted, source: 'provider' }
    : { inputTokens: promptTokens(request), outputTokens: countTokens(text), source: 'estimated' };
  const price = prices.price({ provider, model }, usage);
  // A vendor may answer under a dated name that the table does not have: the name asked for has the price.
  const known = price.pricing === 'unknown' ? prices.price(target, usage) : price;
  return { text, provider, model, usage, price: known, finish, toolCalls };
}

function promptTokens({ system = '', messages, responseFormat, tools }: ModelRequest): number {
  const schema = responseFormat?.schema ? countTokens(JSON.stringify(responseFormat.schema)) : 0;
  const around = [
    ...(tools ?? []),
    ...messages.flatMap(({ toolCalls = [], results = [] }) => [...toolCalls, ...results]),
  ];
  return [
    system,
    ...messages.map(({ content }) => content),
    ...around.map((part) => JSON.stringify(part)),
  ].reduce((sum, text) => sum + countTokens(text), schema);
}

function estimateInput(request: ModelRequest): number {
  const around = (request.messages.length + 1) * tokensAroundMessage;
  return Math.ceil(promptTokens(request) * tokenizerMargin) + around;
}

function describe(
  adapters: readonly Adapter[],
  localModel: LocalModel | undefined,
  file: ModelsConfig,
  openaiModel: string | undefined,
): string {
  if (adapters.length === 0 && localModel) {
    return `${localModel.name}, a very small model on this machine: fluent, often wrong; for trying things out only`;
  }
  const order = (name: Adapter['name']) => file.fallback_order.indexOf(name);
  return adapters
    .filter(({ name }) => order(name) >= 0)
    .sort((a, b) => order(a.name) - order(b.name))
    .map(({ name, access, isForeign }) => {
      const where = access.baseUrl === undefined ? name : `${name} at ${new URL(access.baseUrl).host}`;
      if (name === 'openai' && openaiModel !== undefined) return `${where} (${openaiModel})`;
      const model = file.tiers[name]?.[file.default_tier];
      return isForeign || model === undefined ? where : `${where} (${model})`;
    })
    .join(', then ');
}
