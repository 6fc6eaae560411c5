import type { LanguageModelV3FunctionTool, LanguageModelV3Prompt } from '@ai-sdk/provider';
import type { ModelMessage, ModelRequest, ModelTool } from './port';

type VendorMessage = LanguageModelV3Prompt[number];

/** The system prompt and the messages of a conversation in the form of the AI SDK's providers. */
export function toVendorPrompt({
  system,
  messages,
}: Pick<ModelRequest, 'system' | 'messages'>): LanguageModelV3Prompt {
  const head: VendorMessage[] = system === undefined ? [] : [{ role: 'system', content: system }];
  return [...head, ...messages.map(toVendorMessage)];
}

function toVendorMessage({ role, content, toolCalls = [], results = [] }: ModelMessage): VendorMessage {
  const text = content === '' ? [] : [{ type: 'text' as const, text: content }];
  switch (role) {
    case 'user':
      return { role, content: [{ type: 'text', text: content }] };
    case 'assistant': {
      const calls = toolCalls.map(({ id, name, args }) => ({
        type: 'tool-call' as const,
        toolCallId: id,
        toolName: name,
        input: args,
      }));
      return { role, content: [...text, ...calls] };
    }
    case 'tool':
      return {
        role,
        content: results.map(({ id, name, text: value }) => ({
          type: 'tool-result',
          toolCallId: id,
          toolName: name,
          output: { type: 'text', value },
        })),
      };
  }
}

/** The tools that a model may call; nobody runs them here: the calls are given back. */
export function toVendorTools(tools: readonly ModelTool[]): LanguageModelV3FunctionTool[] {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function',
    name,
    description,
    inputSchema: { ...parameters },
  }));
}
