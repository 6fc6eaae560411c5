import { ApplicationFailure } from '@temporalio/activity';
import type { AskInput, AskResult } from '../contract/orders';
import type { ModelCall } from '../contract/result';
import type { JsonObject } from '../contract/task';
import type { ModelAnswer } from '../providers/models/port';
import { sumUsage } from '../reasoning/usage';
import { askModels, type AskOrder, type BudgetRefusal } from './ask-models';
import { gatherPrompt, type GatheredPrompt, type GivenValue } from './ask-prompt';
import { answerEvents, promptEvent, thresholdEvents } from './ask-events';
import { readValue } from './ask-value';
import type { ActivityDeps } from './deps';
import { startHeartbeat } from './heartbeat';
import { toModelCall } from './model-call';
import { persist } from './persist';
import { limits } from '../contract/limits';

/**
 * Makes the verb that asks a model once, on behalf of a step: the answer is kept under the step's key before the
 * engine hears of it, so that what was paid for is not paid for again. Throws the failures of `contract/failures`.
 */
export function createAsk(deps: ActivityDeps) {
  return async function ask(input: AskInput): Promise<AskResult> {
    const heartbeat = startHeartbeat();
    try {
      const { taskId, step, agent } = input;
      const [begun, row] = await Promise.all([
        deps.store.steps.beginWork(taskId, step, { kind: 'model', agent }, [
          ...input.tell,
          promptEvent(input),
        ]),
        deps.store.tasks.get(taskId),
      ]);
      if (!begun || !row) throw taskEnded();
      if (begun.output) return begun.output['result'] as AskResult;
      const order: AskOrder = { input, row, attempt: begun.attempt, heartbeat };
      const prompt = await gatherPrompt(deps, input, row);
      const given = prompt.given ?? (await askModels(deps, order, prompt));
      return await keep(deps, order, prompt, given);
    } finally {
      heartbeat.stop();
    }
  };
}

type Answer = {
  readonly kind: 'answer';
  readonly answer: ModelAnswer;
  readonly spentBefore: number | undefined;
};

async function keep(
  deps: ActivityDeps,
  order: AskOrder,
  prompt: GatheredPrompt,
  came: Answer | BudgetRefusal | GivenValue,
): Promise<AskResult> {
  const { input, row } = order;
  const calls = came.kind === 'answer' ? [toModelCall(came.answer)] : [];
  const result = resultOf(order, prompt, came, calls);
  const answer = came.kind === 'answer' ? came.answer : undefined;
  const output: JsonObject = {
    result,
    text: clean(answer?.text ?? ''),
    isForeign: prompt.isForeign,
    ...(answer && answer.toolCalls.length > 0 && { toolCalls: answer.toolCalls }),
  };
  const events = [
    ...(answer ? answerEvents(input, row, result, answer) : []),
    ...(answer ? thresholdEvents(row, came.kind === 'answer' ? came.spentBefore : undefined, calls) : []),
  ];
  const write = () => deps.store.steps.finishWork(input.taskId, input.step, output, calls, events);
  const kept = await persist(write, deps.log, limits.storeOutageMs);
  if (!kept) throw taskEnded();
  return kept['result'] as AskResult;
}

function resultOf(
  order: AskOrder,
  prompt: GatheredPrompt,
  came: Answer | BudgetRefusal | GivenValue,
  calls: readonly ModelCall[],
): AskResult {
  if (came.kind === 'budget') return { kind: 'budget', sentence: came.sentence };
  const cost = { usage: sumUsage(calls), model: '', provider: '' };
  if (came.kind === 'given') return { ...cost, kind: 'value', value: came.value };
  const { answer } = came;
  return {
    ...readValue(order.input, order.row.settings, answer, prompt.toolNames),
    ...cost,
    model: answer.model,
    provider: answer.provider,
  };
}

/** The task has ended in another way meanwhile: whatever was to come of this does not count. */
export function taskEnded(): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'Task.Ended',
    message: 'The task has ended meanwhile.',
    nonRetryable: true,
  });
}

/** What the store can keep: valid Unicode without NUL. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
