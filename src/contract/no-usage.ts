import type { Usage } from './result';

/** A usage of nothing: what a task shows before its first call is counted. */
export const noUsage: Usage = { total_tokens: 0, input_tokens: 0, output_tokens: 0, estimated_cost: 0 };
