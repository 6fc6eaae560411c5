import { ApplicationFailure } from '@temporalio/activity';
import type { AskInput, AskResult, TurnOrder } from '../contract/orders';
import type { ModelCall } from '../contract/result';
import type { JsonObject } from '../contract/task';
import type { Withheld } from '../contract/withheld';
import { sumUsage } from '../reasoning/usage';
import { markApprovals } from './approvals-wanted';
import { askModels, type Asked, type AskOrder, type BudgetRefusal } from './ask-models';
import { gatherPrompt, type GatheredPrompt } from './ask-prompt';
import { promptEvent, resultEvents } from './ask-events';
import { tellThresholds } from './budget-events';
import { pauseIfAsked } from './budget-pause';
import { orWithheld, throwIfPaused } from './call-withheld';
import { givenValue, readValue, type Read } from './ask-value';
import { clean } from './clean';
import { labelOf } from './compose';
import type { ActivityDeps } from './deps';
import type { Given } from './given';
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
      const { attempt, output, is_budgeted: isBudgeted = false } = begun;
      const order = { input: await withShared(deps, input), row, attempt, isBudgeted, heartbeat };
      const kept = output?.['result'] as AskResult | undefined;
      const result = kept ?? (await orWithheld(() => askAndKeep(deps, order), paused));
      await tellThresholds(deps, row, step);
      return result;
    } finally {
      heartbeat.stop();
    }
  };
}

const paused = (pause: Withheld): AskResult => ({ kind: 'paused', pause });

async function askAndKeep(deps: ActivityDeps, order: AskOrder): Promise<AskResult> {
  if (!order.input.isForReview) throwIfPaused(order.row);
  const prompt = await gatherPrompt(deps, order.input, order.row);
  const given = prompt.given ?? (await askModels(deps, order, prompt));
  if (given.kind === 'budget' && order.input.mayPause) await pauseIfAsked(deps, order.row, given);
  return keep(deps, order, prompt, given);
}

/** What an agent's turns share, as its first turn keeps it. */
type Shared = Pick<AskInput, 'prompt' | 'uses'> & Pick<TurnOrder, 'tools'>;

/** An order with what it shares with the agent's first turn. */
async function withShared(deps: ActivityDeps, input: AskInput): Promise<AskInput> {
  const { goesOnFrom, turn } = input;
  if (goesOnFrom === undefined || !turn) return input;
  const first = await deps.store.steps.output(input.taskId, goesOnFrom);
  const shared = first?.['shared'] as Shared | undefined;
  if (!shared) throw taskEnded();
  const { prompt, uses, tools } = shared;
  return { ...input, prompt, uses, turn: { ...turn, ...(tools && { tools }) } };
}

/** What the turns that follow, their tool calls and an early end need to know of a call. */
function about({ prompt, uses, turn, goesOnFrom }: AskInput, toolNames: readonly string[]): JsonObject {
  const label = labelOf(prompt);
  if (!turn) return label;
  const shared: Shared = { prompt, uses, ...(turn.tools && { tools: turn.tools }) };
  return { ...label, offered: toolNames, ...(goesOnFrom === undefined && { shared }) };
}

type Answer = Extract<Asked, { kind: 'answer' }>;

async function keep(
  deps: ActivityDeps,
  order: AskOrder,
  prompt: GatheredPrompt,
  came: Answer | BudgetRefusal | Given,
): Promise<AskResult> {
  const { input, row } = order;
  const calls = came.kind === 'answer' ? [toModelCall(came.answer)] : [];
  const answer = came.kind === 'answer' ? came.answer : undefined;
  const read = came.kind === 'budget' ? undefined : await withApprovals(deps, order, prompt, came);
  const result = resultOf(came, read, calls);
  const given = came.kind === 'given' && 'text' in came ? came.text : '';
  const output: JsonObject = {
    result,
    ...(read?.kind === 'kept' && { value: read.value }),
    text: clean(answer?.text ?? given),
    isForeign: prompt.isForeign,
    ...about(input, prompt.toolNames),
    ...(answer?.finish === 'length' && {
      cut: came.kind === 'answer' && came.cutByBudget ? 'budget' : 'max_tokens',
    }),
    ...(answer && answer.toolCalls.length > 0 && { toolCalls: answer.toolCalls }),
  };
  const events = resultEvents(input, row, result, answer);
  const end = { output, calls, events, attempt: order.attempt };
  const write = deps.store.steps.createFinish(input.taskId, input.step, end);
  const kept = await persist(write, deps.log, limits.storeOutageMs);
  if (!kept) throw taskEnded();
  return kept['result'] as AskResult;
}

/** What an answer comes to, with the tool calls marked that a person must approve. */
async function withApprovals(
  deps: ActivityDeps,
  order: AskOrder,
  prompt: GatheredPrompt,
  came: Answer | Given,
): Promise<Read> {
  const read = readOf(order, prompt, came);
  if (read.kind !== 'tools') return read;
  return { ...read, calls: await markApprovals(deps, order, prompt.tools, read.calls) };
}

/** What an answer, or what stands in for one, comes to by what its prompt wants. */
function readOf({ input, row }: AskOrder, prompt: GatheredPrompt, came: Answer | Given): Read {
  if (came.kind === 'answer') return readValue(input, row.settings, came.answer, prompt.toolNames);
  return 'text' in came ? { kind: 'text' } : givenValue(input.prompt, came.value);
}

function resultOf(
  came: Answer | BudgetRefusal | Given,
  read: Read | undefined,
  calls: readonly ModelCall[],
): AskResult {
  if (came.kind === 'budget' || !read)
    return { kind: 'budget', sentence: came.kind === 'budget' ? came.sentence : '' };
  const { model, provider } = came.kind === 'answer' ? came.answer : { model: '', provider: '' };
  const cost = { usage: sumUsage(calls), model, provider };
  return read.kind === 'kept' ? { ...cost, kind: 'kept' } : { ...read, ...cost };
}

/** The task has ended in another way meanwhile: whatever was to come of this does not count. */
export function taskEnded(): ApplicationFailure {
  return ApplicationFailure.create({
    type: 'Task.Ended',
    message: 'The task has ended meanwhile.',
    nonRetryable: true,
  });
}
