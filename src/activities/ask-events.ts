import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { AskInput, AskResult } from '../contract/orders';
import type { Plan } from '../contract/values';
import type { ModelAnswer } from '../providers/models/port';
import { agentCompleted, planEvents } from '../reasoning/work-events';
import type { TaskRow } from '../store';

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
