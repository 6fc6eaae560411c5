import {
  streamText,
  type LanguageModel,
  type LanguageModelUsage,
  type ModelMessage as VendorMessage,
} from 'ai';
import { watchArrivals } from './adapters';
import { ModelRefusedError, ModelStalledError, ModelStreamBrokenError, toError } from './errors';
import { toVendorMessages, toVendorTools } from './messages';
import type { ModelAnswer, ModelRequest, ModelToolCall } from './port';
import { formatSettings } from './response-format';

/** What a vendor's stream came to, tokens as it counted them, where it did. */
export interface StreamedText {
  readonly text: string;
  /** Name that the provider answered under; absent where it gave none. */
  readonly model: string | undefined;
  readonly finish: ModelAnswer['finish'];
  readonly toolCalls: ModelAnswer['toolCalls'];
  readonly counted:
    | { readonly inputTokens: number; readonly outputTokens: number; readonly cachedInputTokens?: number }
    | undefined;
}

/** How a call is watched. */
export interface StreamOptions {
  readonly signal: AbortSignal;
  readonly onText: (piece: string) => void;
  /** A call that sends nothing for so long is given up. */
  readonly stallMs: number;
}

/**
 * One streaming call to a vendor by the `ai` package, without retries; its connection is closed however it ends.
 * Throws what the vendor's client throws, the signal's reason, or an error of `errors.ts`.
 */
export async function streamFromVendor(
  open: () => LanguageModel,
  request: ModelRequest,
  options: StreamOptions,
): Promise<StreamedText> {
  options.signal.throwIfAborted();
  const end = new AbortController();
  const stall = () => end.abort(new ModelStalledError(`No answer for ${options.stallMs} ms`));
  const timer = setTimeout(stall, options.stallMs);
  const signal = AbortSignal.any([options.signal, end.signal]);
  try {
    const onBytes = () => void timer.refresh();
    return await watchArrivals(onBytes, () => read(open(), request, { signal, onText: options.onText }));
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
    end.abort();
  }
}

async function read(
  model: LanguageModel,
  request: ModelRequest,
  { signal, onText }: Pick<StreamOptions, 'signal' | 'onText'>,
): Promise<StreamedText> {
  const { fullStream } = streamText({ model, ...callSettings(request), abortSignal: signal });
  let text = '';
  const toolCalls: ModelToolCall[] = [];
  let answeredBy: string | undefined;
  for await (const part of fullStream) {
    if (part.type === 'text-delta' && part.text !== '') {
      text += part.text;
      onText(part.text);
    }
    if (part.type === 'tool-call') {
      toolCalls.push({ id: part.toolCallId, name: part.toolName, args: part.input });
    }
    if (part.type === 'error') throw toError(part.error);
    if (part.type === 'abort') throw signal.reason;
    // Without an answer of the provider the package puts the name asked for here, which says nothing.
    if (part.type === 'finish-step') answeredBy = part.response.modelId || undefined;
    if (part.type === 'finish') {
      if (isBroken(part)) break;
      const finish = finishOf(part.finishReason);
      if (finish === 'content_filter' && !isOfUse(text, request))
        throw new ModelRefusedError('Nothing that was asked for was let through');
      return { text, model: answeredBy, finish, toolCalls, counted: countedBy(part.totalUsage) };
    }
  }
  throw new ModelStreamBrokenError('The stream ended before the answer was whole');
}

/** A provider that says nothing of its end was cut off; `error` is the end of what it could not finish. */
function isBroken({
  finishReason,
  rawFinishReason,
}: {
  finishReason: string;
  rawFinishReason: string | undefined;
}) {
  return finishReason === 'error' || (finishReason === 'other' && rawFinishReason === undefined);
}

/** What was let through of an answer may still be one; a refusal in words, or half a JSON, is not where JSON was asked. */
function isOfUse(text: string, { responseFormat }: ModelRequest): boolean {
  if (!responseFormat) return text.trim() !== '';
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function callSettings(request: ModelRequest): Omit<Parameters<typeof streamText>[0], 'model' | 'prompt'> & {
  messages: VendorMessage[];
} {
  const { system, temperature, maxOutputTokens, responseFormat } = request;
  return {
    messages: toVendorMessages(request.messages),
    ...(request.tools && { tools: toVendorTools(request.tools) }),
    ...(request.toolChoice && { toolChoice: request.toolChoice }),
    maxRetries: 0,
    // Errors come as parts of the stream; the default handler would print them.
    onError: () => undefined,
    ...(system !== undefined && { system }),
    ...(temperature !== undefined && { temperature }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(responseFormat && formatSettings(responseFormat)),
  };
}

function finishOf(reason: string): ModelAnswer['finish'] {
  if (reason === 'stop') return 'stop';
  if (reason === 'tool-calls') return 'tool_calls';
  if (reason === 'length') return 'length';
  return reason === 'content-filter' ? 'content_filter' : 'other';
}

/** A server that reports zeros, as some do when they do not count, has not counted: no prompt has no tokens. */
function countedBy({
  inputTokens,
  outputTokens,
  inputTokenDetails,
}: LanguageModelUsage): StreamedText['counted'] {
  if (!inputTokens || outputTokens === undefined) return undefined;
  const cachedInputTokens = inputTokenDetails.cacheReadTokens;
  return { inputTokens, outputTokens, ...(cachedInputTokens && { cachedInputTokens }) };
}
