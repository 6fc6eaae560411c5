import { calcPrice, findProvider } from '@pydantic/genai-prices';
import type { ModelPrice, ModelTarget, ModelUsage } from './port';
import type { ModelsConfig } from './models-file';

/**
 * Upper estimate of a price that nobody knows, US dollars per million tokens: above the list price of the dearest
 * widely sold models, so that a budget holds whatever the model turns out to cost.
 */
export const unknownPriceUpperUsd = { input: 15, output: 75 } as const;

type Named = Pick<ModelTarget, 'provider' | 'model'>;
type Tokens = Pick<ModelUsage, 'inputTokens' | 'outputTokens'>;

/** Price of a usage: the user's own, else the maintained table's; the local model is free. */
export function priceOf(config: ModelsConfig, { provider, model }: Named, usage: Tokens): ModelPrice {
  if (provider === 'local') return { costUsd: 0, pricing: 'free' };
  const own = config.prices[model];
  if (own) {
    const usd =
      usage.inputTokens * own.input_per_million_usd + usage.outputTokens * own.output_per_million_usd;
    return { costUsd: usd / 1e6, pricing: 'known' };
  }
  const tokens = { input_tokens: usage.inputTokens, output_tokens: usage.outputTokens };
  const found = calcPrice(tokens, model, { providerId: provider });
  return found ? { costUsd: found.total_price, pricing: 'known' } : { costUsd: 0, pricing: 'unknown' };
}

/** What a usage may cost at most, US dollars: its price, or the upper estimate where that is unknown. */
export function upperPriceOf(config: ModelsConfig, target: Named, usage: Tokens): number {
  const price = priceOf(config, target, usage);
  if (price.pricing !== 'unknown') return price.costUsd;
  const { input, output } = unknownPriceUpperUsd;
  return (usage.inputTokens * input + usage.outputTokens * output) / 1e6;
}

/** Tokens that a model's prompt and answer may fill together, as the maintained table knows it. */
export function knownContextWindow({ provider, model }: Named): number | undefined {
  const usage = { input_tokens: 0, output_tokens: 0 };
  return calcPrice(usage, model, { providerId: provider })?.model.context_window ?? undefined;
}

/** Whether the maintained table lists this model for this provider. */
export function isKnownModel({ provider, model }: Named): boolean {
  return findProvider({ providerId: provider }) !== undefined && knownModel(provider, model);
}

function knownModel(provider: string, model: string): boolean {
  return calcPrice({ input_tokens: 0, output_tokens: 0 }, model, { providerId: provider }) !== null;
}
