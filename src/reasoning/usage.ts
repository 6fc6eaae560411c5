import { noUsage } from '../contract/no-usage';
import type { AgentCall, ModelCall, ModelShare, Pricing, Usage } from '../contract/result';

/** Adds up what calls cost: tokens as counted, US dollars of the known prices. */
export function sumUsage(calls: readonly ModelCall[]): Usage {
  return calls.reduce(
    (sum, call) => ({
      total_tokens: sum.total_tokens + call.input_tokens + call.output_tokens,
      input_tokens: sum.input_tokens + call.input_tokens,
      output_tokens: sum.output_tokens + call.output_tokens,
      estimated_cost: roundUsd(sum.estimated_cost + call.cost_usd),
    }),
    noUsage,
  );
}

/** US dollars that calls and tools count against budgets: of calls of an unknown price the upper estimate. */
export function upperUsd(calls: readonly ModelCall[], toolsUsd: number): number {
  return calls.reduce((sum, call) => sum + (call.upper_usd ?? call.cost_usd), toolsUsd);
}

/** A usage with what tools cost on top, US dollars. */
export function withTools(usage: Usage, usd: number): Usage {
  return usd > 0 ? { ...usage, estimated_cost: roundUsd(usage.estimated_cost + usd) } : usage;
}

/** What is to be said of the prices behind a sum: `unknown` if any is, `free` if all are, else `known`. */
export function pricingOf(calls: readonly ModelCall[]): Pricing {
  if (calls.some((call) => call.pricing === 'unknown')) return 'unknown';
  return calls.length > 0 && calls.every((call) => call.pricing === 'free') ? 'free' : 'known';
}

/** Of a call what tells its model's share. */
export type CallShare = Omit<AgentCall, 'pricing' | 'counted_by'>;

/** Each model's share, dearest first; among equals the one with more tokens, then by name. */
export function modelBreakdown(calls: readonly CallShare[]): ModelShare[] {
  const shares = new Map<string, Omit<ModelShare, 'percentage'>>();
  for (const call of calls) {
    const key = `${call.provider}/${call.model}`;
    const share = shares.get(key) ?? { ...namesOf(call), executions: 0, tokens: 0, cost_usd: 0 };
    shares.set(key, {
      ...share,
      executions: share.executions + 1,
      tokens: share.tokens + call.input_tokens + call.output_tokens,
      cost_usd: roundUsd(share.cost_usd + call.cost_usd),
      ...(call.agent !== undefined && {
        agents: [...new Set([...(share.agents ?? []), call.agent])].sort(),
      }),
    });
  }
  const all = [...shares.values()];
  const cost = all.reduce((sum, share) => sum + share.cost_usd, 0);
  const tokens = all.reduce((sum, share) => sum + share.tokens, 0);
  const part = (share: Omit<ModelShare, 'percentage'>) =>
    cost > 0 ? share.cost_usd / cost : tokens > 0 ? share.tokens / tokens : 1 / all.length;
  return all
    .map((share) => ({ ...share, percentage: Math.round(part(share) * 1_000) / 10 }))
    .sort((a, b) => b.cost_usd - a.cost_usd || b.tokens - a.tokens || compareNames(a, b));
}

/** The model that spent most tokens; empty names where none was called. */
export function mainModel(calls: readonly CallShare[]): Names {
  const [most] = modelBreakdown(calls).sort((a, b) => b.tokens - a.tokens || compareNames(a, b));
  return most ? namesOf(most) : { model: '', provider: '' };
}

/** Rounds US dollars to a billionth, so that sums of floats do not show their noise. */
export function roundUsd(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}

function namesOf(call: Names): Names {
  return { model: call.model, provider: call.provider };
}

type Names = Readonly<Record<'model' | 'provider', string>>;

function compareNames(a: Names, b: Names): number {
  return compare(a.model, b.model) || compare(a.provider, b.provider);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
