import type { CallModelInput, CallModelResult, ComposeOrder } from '../contract/activities';
import { limits } from '../contract/limits';
import type { NewEvent } from '../contract/events';
import type { ModelCall, StopReason } from '../contract/result';
import type { JsonObject } from '../contract/task';
import type { BuiltPrompt } from '../reasoning/prompts/build';
import { sumUsage } from '../reasoning/usage';
import { summarise } from '../reasoning/work-summary';
import type { BegunStep, TaskRow } from '../store';
import { isAnswer } from './answer-attempts';
import { beginEvents } from './begin-events';
import { boundedAnswerProblem } from './bounded-check';
import { orWithheld, throwIfPaused } from './call-withheld';
import { agentOf, gatherTexts, type Texts } from './compose';
import { endWithAnswer, endWithheld, withheldAnswer } from './end-with-answer';
import { clean } from './clean';
import type { ActivityDeps } from './deps';
import { fittedPrompt } from './fitted-prompt';
import { retoldEvents } from './partial-writer';
import { startHeartbeat, type Heartbeat } from './heartbeat';
import { toModelCall } from './model-call';
import { persist } from './persist';
import type { AnswerOrder } from './answer-order';
import { sessionTurns } from './session-turns';
import { chooseTargets, streamAnswer, type StreamedAnswer } from './stream-answer';

/** What a streamed answer is finished with. */
interface Finished {
  readonly input: CallModelInput;
  readonly row: TaskRow;
  readonly streamed: StreamedAnswer;
  /** All calls that the task has paid for, this one last. */
  readonly calls: readonly ModelCall[];
  /** How many of them wrote to the reader. */
  readonly answers: number;
}

/**
 * Makes the verb that calls a model once, by the chain of configured providers, and ends the task with a usable
 * answer in the commit that keeps it. An earlier attempt whose answer had arrived is not paid for again.
 * Throws application failures named in `contract/failures`, retryable where another attempt may help.
 */
export function createCallModel(deps: ActivityDeps) {
  return async function callModel(input: CallModelInput): Promise<CallModelResult> {
    const heartbeat = startHeartbeat();
    try {
      return await orWithheld<CallModelResult>(
        () => answer(deps, input, heartbeat),
        (pause) => ({ kind: 'paused', pause }),
      );
    } finally {
      heartbeat.stop();
    }
  };
}

async function answer(
  deps: ActivityDeps,
  input: CallModelInput,
  heartbeat: Heartbeat,
): Promise<CallModelResult> {
  const { tasks, steps } = deps.store;
  const [begun, row, earlier, turns, repair, texts, messages] = await Promise.all([
    begin(deps, input),
    // What is read of the row was written once, when the task was submitted.
    tasks.get(input.taskId),
    input.repair || input.compose || input.hasLongSession ? steps.all(input.taskId) : [],
    input.isNewSession ? [] : sessionTurns(deps, input, input.hasLongSession === true),
    readRepair(deps, input),
    input.compose ? gatherTexts(deps, input.taskId, input.compose.uses) : [],
    input.messages === undefined ? [] : deps.store.messages.first(input.taskId, input.messages),
  ]);
  if (!begun || !row) return ended(deps, input);
  if (begun.output) return kept(deps, input, row, begun.output);
  throwIfPaused(row);
  const { taskId: task_id, traceId: trace_id, step } = input;
  deps.log.info({ task_id, trace_id, step, attempt: begun.attempt }, 'model call started');
  const before = summarise(earlier);
  const order: AnswerOrder = {
    input,
    row,
    attempt: begun.attempt,
    isBudgeted: begun.is_budgeted === true,
    heartbeat,
    turns,
    ...repair,
    ...(input.compose && { composed: await composedOf(deps, input.compose, row, { texts, messages }) }),
  };
  const streamed = await streamAnswer(deps, order);
  if (!streamed) return ended(deps, input);
  const calls = [...before.calls, toModelCall(streamed.answer)];
  const answers = earlier.filter(isAnswer).flatMap((step) => step.calls ?? []).length + 1;
  const finished = { input, row, streamed, calls, answers };
  const reason = unusable(streamed, row);
  return reason === undefined ? finish(deps, finished) : keepUnusable(deps, finished, reason);
}

/** What an earlier attempt came to: an answer whose end was withheld ends the task now, others are told again. */
async function kept(
  deps: ActivityDeps,
  input: CallModelInput,
  row: TaskRow,
  output: JsonObject,
): Promise<CallModelResult> {
  const answer = withheldAnswer(output);
  return answer ? endWithheld(deps, input, row, answer) : (output['result'] as CallModelResult);
}

/** The prompt of an answer that is written from what others gave. */
async function composedOf(
  deps: ActivityDeps,
  { prompt, tier }: ComposeOrder,
  row: TaskRow,
  shown: { readonly texts: Texts; readonly messages: readonly string[] },
): Promise<BuiltPrompt> {
  const targets = await chooseTargets(deps, row.settings, tier);
  return fittedPrompt(deps, prompt, { ...shown, row, tools: [], targets });
}

/** Begins an attempt; of a call that is the last of several the step notes who makes it. */
function begin({ store }: ActivityDeps, input: CallModelInput): Promise<BegunStep | undefined> {
  const { taskId, step, compose } = input;
  if (!compose) return store.steps.begin(taskId, step, beginEvents(input));
  return store.steps.beginWork(taskId, step, { kind: 'model', agent: compose.agent }, beginEvents(input));
}

/** The task has ended in another way meanwhile: that end stands. */
async function ended(deps: ActivityDeps, input: CallModelInput): Promise<CallModelResult> {
  const row = await deps.store.tasks.get(input.taskId);
  return { kind: 'ended', status: row?.status ?? undefined };
}

async function readRepair(
  deps: ActivityDeps,
  { taskId, repair }: CallModelInput,
): Promise<Pick<AnswerOrder, 'repair'>> {
  if (!repair) return {};
  const output = await deps.store.steps.output(taskId, repair.step);
  const answer = typeof output?.['answer'] === 'string' ? output['answer'] : '';
  return { repair: { answer, reason: repair.reason } };
}

function unusable({ answer }: StreamedAnswer, { settings }: TaskRow): string | undefined {
  if (answer.text.trim() === '') return 'It was empty.';
  return settings.responseFormat && boundedAnswerProblem(answer.text, settings.responseFormat);
}

/** Keeps an answer that cannot be used as the step's output: it was paid for, and the next call builds on it. */
async function keepUnusable(
  deps: ActivityDeps,
  finished: Finished,
  reason: string,
): Promise<CallModelResult> {
  const { input, streamed, calls } = finished;
  const { answer, attempt, writer } = streamed;
  await writer.flush();
  const result: CallModelResult = {
    kind: 'unusable',
    reason,
    attempts: input.attemptsBefore + attempt,
    model: answer.model,
    provider: answer.provider,
    // The workflow adds up: only what this call took.
    usage: sumUsage(calls.slice(-1)),
  };
  const output: JsonObject = { answer: clean(answer.text), result };
  const end = { output, calls: calls.slice(-1), attempt };
  const keep = () => deps.store.steps.finish(input.taskId, input.step, end);
  await persist(keep, deps.log, limits.storeOutageMs);
  return result;
}

async function finish(deps: ActivityDeps, finished: Finished): Promise<CallModelResult> {
  const { input, row, streamed, calls } = finished;
  const rest = await restOfText(deps, input, streamed);
  const answer = {
    text: clean(streamed.answer.text),
    stopReason: stopReasonOf(streamed),
    isFiltered: streamed.answer.finish === 'content_filter',
    brokenOff: await brokenOffAnswers(deps, finished, rest),
  };
  return endWithAnswer(deps, { input, row, answer, calls, rest, attempt: streamed.attempt });
}

/** Attempts at the answer that broke off after the reader had seen text of them. */
async function brokenOffAnswers(
  deps: ActivityDeps,
  { input, streamed, answers }: Finished,
  rest: readonly NewEvent[],
): Promise<number> {
  if (input.attemptsBefore + streamed.attempt <= answers) return 0;
  const read = () => deps.store.events.partial(input.taskId);
  const written = await persist(read, deps.log, limits.storeOutageMs);
  // A short answer is not in the log yet: all of it waits for the commit.
  const isWaiting =
    !streamed.writer.stale.aborted && rest.some(({ payload }) => payload?.['chunk_index'] === 0);
  return Math.max(0, (written?.attempts ?? 0) + (isWaiting ? 1 : 0) - answers);
}

/** What the log does not have of the answer's text yet; all of it anew, where the log took no more of this attempt. */
async function restOfText(
  deps: ActivityDeps,
  input: CallModelInput,
  { writer, answer }: StreamedAnswer,
): Promise<NewEvent[]> {
  const { taskId, step, attemptsBefore } = input;
  const rest = await writer.drain();
  if (!writer.stale.aborted) return rest;
  const begun = await persist(() => deps.store.steps.begin(taskId, step, []), deps.log, limits.storeOutageMs);
  return begun ? retoldEvents(step, attemptsBefore + begun.attempt, clean(answer.text), agentOf(input)) : [];
}

function stopReasonOf({ answer, cutByBudget }: StreamedAnswer): StopReason {
  if (answer.finish !== 'length') return 'completed';
  return cutByBudget ? 'budget' : 'max_tokens';
}
