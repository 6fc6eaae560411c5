import type { ModelCall } from '../contract/result';
import type { ModelAnswer } from '../providers/models/port';

/** A model call as the record keeps it. */
export function toModelCall(answer: Pick<ModelAnswer, 'provider' | 'model' | 'usage' | 'price'>): ModelCall {
  return {
    provider: answer.provider,
    model: answer.model,
    input_tokens: answer.usage.inputTokens,
    output_tokens: answer.usage.outputTokens,
    cost_usd: answer.price.costUsd,
    ...(answer.price.upperUsd !== undefined && { upper_usd: answer.price.upperUsd }),
    pricing: answer.price.pricing,
    counted_by: answer.usage.source,
  };
}
