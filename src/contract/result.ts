import { z } from 'zod';
import { ExecutionMode } from './mode';

/** Tokens and US dollars of a task, as its status shows them. */
export const Usage = z.object({
  total_tokens: z.int().min(0),
  input_tokens: z.int().min(0),
  output_tokens: z.int().min(0),
  estimated_cost: z.number().min(0).describe('US dollars: the sum of the known prices'),
});
export type Usage = z.infer<typeof Usage>;

/** Why a task stopped. */
export const StopReason = z.enum(['completed', 'max_tokens', 'budget', 'timeout', 'cancelled', 'error']);
export type StopReason = z.infer<typeof StopReason>;

/** Whether the prices behind a cost are known; the dearest doubt wins when calls differ. */
export const Pricing = z.enum(['known', 'unknown', 'free']);
export type Pricing = z.infer<typeof Pricing>;

/** One model's share of a task, dearest first in `metadata.model_breakdown`. */
export const ModelShare = z.object({
  model: z.string(),
  provider: z.string(),
  executions: z.int().min(0),
  tokens: z.int().min(0),
  cost_usd: z.number().min(0),
  percentage: z
    .number()
    .min(0)
    .max(100)
    .describe('share of the cost; of the tokens where nothing cost anything'),
  agents: z.array(z.string()).optional().describe('who called it, in tasks of several calls'),
});
export type ModelShare = z.infer<typeof ModelShare>;

/** The whole outcome in one object (contract, section 2); more keys may follow inside. */
export const UnifiedResponse = z.looseObject({
  task_id: z.string(),
  session_id: z.string(),
  status: z.enum(['completed', 'failed', 'cancelled', 'timeout']),
  result: z.string(),
  metadata: z.looseObject({
    model: z.string(),
    execution_mode: ExecutionMode,
    complexity_score: z.number().min(0).max(1),
    agents_used: z.int().min(0),
  }),
  usage: z.looseObject({
    input_tokens: z.int().min(0),
    output_tokens: z.int().min(0),
    total_tokens: z.int().min(0),
    cost_usd: z.number().min(0),
  }),
  performance: z.looseObject({ execution_time_ms: z.int().min(0) }),
  stop_reason: StopReason,
  error: z.string().nullable(),
  timestamp: z.iso.datetime(),
});
export type UnifiedResponse = z.infer<typeof UnifiedResponse>;

/** One model call that a task paid for, as the record keeps it. */
export const ModelCall = z.object({
  provider: z.string(),
  model: z.string(),
  input_tokens: z.int().min(0),
  output_tokens: z.int().min(0),
  cost_usd: z.number().min(0),
  upper_usd: z
    .number()
    .min(0)
    .optional()
    .describe('what it counts against budgets, where its price is unknown'),
  pricing: Pricing,
  counted_by: z.enum(['provider', 'estimated']).describe('who counted the tokens'),
});
export type ModelCall = z.infer<typeof ModelCall>;

/** A call, and the agent that made it where a task has several. */
export type AgentCall = ModelCall & { readonly agent?: string };
