import type { ModelTier } from '../../contract/mode';
import type { Adapter } from './adapters';
import type { ModelsConfig, ProviderName } from './models-file';
import { ModelChoiceError, type LocalModel, type ModelChoice, type Models, type ModelTarget } from './port';
import { isKnownModel, knownContextWindow } from './prices';

/** What targets are chosen from. */
export interface TargetOptions {
  readonly adapters: readonly Adapter[];
  readonly localModel: LocalModel | undefined;
  readonly file: ModelsConfig;
  readonly openaiModel: string | undefined;
}

const defaultContextWindow = 32_000;
const defaultMaxOutputTokens = 8_192;
const listingMs = 3_000;

/** Makes the chooser of models; see `Models.targets` for its rules. */
export function createTargets(options: TargetOptions): Models['targets'] {
  const { adapters, localModel, file } = options;
  const order = file.fallback_order.filter((name) => adapters.some((adapter) => adapter.name === name));
  // The local model never stands in for a provider that somebody pays for: its answers are of another kind.
  const providers: ProviderName[] = order.length > 0 ? order : localModel ? ['local'] : [];
  const tierModel = createTierModels(options);
  const target = (provider: string, model: string) => toTarget(options, provider, model);
  return async (choice) => {
    const { provider: wanted, model } = splitOverride(choice, providers);
    if (wanted !== undefined && !providers.some((name) => name === wanted)) {
      throw new ModelChoiceError(
        `provider ${wanted} is not configured on this server (configured: ${providers.join(', ')})`,
      );
    }
    const tier = choice.tier ?? file.default_tier;
    if (model !== undefined) {
      const provider =
        wanted ?? providers.find((name) => isKnownModel({ provider: name, model })) ?? providers[0];
      return provider === undefined ? [] : [target(provider, model)];
    }
    const chain = wanted === undefined ? providers : providers.filter((name) => name === wanted);
    return Promise.all(chain.map(async (name) => target(name, await tierModel(name, tier))));
  };
}

/** Reads `provider:model`, where the first part is a provider; a model's own name may hold a colon. */
function splitOverride(
  choice: ModelChoice,
  providers: readonly string[],
): { provider?: string; model?: string } {
  const { provider, model } = choice;
  const [head, ...tail] = (model ?? '').split(':');
  if (provider === undefined && tail.length > 0 && head !== undefined && providers.includes(head)) {
    return { provider: head, model: tail.join(':') };
  }
  return { ...(provider !== undefined && { provider }), ...(model !== undefined && { model }) };
}

function toTarget({ file, localModel }: TargetOptions, provider: string, model: string): ModelTarget {
  if (provider === 'local' && localModel) {
    const { name, contextWindow } = localModel;
    if (model !== name)
      throw new ModelChoiceError(`model ${model} is not to be had here: this server runs ${name}`);
    return { provider, model, contextWindow, maxOutputTokens: Math.floor(contextWindow / 2) };
  }
  const own = file.limits[model];
  const contextWindow =
    own?.context_window ?? knownContextWindow({ provider, model }) ?? defaultContextWindow;
  return {
    provider,
    model,
    contextWindow,
    maxOutputTokens:
      own?.max_output_tokens ?? Math.min(defaultMaxOutputTokens, Math.floor(contextWindow / 2)),
  };
}

function createTierModels(
  options: TargetOptions,
): (provider: ProviderName, tier: ModelTier) => Promise<string> {
  const { adapters, localModel, file, openaiModel } = options;
  let listed: Promise<string[]> | undefined;
  return async (provider, tier) => {
    if (provider === 'local') return localModel?.name ?? 'local';
    const model = file.tiers[provider]?.[tier];
    if (model === undefined)
      throw new ModelChoiceError(`provider ${provider} has no model for the tier ${tier}`);
    if (provider !== 'openai') return model;
    if (openaiModel !== undefined) return openaiModel;
    const access = adapters.find(({ name }) => name === 'openai')?.access;
    if (access?.baseUrl === undefined) return model;
    listed ??= listModels(access.baseUrl, access.apiKey);
    const models = await listed;
    if (models.length === 0) listed = undefined;
    return models.includes(model) ? model : (models[0] ?? model);
  };
}

/** Names of the models that a server of OpenAI's format has; none when it does not tell. */
async function listModels(baseUrl: string, apiKey: string | undefined): Promise<string[]> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}/models`, {
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(listingMs),
    });
    const body = (await response.json()) as { data?: { id?: unknown }[] };
    return (body.data ?? []).map(({ id }) => id).filter((id) => typeof id === 'string');
  } catch {
    // Not every server lists its models: the tier's own name is tried then, and its error tells.
    return [];
  }
}
