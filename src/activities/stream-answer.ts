import { ApplicationFailure, cancellationSignal, Context } from '@temporalio/activity';
import type { ModelAnswer, ModelTarget } from '../providers/models/port';
import { FailureType, type FailureDetails } from '../contract/failures';
import { limits } from '../contract/limits';
import type { ModelTier } from '../contract/mode';
import type { TaskRow } from '../store';
import { reserveFor } from './ask-budget';
import { pauseIfAsked } from './budget-pause';
import { CallWithheld, throwIfPausedSince } from './call-withheld';
import { agentOf } from './compose';
import type { AnswerOrder } from './answer-order';
import type { ActivityDeps } from './deps';
import { choiceFailure, throwFailure, tellRecovery } from './failing';
import { classifyModelError } from './model-failure';
import { LogClosed, PartialWriter } from './partial-writer';
import { persist } from './persist';
import { planCall } from './plan-call';

/** A whole answer, with the writer that holds the last of its text. */
export interface StreamedAnswer {
  readonly answer: ModelAnswer;
  readonly writer: PartialWriter;
  /** Attempt of the step that gave it. */
  readonly attempt: number;
  readonly cutByBudget: boolean;
}

/**
 * Asks the configured models in turn until one answers: the chosen one, then its fallbacks where one is down or out
 * of quota. Returns undefined when the task has ended meanwhile or another worker has taken the step over.
 * Throws a failure of the catalogue, retryable where another attempt may help, or the activity's cancellation.
 */
export async function streamAnswer(
  deps: ActivityDeps,
  order: AnswerOrder,
): Promise<StreamedAnswer | undefined> {
  const targets = await chooseTargets(deps, order.row.settings, order.input.compose?.tier);
  let { attempt, isBudgeted } = order;
  for (const [index, target] of targets.entries()) {
    if (index > 0) {
      // Another model is another call: none begins in a task that was paused meanwhile.
      await throwIfPausedSince(deps, order.input.taskId);
      const begun = await deps.store.steps.begin(order.input.taskId, order.input.step, []);
      if (!begun) return undefined;
      attempt = begun.attempt;
      isBudgeted = begun.is_budgeted === true;
    }
    try {
      return await streamFrom(deps, target, { ...order, attempt, isBudgeted });
    } catch (error) {
      if (error instanceof LogClosed) return undefined;
      // What is a failure of the catalogue already says itself what it means.
      if (error instanceof ApplicationFailure || error instanceof CallWithheld) throw error;
      await throwIfCancelled();
      const failure = classifyModelError(error, target);
      const next = failure.fallback ? targets[index + 1] : undefined;
      const { taskId, step, maxAttempts, attemptsBefore } = order.input;
      const told = { taskId, step, agent: agentOf(order.input), maxAttempts, attempt };
      await tellRecovery(deps, { ...told, shownAttempt: attemptsBefore + attempt }, failure, next);
      if (!next) throwFailure(failure, target, error);
    }
  }
  return undefined;
}

/**
 * The models to ask, in order: as the task says, else of the tier that the step asks for.
 * Throws the failure of a choice that cannot be served.
 */
export async function chooseTargets(
  deps: ActivityDeps,
  settings: TaskRow['settings'],
  stepTier?: ModelTier,
): Promise<readonly ModelTarget[]> {
  const tier = settings.modelTier ?? (settings.modelOverride ? undefined : stepTier);
  try {
    return await deps.models.targets({
      ...(tier && { tier }),
      ...(settings.modelOverride && { model: settings.modelOverride }),
      ...(settings.providerOverride && { provider: settings.providerOverride }),
    });
  } catch (error) {
    throw choiceFailure(error);
  }
}

async function streamFrom(
  deps: ActivityDeps,
  target: ModelTarget,
  order: AnswerOrder,
): Promise<StreamedAnswer> {
  const { input, row, attempt } = order;
  const { provider, model } = target;
  const parts = { ...order, query: row.query, settings: row.settings };
  const asked = planCall(deps.models, target, parts);
  const allowed = await reserveFor(deps, order, target, asked);
  if (allowed.kind === 'budget') {
    await pauseIfAsked(deps, row, allowed);
    throw budgetFailure(allowed.sentence);
  }
  const { maxOutputTokens, cutByBudget } = allowed;
  const request = { ...asked, ...(maxOutputTokens !== undefined && { maxOutputTokens }) };
  const writer = new PartialWriter({
    events: deps.store.events,
    log: deps.log,
    taskId: input.taskId,
    step: input.step,
    attempt,
    shownAttempt: input.attemptsBefore + attempt,
    agent: agentOf(input),
    provider,
    model,
  });
  const signal = AbortSignal.any([cancellationSignal(), writer.stale]);
  order.heartbeat.show({ provider, model, at: new Date().toISOString() });
  try {
    const answer = await deps.models.stream(target, request, { signal, onText: writer.push });
    return { answer, writer, attempt, cutByBudget };
  } catch (error) {
    await writer.flush();
    if (order.isBudgeted || row.settings.budget) await letGo(deps, order);
    throw writer.stale.aborted ? writer.stale.reason : error;
  }
}

/** Gives back what a call had reserved; how many of an answer's calls broke off, its text in the log tells. */
async function letGo({ store, log }: ActivityDeps, { input, attempt }: AnswerOrder): Promise<void> {
  const free = () => store.steps.letGo(input.taskId, input.step, { hadText: false, attempt });
  await persist(free, log, limits.storeOutageMs);
}

function budgetFailure(sentence: string): ApplicationFailure {
  const details: FailureDetails = { sentence };
  return ApplicationFailure.create({
    type: FailureType.budgetExhausted,
    message: sentence,
    nonRetryable: true,
    details: [details],
  });
}

/** Throws the activity's own cancellation, which the engine understands, in place of what the abort looked like. */
async function throwIfCancelled(): Promise<void> {
  if (cancellationSignal().aborted) await Context.current().cancelled;
}
