import type { LanguageModelV3FunctionTool, LanguageModelV3Prompt } from '@ai-sdk/provider';
import type { ModelMessage, ModelRequest, ModelTool, ModelToolCall } from './port';

type VendorMessage = LanguageModelV3Prompt[number];
type VendorToolCall = Extract<
  Extract<VendorMessage, { role: 'assistant' }>['content'][number],
  { type: 'tool-call' }
>;
type ToId = (id: string) => string;

/**
 * The system prompt and the messages of a conversation in the form of the AI SDK's providers; `provider` is the SDK's
 * name of the one that is to read them, as turns before may be another's.
 */
export function toVendorPrompt(
  { system, messages }: Pick<ModelRequest, 'system' | 'messages'>,
  provider: string,
): LanguageModelV3Prompt {
  const head: VendorMessage[] = system === undefined ? [] : [{ role: 'system', content: system }];
  // Anthropic refuses ids with other characters, which some servers give; those want their own back as they were.
  const toId: ToId = provider.startsWith('anthropic') ? plain : (id) => id;
  return [...head, ...messages.map((message) => toVendorMessage(message, toId))];
}

function toVendorMessage(
  { role, content, toolCalls = [], results = [] }: ModelMessage,
  toId: ToId,
): VendorMessage {
  const text = content === '' ? [] : [{ type: 'text' as const, text: content }];
  switch (role) {
    case 'user':
      return { role, content: [{ type: 'text', text: content }] };
    case 'assistant':
      return { role, content: [...text, ...toolCalls.map((call) => toVendorCall(call, toId))] };
    case 'tool':
      return {
        role,
        content: results.map(({ id, name, text: value }) => ({
          type: 'tool-result',
          toolCallId: toId(id),
          toolName: vendorName(name),
          output: { type: 'text', value },
        })),
      };
  }
}

function toVendorCall({ id, name, args, thoughtSignature }: ModelToolCall, toId: ToId): VendorToolCall {
  return {
    type: 'tool-call',
    toolCallId: toId(id),
    toolName: vendorName(name),
    // Vendors refuse a conversation whose arguments are no object, also where it was their own model that wrote them.
    input: isObject(args) ? args : { unreadable: args },
    ...(thoughtSignature !== undefined && { providerOptions: { google: { thoughtSignature } } }),
  };
}

/** A name that a model made up may be none that a vendor takes, not even in a conversation. */
function vendorName(name: string): string {
  return plain(name).slice(0, longestName);
}

const longestName = 64;

function plain(text: string): string {
  return text.replaceAll(/[^\w-]/g, '_');
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
