import { ApplicationFailure } from '@temporalio/activity';
import { FailureType, type FailureDetails } from '../contract/failures';
import { limits } from '../contract/limits';
import type { Usage } from '../contract/result';
import type { TaskSettings } from '../contract/submission';
import type { ModelRequest, Models, ModelTarget } from '../providers/models/port';
import { formatInstruction } from '../reasoning/answer-format';
import { allowCall } from '../reasoning/budget';
import type { BuiltPrompt } from '../reasoning/prompts/build';
import { buildConversation, type ConversationParts } from '../reasoning/conversation';

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
  const room = Math.min(
    target.contextWindow * limits.historyShare,
    target.contextWindow - target.maxOutputTokens - ownTokens(models, system.system, parts),
  );
  const messages = buildConversation(
    {
      ...parts,
      ...(parts.composed && { turns: [], query: parts.composed.user }),
      brought: parts.composed ? [] : settings.conversation,
    },
    { messages: settings.historyMessages, tokens: Math.max(0, room) },
    (text) => models.countTokens(text),
  );
  const request: ModelRequest = { messages, ...system, ...optionsOf(settings) };
  const inputTokens = models.estimateInputTokens(target, request);
  const allowance = allowCall(
    {
      inputTokens,
      modelMaxOutputTokens: target.maxOutputTokens,
      wantedOutputTokens: settings.maxTokens,
      costUsd: (outputTokens) => models.upperPriceUsd(target, { inputTokens, outputTokens }),
    },
    settings.budget,
    parts.spent,
  );
  if (!allowance.allowed) throw budgetFailure(allowance.sentence);
  const { maxOutputTokens, cutByBudget } = allowance;
  return { request: { ...request, ...(maxOutputTokens !== undefined && { maxOutputTokens }) }, cutByBudget };
}

/** Tokens of what goes with every call, whatever came before: system prompt, question, the answer to be mended. */
function ownTokens(models: Models, system = '', { query, composed, repair }: CallParts): number {
  return [system, composed?.user ?? query, repair?.answer ?? '', repair?.reason ?? '']
    .map((text) => models.countTokens(text))
    .reduce((sum, tokens) => sum + tokens, 0);
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
  const schema = responseFormat?.type === 'json_schema' ? responseFormat.json_schema : undefined;
  return {
    ...(temperature !== undefined && { temperature }),
    ...(responseFormat && {
      responseFormat: schema ? { name: schema.name, schema: schema.schema } : {},
    }),
  };
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
