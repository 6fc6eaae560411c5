/** A tool could not do what it was asked; the message is a sentence that a model or a client can act on. */
export class ToolError extends Error {
  override name = 'ToolError';
  /** Whether the same call may well work a little later. */
  readonly isRetryable: boolean;

  constructor(sentence: string, options: { readonly isRetryable?: boolean; readonly cause?: unknown } = {}) {
    super(sentence, { cause: options.cause });
    this.isRetryable = options.isRetryable ?? false;
  }
}
