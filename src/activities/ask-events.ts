import type { NewEvent } from '../contract/events';
import { limits } from '../contract/limits';
import type { AskInput, AskResult } from '../contract/orders';
import type { Plan } from '../contract/values';
import type { ModelAnswer } from '../providers/models/port';
import { agentCompleted, planEvents } from '../reasoning/work-events';
import type { TaskRow } from '../store';
import { clean } from './clean';

/** Tells that a model is asked. */
export function promptEvent({ step, agent, prompt }: AskInput): NewEvent {
  return { key: `${step}:prompt`, type: 'LLM_PROMPT', agent_id: agent, message: prompt.name };
}

/** What is told of an answer, or of a value that was given without one, with the commit that keeps it. */
export function resultEvents(
  { step, agent, prompt, turn }: AskInput,
  row: TaskRow,
  result: AskResult,
  answer: ModelAnswer | undefined,
): NewEvent[] {
  // Nobody should take it for an answer: what a session was summed up to is told in a word.
  if (prompt.name === 'sum_up') return result.kind === 'text' ? [summedUp(step, agent)] : [];
  const isPlan = prompt.name === 'plan' && result.kind === 'value';
  const isThrough = turn !== undefined && result.kind === 'text';
  return [
    ...(answer ? [outputEvent(step, agent, answer)] : []),
    ...(isPlan ? planEvents(result.value as Plan, row.query) : []),
    ...(isThrough ? [agentCompleted(agent)] : []),
  ];
}

function summedUp(step: string, agent: string): NewEvent {
  const message = 'Summed up earlier turns of the session';
  return { key: `${step}:output`, type: 'DATA_PROCESSING', agent_id: agent, message };
}

function outputEvent(
  step: string,
  agent: string,
  { text, usage, price, model, provider }: ModelAnswer,
): NewEvent {
  return {
    key: `${step}:output`,
    type: 'LLM_OUTPUT',
    agent_id: agent,
    message: [...clean(text)].slice(0, limits.agentOutputCharacters).join(''),
    payload: {
      tokens_used: usage.inputTokens + usage.outputTokens,
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      cost_usd: price.costUsd,
      model_used: model,
      provider,
    },
  };
}
