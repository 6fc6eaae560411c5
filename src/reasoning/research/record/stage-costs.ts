import type { AgentCall } from '../../../contract/result';
import { roundUsd } from '../../usage';

/** A step of a task as far as its cost goes. */
export interface PaidStep {
  readonly step: string;
  readonly kind: string;
  readonly calls: readonly AgentCall[] | null;
  readonly output: Readonly<Record<string, unknown>> | null;
}

/** What a stage took. */
export interface StageCost {
  readonly model_calls: number;
  readonly tool_calls: number;
  readonly tokens: number;
  readonly cost_usd: number;
}

/** What each stage took, by the first part of the names of its steps, in the order of their first step. */
export function stageCosts(steps: readonly PaidStep[]): Readonly<Record<string, StageCost>> {
  const stages = new Map<string, StageCost>();
  for (const { step, kind, calls, output } of steps) {
    const stage = /^[a-z_]+/.exec(step)?.[0] ?? step;
    const so = stages.get(stage) ?? { model_calls: 0, tool_calls: 0, tokens: 0, cost_usd: 0 };
    const paid = calls ?? [];
    const isTool = kind === 'tool' && output !== null;
    const toolUsd = isTool ? Number(output['cost_usd']) || 0 : 0;
    stages.set(stage, {
      model_calls: so.model_calls + paid.length,
      tool_calls: so.tool_calls + (isTool ? 1 : 0),
      tokens: so.tokens + paid.reduce((sum, call) => sum + call.input_tokens + call.output_tokens, 0),
      cost_usd: roundUsd(so.cost_usd + toolUsd + paid.reduce((sum, call) => sum + call.cost_usd, 0)),
    });
  }
  const used = [...stages].filter(([, cost]) => cost.model_calls + cost.tool_calls > 0);
  return Object.fromEntries(used);
}
