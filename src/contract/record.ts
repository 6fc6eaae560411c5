import { z } from 'zod';
import { ExecutionMode } from './mode';
import { UnifiedResponse, Usage } from './result';
import { EndStatus } from './status';
import { JsonObject } from './task';

/** The final record of a task: what its status shows from the end on, written once. */
export const TaskRecord = z.object({
  status: EndStatus,
  mode: ExecutionMode,
  result: z.string(),
  error: z.string(),
  model_used: z.string(),
  provider: z.string(),
  context: JsonObject,
  usage: Usage,
  /** US dollars that it counts against budgets, where that is more than its usage says: prices are unknown. */
  upper_usd: z.number().min(0).optional(),
  metadata: JsonObject,
  unified_response: UnifiedResponse,
  /** When it ended, where that is known better than by the commit. */
  ended_at: z.iso.datetime().optional(),
});
export type TaskRecord = z.infer<typeof TaskRecord>;
