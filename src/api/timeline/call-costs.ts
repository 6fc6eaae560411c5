import { z } from 'zod';
import { agents } from '../../contract/agents';
import { Usage } from '../../contract/result';
import type { TimelineEvent } from '../../contract/timeline';
import type { CallFacts } from '../../store';
import type { EngineEvent } from '../../temporal';

/** What a timeline says of a call: who was called, and what it took. */
export type CallCost = Pick<TimelineEvent, 'tool' | 'model' | 'provider' | 'tokens' | 'cost_usd'>;

/** What of an activity's order is read; orders of other shapes have none of it. */
const Order = z.object({
  step: z.string().optional(),
  agent: z.string().optional(),
  compose: z.object({ agent: z.string() }).optional(),
});

const Outcome = z.object({
  kind: z.string(),
  usage: Usage.optional(),
  model: z.string().optional(),
  provider: z.string().optional(),
});

const Tool = z.object({ tool: z.string(), cost_usd: z.number().optional() });

const Answer = z.object({
  tokens_used: z.number(),
  cost_usd: z.number(),
  model_used: z.string(),
  provider: z.string(),
});

/** Which step an activity carries out, and for which agent; undefined where its order names none. */
export function stepOf({ input }: EngineEvent): { step?: string; agent?: string } {
  const { data: order = {} } = Order.safeParse(input[0]);
  const agent = order.agent ?? order.compose?.agent;
  return { ...(order.step && { step: order.step }), ...(agent && { agent }) };
}

/**
 * What calls took: that of a model from its result, that of the answer which ended the task and those of tools from the
 * log. Calls are to be asked after in the order in which they ended.
 */
export class CallCosts {
  private readonly told: ReadonlyMap<string, CallFacts['payload']>;
  private readonly withheld = new Set<string>();
  private tokens = 0;
  private costUsd = 0;

  constructor(facts: readonly CallFacts[]) {
    this.told = new Map(facts.map(({ key, payload }) => [key, payload]));
  }

  /** What an activity took that was ordered by one event and ended by another. */
  of(order: EngineEvent, end: EngineEvent): CallCost {
    const { step = '' } = stepOf(order);
    const { data: outcome } = Outcome.safeParse(end.result);
    if (outcome?.usage) {
      if (outcome.kind === 'withheld') this.withheld.add(step);
      return this.count(outcome.usage, outcome.model ?? '', outcome.provider ?? '');
    }
    if (outcome?.kind === 'ended' && !this.withheld.has(step)) return this.ofAnswer(order);
    return this.ofTool(step);
  }

  private ofTool(step: string): CallCost {
    const { data } = Tool.safeParse({
      ...this.told.get(`${step}:invoked`),
      ...this.told.get(`${step}:observed`),
    });
    return data ? { tool: data.tool, cost_usd: data.cost_usd ?? 0 } : {};
  }

  /** Of a task of one call the log tells the sum of all tries at it: what earlier ones took is none of the last one's. */
  private ofAnswer(order: EngineEvent): CallCost {
    const { agent } = stepOf(order);
    const { data } = Answer.safeParse(this.told.get(`end:LLM_OUTPUT:${agent ?? agents.simple}`));
    if (!data) return {};
    const [tokens, costUsd] = agent === undefined ? [this.tokens, this.costUsd] : [0, 0];
    return {
      ...named(data.model_used, data.provider),
      tokens: Math.max(0, data.tokens_used - tokens),
      cost_usd: Math.max(0, data.cost_usd - costUsd),
    };
  }

  private count({ total_tokens, estimated_cost }: Usage, model: string, provider: string): CallCost {
    this.tokens += total_tokens;
    this.costUsd += estimated_cost;
    return model === '' ? {} : { ...named(model, provider), tokens: total_tokens, cost_usd: estimated_cost };
  }
}

function named(model: string, provider: string): CallCost {
  return { model, ...(provider !== '' && { provider }) };
}
