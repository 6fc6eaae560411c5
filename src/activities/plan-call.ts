import { ApplicationFailure } from '@temporalio/activity';
import { FailureType, type FailureDetails } from '../contract/failures';
import { limits } from '../contract/limits';
import type { Usage } from '../contract/result';
import type { TaskSettings } from '../contract/submission';
import type { ModelRequest, Models, ModelTarget } from '../providers/models/port';
import { formatInstruction } from '../reasoning/answer-format';
import { allowCall, type CallEstimate } from '../reasoning/budget';
import type { BuiltPrompt } from '../reasoning/prompts/build';
import { buildConversation, type ConversationParts } from '../reasoning/conversation';
import { formatOption } from './answer-form';

/** A call that may be made. */
export interface PlannedCall {
  readonly request: ModelRequest;
  /** Whether the answer's length is limited by the task's budget rather than by the client or the model. */
  readonly cutByBudget: boolean;
}

/** What a call is planned from. */
export interface CallParts extends Omit<ConversationParts, 'brought'> {
  readonly settings: TaskSettings;
  readonly composed?: BuiltPrompt;
  readonly spent: Usage;
}

/**
 * Puts a model call together for a target: system prompt, earlier messages within its window, limits of the budget.
 * Throws a final failure (`Budget.Exhausted`) when the budget does not cover it.
 */
export function planCall(models: Models, target: ModelTarget, parts: CallParts): PlannedCall {
  const { settings } = parts;
  const system = systemOf(settings, parts.composed);
  const messages = messagesOf(models, target, parts, system.system);
  const request: ModelRequest = { messages, ...system, ...optionsOf(settings) };
  const allowance = settings.budget
    ? allowCall(estimateOf(models, target, request, settings.maxTokens), settings.budget, parts.spent)
    : ({ allowed: true, maxOutputTokens: settings.maxTokens, cutByBudget: false } as const);
  if (!allowance.allowed) throw budgetFailure(allowance.sentence);
  const { maxOutputTokens, cutByBudget } = allowance;
  return { request: { ...request, ...(maxOutputTokens !== undefined && { maxOutputTokens }) }, cutByBudget };
}

/** Earlier turns and messages within the model's window, then the question; counted only where there are any. */
function messagesOf(
  models: Models,
  target: ModelTarget,
  parts: CallParts,
  system = '',
): ReturnType<typeof buildConversation> {
  const { settings, composed, repair, turns } = parts;
  const query = composed?.user ?? parts.query;
  const count = (text: string) => models.countTokens(text);
  const always = () =>
    [system, query, repair?.answer ?? '', repair?.reason ?? ''].reduce((sum, text) => sum + count(text), 0);
  const hasEarlier = turns.length > 0 || settings.conversation.length > 0;
  const room = hasEarlier ? target.contextWindow - target.maxOutputTokens - always() : 0;
  const tokens = Math.max(0, Math.min(target.contextWindow * limits.historyShare, room));
  return buildConversation(
    { ...parts, query, brought: settings.conversation },
    { messages: settings.historyMessages, tokens },
    count,
  );
}

function estimateOf(
  models: Models,
  target: ModelTarget,
  request: ModelRequest,
  wantedOutputTokens: number | undefined,
): CallEstimate {
  const inputTokens = models.estimateInputTokens(target, request);
  return {
    inputTokens,
    modelMaxOutputTokens: target.maxOutputTokens,
    wantedOutputTokens,
    costUsd: (outputTokens) => models.upperPriceUsd(target, { inputTokens, outputTokens }),
  };
}

function systemOf(
  { systemPrompt, responseFormat }: TaskSettings,
  composed: BuiltPrompt | undefined,
): Pick<ModelRequest, 'system'> {
  const parts = [
    composed?.system ?? systemPrompt,
    responseFormat && formatInstruction(responseFormat),
  ].filter(Boolean);
  return parts.length > 0 ? { system: parts.join('\n\n') } : {};
}

function optionsOf({
  temperature,
  responseFormat,
}: TaskSettings): Pick<ModelRequest, 'temperature' | 'responseFormat'> {
  return { ...(temperature !== undefined && { temperature }), ...formatOption(responseFormat) };
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
