import type { ModelTier } from '../../contract/mode';

/** A tool call that a model wants. */
export interface ModelToolCall {
  /** Names the call within its conversation. */
  readonly id: string;
  readonly name: string;
  /** As the model gave them, unchecked. */
  readonly args: unknown;
  /** What the model thought, sealed by its vendor, which wants it back with the call. */
  readonly thoughtSignature?: string;
}

/** What came of a tool call, as the model reads it. */
export interface ModelToolResult {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** One message of a conversation, oldest first; the system prompt travels apart. */
export interface ModelMessage {
  readonly role: 'user' | 'assistant' | 'tool';
  /** Empty for `tool`. */
  readonly content: string;
  /** Of an assistant's message: the tools that it called. */
  readonly toolCalls?: readonly ModelToolCall[];
  /** Of a tool's message: what each of the calls before it gave. */
  readonly results?: readonly ModelToolResult[];
}

/** A tool that a model may call. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a model is asked in one call. */
export interface ModelRequest {
  readonly system?: string;
  readonly messages: readonly ModelMessage[];
  /** 0 to 2; absent: the provider's default. */
  readonly temperature?: number;
  /** Tokens, reasoning included; absent: the provider's default. */
  readonly maxOutputTokens?: number;
  /** Asks the provider for JSON, where it can promise it; the caller still checks the answer. */
  readonly responseFormat?: { readonly name?: string; readonly schema?: Readonly<Record<string, unknown>> };
  /** Tools that it may call; models that cannot call tools are given none (`ModelTarget.canCallTools`). */
  readonly tools?: readonly ModelTool[];
  /** `none`: it must answer now, though its conversation has used tools. */
  readonly toolChoice?: 'none';
}

/** What the client asked for; absent fields leave the choice to the configuration. */
export interface ModelChoice {
  readonly tier?: ModelTier;
  readonly model?: string;
  readonly provider?: string;
}

/** One model of one configured provider, with what is known of it before a call. */
export interface ModelTarget {
  readonly provider: string;
  readonly model: string;
  /** Tokens that prompt and answer may fill together. */
  readonly contextWindow: number;
  /** Tokens that one answer may have at most. */
  readonly maxOutputTokens: number;
  /** False for a model too weak to call tools, plan or judge: the local one. */
  readonly canCallTools?: false;
}

/** Tokens of one call, and who counted them. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens, those that the provider had kept from an earlier call and charges less for. */
  readonly cachedInputTokens?: number;
  readonly source: 'provider' | 'estimated';
}

/** US dollars of one call; `unknown` and `free` cost 0 in sums and are said as such. */
export interface ModelPrice {
  readonly costUsd: number;
  /** What it counts against budgets, where that is not the cost: the upper estimate of an unknown price. */
  readonly upperUsd?: number;
  readonly pricing: 'known' | 'unknown' | 'free';
}

/** A whole answer. `model` is the name that the provider gave in its answer, else the one asked for. */
export interface ModelAnswer {
  readonly text: string;
  readonly provider: string;
  readonly model: string;
  readonly usage: ModelUsage;
  readonly price: ModelPrice;
  readonly finish: 'stop' | 'length' | 'content_filter' | 'tool_calls' | 'other';
  /** Tools that it wants called; empty where it just answered. */
  readonly toolCalls: readonly ModelToolCall[];
}

/** How the rest of the house speaks to models, whatever vendor is behind them. */
export interface Models {
  /** What the banner and the logs say of the models in use, one sentence. */
  readonly description: string;
  /** Calls at once that suit the configured providers when nobody sets a number. */
  readonly defaultConcurrency: number;
  /**
   * The targets to try for a choice, in order: the chosen one, then its fallbacks on other configured
   * providers. An explicit model or provider has no fallback; a model's provider is the one given, or the part before
   * the colon of `provider:model`, else the one whose tiers or prices name it, else the first. Throws
   * `ModelChoiceError` with a user's sentence when the choice names what is not configured here.
   */
  targets(choice: ModelChoice): Promise<readonly ModelTarget[]>;
  /**
   * Makes one streaming call, with no retry of its own, but without `responseFormat` where the provider refuses to
   * take that. `onText` gets each piece of text as it arrives; what a model thinks aloud is no part of it.
   * Throws what the provider's client throws, without keys or the request's text (see `classifyModelError`), an error
   * of `errors.ts`, or the signal's abort reason.
   */
  stream(
    target: ModelTarget,
    request: ModelRequest,
    options: { readonly signal: AbortSignal; readonly onText: (piece: string) => void },
  ): Promise<ModelAnswer>;
  /** Tokens of a request's prompt, by tokenizer, with a margin that makes it an upper estimate. */
  estimateInputTokens(target: ModelTarget, request: ModelRequest): number;
  /** Tokens of a text, by tokenizer, without margin. */
  countTokens(text: string): number;
  /** Price of a usage by the maintained table and the user's own prices. */
  price(target: Pick<ModelTarget, 'provider' | 'model'>, usage: ModelUsage): ModelPrice;
  /** US dollars that a usage may cost at most; an unknown price counts by the documented upper estimate. */
  upperPriceUsd(target: ModelTarget, usage: { inputTokens: number; outputTokens: number }): number;
}

/** The client asked for a model, provider or tier that is not to be had here; the message is for the user. */
export class ModelChoiceError extends Error {
  override name = 'ModelChoiceError';
}

/** A model that runs on this machine; opened by `src/embedded`, spoken to through the same port. */
export interface LocalModel {
  /** Name shown as `model_used`. */
  readonly name: string;
  readonly contextWindow: number;
  /**
   * Generates one answer; one call runs at a time, others queue. Calls `onText` with each piece.
   * Rejects with the signal's reason when aborted. Token counts are the runtime's own.
   */
  generate(
    request: ModelRequest,
    options: { readonly signal: AbortSignal; readonly onText: (piece: string) => void },
  ): Promise<{ text: string; inputTokens: number; outputTokens: number; finish: 'stop' | 'length' }>;
  close(): Promise<void>;
}
