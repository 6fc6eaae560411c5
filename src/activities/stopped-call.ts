import type { AskInput } from '../contract/orders';
import type { ModelRequest, ModelTarget } from '../providers/models/port';
import { isValuePrompt } from './ask-value';
import { clean } from './clean';
import { labelOf } from './compose';
import type { ActivityDeps } from './deps';
import { toModelCall } from './model-call';

/** A call that was stopped while it wrote. */
export interface StoppedCall {
  readonly target: ModelTarget;
  readonly request: ModelRequest;
  /** What had come of its answer. */
  readonly text: string;
  /** Which attempt of its step it was. */
  readonly attempt: number;
}

/**
 * Keeps what a call had written when its task was stopped, and what it cost: no provider told what it counted, so a
 * tokenizer does, and it is said. A call of which nothing came leaves nothing.
 */
export async function keepStopped(
  deps: ActivityDeps,
  input: AskInput,
  { target, request, text, attempt }: StoppedCall,
): Promise<void> {
  if (text === '') return;
  const prompt = [request.system ?? '', ...request.messages.map(({ content }) => content)].join('\n');
  const usage = {
    inputTokens: deps.models.countTokens(prompt),
    outputTokens: deps.models.countTokens(text),
    source: 'estimated' as const,
  };
  const call = toModelCall({ ...target, usage, price: deps.models.price(target, usage) });
  const kept = isValuePrompt(input.prompt) ? '' : clean(text);
  const output = { isStopped: true, text: kept, ...labelOf(input.prompt) };
  await deps.store.steps.finishWork(input.taskId, input.step, { output, calls: [call], attempt });
}
