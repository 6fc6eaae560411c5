import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { AskInput, AskResult } from '../contract/orders';
import type { ModelCall } from '../contract/result';
import type { Plan } from '../contract/values';
import type { ModelAnswer } from '../providers/models/port';
import { agentCompleted, planEvents } from '../reasoning/work-events';
import type { TaskRow } from '../store';
import { percentOf } from './ask-budget';
import { sumUsage } from '../reasoning/usage';

/** Tells that a model is asked. */
export function promptEvent({ step, agent, prompt }: AskInput): NewEvent {
  return { key: `${step}:prompt`, type: 'LLM_PROMPT', agent_id: agent, message: prompt.name };
}

/** What is told of an answer, with the commit that keeps it. */
export function answerEvents(
  input: AskInput,
  row: TaskRow,
  result: AskResult,
  answer: ModelAnswer,
): NewEvent[] {
  const { step, agent } = input;
  const output: NewEvent = {
    key: `${step}:output`,
    type: 'LLM_OUTPUT',
    agent_id: agent,
    message: [...answer.text.replaceAll('\0', '').toWellFormed()]
      .slice(0, limits.agentOutputCharacters)
      .join(''),
    payload: {
      tokens_used: answer.usage.inputTokens + answer.usage.outputTokens,
      input_tokens: answer.usage.inputTokens,
      output_tokens: answer.usage.outputTokens,
      cost_usd: answer.price.costUsd,
      model_used: answer.model,
      provider: answer.provider,
    },
  };
  const isPlan = input.prompt.name === 'plan' && result.kind === 'value';
  const isThrough = input.turn !== undefined && result.kind === 'text';
  return [
    output,
    ...(isPlan ? planEvents(result.value as Plan, row.query) : []),
    ...(isThrough ? [agentCompleted(agent)] : []),
  ];
}

const thresholds = [50, 80, 100] as const;

/** Tells which shares of the budget a call has passed. */
export function thresholdEvents(
  row: TaskRow,
  before: number | undefined,
  calls: readonly ModelCall[],
): NewEvent[] {
  const { budget } = row.settings;
  if (!budget || before === undefined) return [];
  const { total_tokens: tokens, estimated_cost: usd } = sumUsage(calls);
  const after = before + percentOf(budget, { tokens, usd });
  return thresholds
    .filter((threshold) => before < threshold && after >= threshold)
    .map((threshold) => ({
      key: `budget:${threshold}`,
      type: 'BUDGET_THRESHOLD',
      agent_id: 'budget-manager',
      message: `${threshold} % of the budget is spent`,
      payload: {
        usage_percent: Math.round(after * 10) / 10,
        threshold_percent: threshold,
        level: threshold === 50 ? 'info' : threshold === 80 ? 'warning' : 'critical',
        budget_type: budget.maxCostUsd === undefined ? 'tokens' : 'cost',
        ...(budget.maxTokens !== undefined && { tokens_budget: budget.maxTokens }),
      },
    }));
}
