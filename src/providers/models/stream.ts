import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3FinishReason,
  LanguageModelV3ToolCall,
  LanguageModelV3Usage,
} from '@ai-sdk/provider';
import { watchArrivals } from './adapters';
import { isOfNewKind, ModelRefusedError, ModelStalledError, ModelStreamBrokenError, toError } from './errors';
import { toVendorPrompt, toVendorTools } from './messages';
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
 * One streaming call to a vendor by its AI SDK provider, without retries; its connection is closed however it ends.
 * Throws what the vendor's client throws, the signal's reason, or an error of `errors.ts`.
 */
export async function streamFromVendor(
  open: () => LanguageModelV3,
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
  model: LanguageModelV3,
  request: ModelRequest,
  { signal, onText }: Pick<StreamOptions, 'signal' | 'onText'>,
): Promise<StreamedText> {
  const { stream } = await model.doStream({
    ...callOptions(request, model.provider),
    abortSignal: signal,
  });
  let text = '';
  const toolCalls: ModelToolCall[] = [];
  let answeredBy: string | undefined;
  for await (const part of stream) {
    if (part.type === 'text-delta' && part.delta !== '') {
      text += part.delta;
      onText(part.delta);
    }
    if (part.type === 'tool-call') toolCalls.push(toToolCall(part));
    if (part.type === 'error' && !isOfNewKind(part.error)) throw toError(part.error);
    if (part.type === 'response-metadata') answeredBy = part.modelId ?? answeredBy;
    if (part.type === 'finish') {
      if (isBroken(part.finishReason)) break;
      const finish = finishOf(part.finishReason.unified, toolCalls.length > 0);
      if (finish === 'content_filter' && !isOfUse(text, request))
        throw new ModelRefusedError('Nothing that was asked for was let through');
      return { text, model: answeredBy, finish, toolCalls, counted: countedBy(part.usage) };
    }
  }
  throw new ModelStreamBrokenError('The stream ended before the answer was whole');
}

/** Arguments that are no JSON stay the text that they are: whoever checks them says so. */
function toToolCall(part: LanguageModelV3ToolCall): ModelToolCall {
  const { toolCallId: id, toolName: name, input, providerMetadata = {} } = part;
  const seal = Object.values(providerMetadata).find((said) => typeof said['thoughtSignature'] === 'string');
  const sealed = seal ? { thoughtSignature: seal['thoughtSignature'] as string } : {};
  try {
    return { id, name, args: input.trim() === '' ? {} : (JSON.parse(input) as unknown), ...sealed };
  } catch {
    return { id, name, args: input, ...sealed };
  }
}

/** A provider that says nothing of its end was cut off; `error` is the end of what it could not finish. */
function isBroken({ unified, raw }: LanguageModelV3FinishReason): boolean {
  return unified === 'error' || (unified === 'other' && raw === undefined);
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

function callOptions(request: ModelRequest, provider: string): LanguageModelV3CallOptions {
  const { temperature, maxOutputTokens, responseFormat, tools, toolChoice } = request;
  return {
    prompt: toVendorPrompt(request, provider),
    ...(tools && { tools: toVendorTools(tools), toolChoice: { type: toolChoice ?? 'auto' } }),
    ...(temperature !== undefined && { temperature }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(responseFormat && formatSettings(responseFormat)),
  };
}

/** Some servers of OpenAI's format end with `stop` also where the model wants tools called. */
function finishOf(reason: string, hasToolCalls: boolean): ModelAnswer['finish'] {
  if (reason === 'stop') return hasToolCalls ? 'tool_calls' : 'stop';
  if (reason === 'tool-calls') return 'tool_calls';
  if (reason === 'length') return 'length';
  return reason === 'content-filter' ? 'content_filter' : 'other';
}

/** A server that reports zeros, as some do when they do not count, has not counted: no prompt has no tokens. */
function countedBy({ inputTokens, outputTokens }: LanguageModelV3Usage): StreamedText['counted'] {
  if (!inputTokens.total || outputTokens.total === undefined) return undefined;
  const cachedInputTokens = inputTokens.cacheRead;
  return {
    inputTokens: inputTokens.total,
    outputTokens: outputTokens.total,
    ...(cachedInputTokens && { cachedInputTokens }),
  };
}
