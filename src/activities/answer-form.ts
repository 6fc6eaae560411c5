import type { PromptOrder } from '../contract/orders';
import type { ResponseFormat } from '../contract/settings';
import type { TaskSettings } from '../contract/submission';
import type { ModelRequest } from '../providers/models/port';

/** The form that the client wants of an answer which may become the task's; undefined for what only the house reads. */
export function formatFor(
  prompt: PromptOrder,
  { responseFormat }: Pick<TaskSettings, 'responseFormat'>,
): ResponseFormat | undefined {
  return isAnswerPrompt(prompt) ? responseFormat : undefined;
}

/** Whether what a prompt gives may become the task's answer as it is. */
export function isAnswerPrompt(prompt: PromptOrder): boolean {
  if (prompt.name === 'work') return prompt.isWhole;
  if (prompt.name === 'write') return prompt.part === 'whole';
  return prompt.name === 'draft' || prompt.name === 'rewrite';
}

/** A form as it is asked of a provider that can promise it. */
export function formatOption(format: ResponseFormat | undefined): Pick<ModelRequest, 'responseFormat'> {
  if (!format) return {};
  const schema = format.type === 'json_schema' ? format.json_schema : undefined;
  return { responseFormat: schema ? { name: schema.name, schema: schema.schema } : {} };
}
