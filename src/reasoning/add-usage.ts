import type { Usage } from '../contract/result';

/** Adds two usages up; US dollars to a billionth, so that sums of floats do not show their noise. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    total_tokens: a.total_tokens + b.total_tokens,
    input_tokens: a.input_tokens + b.input_tokens,
    output_tokens: a.output_tokens + b.output_tokens,
    estimated_cost: Math.round((a.estimated_cost + b.estimated_cost) * 1e9) / 1e9,
  };
}
