import { jsonSchema, tool, type ModelMessage as VendorMessage, type ToolSet } from 'ai';
import type { ModelMessage, ModelTool } from './port';

/** The messages of a conversation in the form of the `ai` package. */
export function toVendorMessages(messages: readonly ModelMessage[]): VendorMessage[] {
  return messages.map(({ role, content, toolCalls = [], results = [] }): VendorMessage => {
    if (role === 'user') return { role, content };
    if (role === 'tool') {
      return {
        role,
        content: results.map(({ id, name, text }) => ({
          type: 'tool-result',
          toolCallId: id,
          toolName: name,
          output: { type: 'text', value: text },
        })),
      };
    }
    if (toolCalls.length === 0) return { role, content };
    const calls = toolCalls.map(({ id, name, args }) => ({
      type: 'tool-call' as const,
      toolCallId: id,
      toolName: name,
      input: args,
    }));
    return { role, content: content === '' ? calls : [{ type: 'text', text: content }, ...calls] };
  });
}

/** The tools that a model may call; nobody runs them here: the calls are given back. */
export function toVendorTools(tools: readonly ModelTool[]): ToolSet {
  return Object.fromEntries(
    tools.map(({ name, description, parameters }) => [
      name,
      tool({ description, inputSchema: jsonSchema({ ...parameters }) }),
    ]),
  );
}
