import { jsonSchema, Output, streamText, type LanguageModel, type LanguageModelUsage } from 'ai';
import type { ModelAnswer, ModelRequest, ModelTarget } from './port';

/** The provider sent nothing for so long that the call is given up. */
export class ModelStalledError extends Error {
  override name = 'ModelStalledError';
}

/** The provider ended its stream without saying that the answer is whole. */
export class ModelStreamBrokenError extends Error {
  override name = 'ModelStreamBrokenError';
}

/** What a vendor's stream came to, tokens as it counted them, where it did. */
export interface StreamedText {
  readonly text: string;
  readonly model: string;
  readonly finish: ModelAnswer['finish'];
  readonly counted: { readonly inputTokens: number; readonly outputTokens: number } | undefined;
}

/** How a call is watched. */
export interface StreamOptions {
  readonly signal: AbortSignal;
  readonly onText: (piece: string) => void;
  /** A call that sends nothing for so long is given up. */
  readonly stallMs: number;
}

/**
 * One streaming call to a vendor by the `ai` package, without retries. Throws what the vendor's client throws, the
 * signal's reason, `ModelStalledError` or `ModelStreamBrokenError`.
 */
export async function streamFromVendor(
  model: LanguageModel,
  target: ModelTarget,
  request: ModelRequest,
  options: StreamOptions,
): Promise<StreamedText> {
  const stalled = new AbortController();
  const stall = () => stalled.abort(new ModelStalledError(`No answer for ${options.stallMs} ms`));
  const timer = setTimeout(stall, options.stallMs);
  const signal = AbortSignal.any([options.signal, stalled.signal]);
  try {
    return await read(model, target, request, {
      signal,
      onText: options.onText,
      onPart: () => timer.refresh(),
    });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

async function read(
  model: LanguageModel,
  target: ModelTarget,
  request: ModelRequest,
  options: { signal: AbortSignal; onText: (piece: string) => void; onPart: () => void },
): Promise<StreamedText> {
  const { fullStream } = streamText({ model, ...callSettings(request), abortSignal: options.signal });
  let text = '';
  let answeredBy = target.model;
  for await (const part of fullStream) {
    options.onPart();
    if (part.type === 'text-delta' && part.text !== '') {
      text += part.text;
      options.onText(part.text);
    }
    if (part.type === 'finish-step') answeredBy = part.response.modelId || answeredBy;
    if (part.type === 'error') throw part.error;
    if (part.type === 'abort') throw options.signal.reason;
    if (part.type === 'finish') {
      if (part.finishReason === 'other' && part.rawFinishReason === undefined) break;
      return {
        text,
        model: answeredBy,
        finish: finishOf(part.finishReason),
        counted: countedBy(part.totalUsage),
      };
    }
  }
  throw new ModelStreamBrokenError('The stream ended before the answer was whole');
}

function callSettings(request: ModelRequest): Omit<Parameters<typeof streamText>[0], 'model' | 'prompt'> & {
  messages: { role: 'user' | 'assistant'; content: string }[];
} {
  const { system, temperature, maxOutputTokens, responseFormat } = request;
  return {
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    maxRetries: 0,
    // Errors come as parts of the stream; the default handler would print them.
    onError: () => undefined,
    ...(system !== undefined && { system }),
    ...(temperature !== undefined && { temperature }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(responseFormat && { output: outputOf(responseFormat) }),
  };
}

function outputOf({ name, schema }: NonNullable<ModelRequest['responseFormat']>) {
  if (!schema) return Output.json();
  return Output.object({ schema: jsonSchema(schema), ...(name !== undefined && { name }) });
}

function finishOf(reason: string): ModelAnswer['finish'] {
  if (reason === 'stop') return 'stop';
  if (reason === 'length') return 'length';
  return reason === 'content-filter' ? 'content_filter' : 'other';
}

function countedBy(usage: LanguageModelUsage): StreamedText['counted'] {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  return { inputTokens, outputTokens };
}
