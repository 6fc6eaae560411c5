import type { StepKind } from '../contract/orders';
import type { AgentCall, ModelCall } from '../contract/result';

/** A step of a task as far as its record tells of it. */
export interface DoneStep {
  readonly kind: StepKind;
  readonly agent: string;
  readonly calls: readonly ModelCall[] | null;
  readonly output: Readonly<Record<string, unknown>> | null;
  /** Calls of it that broke off after text had come; absent: none. */
  readonly broken_off?: number;
}

/** What a task was: who worked, how much, and what its tools cost. */
export interface WorkSummary {
  readonly calls: readonly ModelCall[];
  /** The same calls with who made them. */
  readonly agentCalls: readonly AgentCall[];
  readonly agents: readonly string[];
  readonly toolCalls: number;
  /** Calls that broke off after text had come. */
  readonly brokenOff: number;
  /** US dollars. */
  readonly toolCostUsd: number;
  readonly complexity: number;
}

/** Sums the steps of a task up. */
export function summarise(steps: readonly DoneStep[]): WorkSummary {
  const calls = steps.flatMap((step) => step.calls ?? []);
  const agentCalls = steps.flatMap(({ agent, calls: paid }) =>
    (paid ?? []).map((call) => ({ ...call, agent })),
  );
  const worked = steps.filter(({ kind, calls: paid }) => kind === 'model' && (paid ?? []).length > 0);
  const tools = steps.filter(({ kind, output }) => kind === 'tool' && output !== null);
  const agents = [...new Set(worked.map(({ agent }) => agent))].sort();
  return {
    calls,
    agentCalls,
    agents,
    toolCalls: tools.length,
    brokenOff: steps.reduce((sum, { broken_off: count = 0 }) => sum + count, 0),
    toolCostUsd: tools.reduce((sum, { output }) => sum + (Number(output?.['cost_usd']) || 0), 0),
    complexity: complexityOf({ agents: agents.length, modelCalls: calls.length, toolCalls: tools.length }),
  };
}

/**
 * How much a task took, from 0.1 (one call without tools) to 1: 0.1 for each agent after the first, 0.03 for each model
 * call after the first, 0.02 for each tool call (docs/modes.md).
 */
export function complexityOf(work: { agents: number; modelCalls: number; toolCalls: number }): number {
  const more =
    Math.max(0, work.agents - 1) * 0.1 + Math.max(0, work.modelCalls - 1) * 0.03 + work.toolCalls * 0.02;
  return Math.min(1, Math.round((0.1 + more) * 100) / 100);
}
