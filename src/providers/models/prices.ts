import { calcPrice, type PriceCalculation } from '@pydantic/genai-prices';
import { LRUCache } from 'lru-cache';
import type { ProviderSettings } from '../../contract/providers';
import type { ModelPrice, ModelTarget, ModelUsage } from './port';
import type { ModelsConfig } from './models-file';

/**
 * Upper estimate of a price that nobody knows, US dollars per million tokens: above the list price of the dearest
 * widely sold models (10 and 50), so that a budget holds whatever the model turns out to cost.
 */
export const unknownPriceUpperUsd = { input: 15, output: 75 } as const;

type Named = Pick<ModelTarget, 'provider' | 'model'>;
type Tokens = Pick<ModelUsage, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'>;

/** What is known of models before and after a call: their prices and windows. */
export interface Prices {
  /** Price of a usage: the user's own, else the maintained table's; the local model is free. */
  readonly price: (target: Named, usage: Tokens) => ModelPrice;
  /** What a usage may cost at most, US dollars: its price, or the upper estimate where that is unknown. */
  readonly upperPriceUsd: (target: Named, usage: Tokens) => number;
  /** Tokens that a model's prompt and answer may fill together, where the table knows them. */
  readonly contextWindow: (target: Named) => number | undefined;
  /** Whether the user's own prices or the table list this model. */
  readonly isKnown: (target: Named) => boolean;
}

/** Makes the prices from the user's own table and the maintained one. */
export function createPrices(own: ModelsConfig['prices'], providers: ProviderSettings): Prices {
  const tabled = (target: Named, usage: Tokens) =>
    lookUp(target, usage, baseUrlOf(providers, target.provider));
  // The table does not change while a process lives, and to search it takes longer than the call's own arithmetic.
  const entries = new LRUCache<
    string,
    { readonly contextWindow: number | undefined; readonly isListed: boolean }
  >({
    max: 500,
  });
  const entryOf = (target: Named) => {
    const key = `${target.provider} ${target.model}`;
    const known = entries.get(key);
    if (known) return known;
    const found = tabled(target, nothing);
    const entry = { contextWindow: found?.model.context_window, isListed: found !== undefined };
    entries.set(key, entry);
    return entry;
  };
  const price = (target: Named, usage: Tokens): ModelPrice => {
    if (target.provider === 'local') return { costUsd: 0, pricing: 'free' };
    const set = Object.hasOwn(own, target.model) ? own[target.model] : undefined;
    if (set) return known(usage, set.input_per_million_usd, set.output_per_million_usd);
    const found = entryOf(target).isListed ? tabled(target, usage) : undefined;
    if (found) return { costUsd: found.total_price, pricing: 'known' };
    const { input, output } = unknownPriceUpperUsd;
    return { costUsd: 0, pricing: 'unknown', upperUsd: known(usage, input, output).costUsd };
  };
  return {
    price,
    upperPriceUsd: (target, usage) => {
      const { costUsd, upperUsd } = price(target, usage);
      return upperUsd ?? costUsd;
    },
    contextWindow: (target) => entryOf(target).contextWindow,
    isKnown: (target) => Object.hasOwn(own, target.model) || entryOf(target).isListed,
  };
}

const nothing: Tokens = { inputTokens: 0, outputTokens: 0 };

function known({ inputTokens, outputTokens }: Tokens, input: number, output: number): ModelPrice {
  return { costUsd: (inputTokens * input + outputTokens * output) / 1e6, pricing: 'known' };
}

function baseUrlOf(providers: ProviderSettings, provider: string): string | undefined {
  return provider === 'openai' ? providers.openai.baseUrl : undefined;
}

/** A server of OpenAI's format may be another vendor's, with that vendor's prices: the table knows many by address. */
function lookUp({ provider, model }: Named, usage: Tokens, baseUrl: string | undefined) {
  const { inputTokens, outputTokens, cachedInputTokens = 0 } = usage;
  const tokens = {
    input_tokens: inputTokens,
    cache_read_tokens: Math.min(cachedInputTokens, inputTokens),
    output_tokens: outputTokens,
  };
  const byAddress = baseUrl === undefined ? undefined : calculate(tokens, model, { providerApiUrl: baseUrl });
  return byAddress ?? calculate(tokens, model, { providerId: provider });
}

function calculate(...question: Parameters<typeof calcPrice>): PriceCalculation | undefined {
  try {
    return calcPrice(...question) ?? undefined;
  } catch {
    // Figures that the table's arithmetic refuses: an answer that was paid for is worth more than its price.
    return undefined;
  }
}
