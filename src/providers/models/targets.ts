import type { ModelTier } from '../../contract/mode';
import type { Adapter } from './adapters';
import { createListing } from './listing';
import { VendorName, type ModelsConfig } from './models-file';
import { ModelChoiceError, type LocalModel, type ModelChoice, type Models, type ModelTarget } from './port';
import type { Prices } from './prices';

/** What targets are chosen from. */
export interface TargetOptions {
  readonly adapters: readonly Adapter[];
  readonly localModel: LocalModel | undefined;
  readonly file: ModelsConfig;
  readonly prices: Pick<Prices, 'contextWindow' | 'isKnown'>;
  readonly openaiModel: string | undefined;
}

const defaultContextWindow = 32_000;
const defaultMaxOutputTokens = 8_192;
/** Every name that may stand before the colon of `provider:model`. */
const providerNames: readonly string[] = [...VendorName.options, 'local'];

/**
 * Makes the chooser of models; see `Models.targets` for its rules. The local model never stands in for a provider
 * that somebody pays for: its answers are of another kind. Throws an error with a sentence when the file's order of
 * providers leaves none of the configured ones.
 */
export function createTargets(options: TargetOptions): Models['targets'] {
  const { adapters, localModel, file } = options;
  const configured = adapters.length > 0 ? adapters.map(({ name }) => name) : localModel ? ['local'] : [];
  const isVendorUsed = (name: string) =>
    name === 'local' || file.fallback_order.some((used) => used === name);
  const chain = inOrder(configured, file.fallback_order).filter(isVendorUsed);
  if (chain.length === 0) {
    throw new Error(
      `HOLDFAST_MODELS: fallback_order leaves out every provider that is configured here: ${configured.join(', ')}`,
    );
  }
  const listing = listingOf(options);
  return async (choice) => {
    const { provider, model } = splitOverride(choice);
    if (provider !== undefined && !configured.includes(provider)) {
      throw new ModelChoiceError(
        `provider ${provider} is not configured on this server (configured: ${configured.join(', ')})`,
      );
    }
    if (model !== undefined) {
      const serving = provider ?? (await providerOf(model, chain, options, listing)) ?? chain[0] ?? '';
      return [toTarget(options, serving, model)];
    }
    const tier = choice.tier ?? file.default_tier;
    const asked = provider === undefined ? chain : [provider];
    return Promise.all(
      asked.map(async (name) => toTarget(options, name, await tierModel(options, listing, name, tier))),
    );
  };
}

function inOrder(names: readonly string[], order: readonly string[]): string[] {
  return [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** Reads `provider:model`, where the first part is a provider's name; a model's own name may hold a colon. */
function splitOverride({ provider, model }: ModelChoice): Pick<ModelChoice, 'provider' | 'model'> {
  const [head = '', ...tail] = (model ?? '').split(':');
  if (provider === undefined && tail.length > 0 && providerNames.includes(head)) {
    return { provider: head, model: tail.join(':') };
  }
  return { ...(provider !== undefined && { provider }), ...(model !== undefined && { model }) };
}

/** The configured provider whose tiers or list, or else whose price table, name a model. */
async function providerOf(
  model: string,
  chain: readonly string[],
  { file, prices, openaiModel }: TargetOptions,
  listing: Listing,
): Promise<string | undefined> {
  if (chain.length < 2) return chain[0];
  const hasTier = (name: string) => Object.values(file.tiers[name as VendorName] ?? {}).includes(model);
  const ownModels = [openaiModel, ...(chain.includes('openai') ? await listing() : [])];
  const isNamed = (name: string) => hasTier(name) || (name === 'openai' && ownModels.includes(model));
  return chain.find(isNamed) ?? chain.find((name) => prices.isKnown({ provider: name, model }));
}

function toTarget({ file, prices, localModel }: TargetOptions, provider: string, model: string): ModelTarget {
  if (provider === 'local' && localModel) {
    const { name, contextWindow } = localModel;
    if (model !== name)
      throw new ModelChoiceError(`model ${model} is not to be had here: this server runs ${name}`);
    return {
      provider,
      model,
      contextWindow,
      maxOutputTokens: Math.floor(contextWindow / 2),
      canCallTools: false,
    };
  }
  const own = Object.hasOwn(file.limits, model) ? file.limits[model] : undefined;
  const contextWindow =
    own?.context_window ?? prices.contextWindow({ provider, model }) ?? defaultContextWindow;
  const fitting = Math.min(defaultMaxOutputTokens, Math.floor(contextWindow / 2));
  return { provider, model, contextWindow, maxOutputTokens: own?.max_output_tokens ?? fitting };
}

type Listing = () => Promise<readonly string[]>;

/** What the OpenAI provider lists; nothing where its models are known beforehand. */
function listingOf({ adapters }: TargetOptions): Listing {
  const openai = adapters.find(({ name }) => name === 'openai');
  return openai?.isForeign ? createListing(openai.access) : () => Promise.resolve([]);
}

async function tierModel(
  { localModel, file, openaiModel }: TargetOptions,
  listing: Listing,
  provider: string,
  tier: ModelTier,
): Promise<string> {
  if (provider === 'local') return localModel?.name ?? 'local';
  if (provider === 'openai' && openaiModel !== undefined) return openaiModel;
  const model = file.tiers[provider as VendorName]?.[tier];
  if (model === undefined)
    throw new ModelChoiceError(`provider ${provider} has no model for the tier ${tier}`);
  if (provider !== 'openai') return model;
  const listed = await listing();
  return listed.includes(model) ? model : (listed[0] ?? model);
}
