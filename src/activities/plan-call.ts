import { limits } from '../contract/limits';
import type { TaskSettings } from '../contract/submission';
import type { ModelRequest, Models, ModelTarget } from '../providers/models/port';
import { formatInstruction } from '../reasoning/answer-format';
import type { BuiltPrompt } from '../reasoning/prompts/build';
import { buildConversation, type ConversationParts } from '../reasoning/conversation';
import { formatOption } from './answer-form';

/** What a call is planned from. */
export interface CallParts extends Omit<ConversationParts, 'brought'> {
  readonly settings: TaskSettings;
  readonly composed?: BuiltPrompt;
}

/** Puts a model call together for a target: system prompt, earlier messages within its window, what the client set. */
export function planCall(models: Models, target: ModelTarget, parts: CallParts): ModelRequest {
  const { settings } = parts;
  const system = systemOf(settings, parts.composed);
  const messages = messagesOf(models, target, parts, system.system);
  return { messages, ...system, ...optionsOf(settings) };
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
  maxTokens,
  responseFormat,
}: TaskSettings): Pick<ModelRequest, 'temperature' | 'maxOutputTokens' | 'responseFormat'> {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxOutputTokens: maxTokens }),
    ...formatOption(responseFormat),
  };
}
