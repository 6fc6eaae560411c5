import type { z } from 'zod';
import { ToolError } from '../tools/tool-error';
import { bounds } from './bounds';
import type { RemoteOptions } from './port';

/** One request to a search provider. */
export interface Ask<S extends z.ZodType> {
  /** How sentences name the provider. */
  readonly label: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON by POST; absent: GET. */
  readonly body?: object;
  readonly schema: S;
  readonly timeoutMs?: RemoteOptions['timeoutMs'];
  /** What a refusal most likely means here, where it is not the key. */
  readonly refusal?: string;
}

/**
 * Asks a provider over HTTP and checks what it answers. Throws `ToolError` with a sentence that names the provider and
 * nothing that it sent, since answers can repeat keys; when the caller's signal aborts, throws the signal's reason.
 */
export async function ask<S extends z.ZodType>(request: Ask<S>, signal: AbortSignal): Promise<z.output<S>> {
  const { label, schema, timeoutMs = bounds.requestMs } = request;
  signal.throwIfAborted();
  const time = AbortSignal.timeout(timeoutMs);
  try {
    const text = await exchange(request, AbortSignal.any([signal, time]));
    const parsed = schema.safeParse(jsonOf(text, label));
    if (parsed.success) return parsed.data;
    throw new ToolError(`${label} sent an answer of an unknown form.`, { cause: parsed.error });
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof ToolError) throw cause;
    const reason = time.aborted
      ? `${label} did not answer within ${timeoutMs / 1_000} s.`
      : `${label} could not be reached${codeOf(cause)}.`;
    // Without its cause: an error about a header that cannot be sent repeats the header.
    throw new ToolError(reason, { isRetryable: true });
  }
}

async function exchange(request: Ask<z.ZodType>, signal: AbortSignal): Promise<string> {
  const { label, url, headers, body } = request;
  const post = body && { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(url, {
    ...post,
    headers: { accept: 'application/json', ...(post && { 'content-type': 'application/json' }), ...headers },
    // A redirect would carry the key to wherever it leads.
    redirect: 'manual',
    signal,
  });
  if (response.ok) return textWithin(response, label);
  await response.body?.cancel();
  throw refusalOf(response, request);
}

async function textWithin(response: Response, label: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > bounds.responseBytes) {
      throw new ToolError(`${label} sent more than ${bounds.responseBytes / 1024 / 1024} MiB.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function refusalOf({ status, headers }: Response, { label, refusal }: Ask<z.ZodType>): ToolError {
  if (status === 429) {
    const seconds = retryAfter(headers.get('retry-after'));
    const when = seconds === undefined ? 'later' : `in ${seconds} s`;
    return new ToolError(`${label} is asked too often; try again ${when}.`, { isRetryable: true });
  }
  if (status === 401 || status === 403) {
    return new ToolError(
      `${label} refused the search (${status}): ${refusal ?? 'its API key is not valid'}.`,
    );
  }
  if (status === 402) return new ToolError(`${label} refused the search (402): its credits are used up.`);
  if (status >= 300 && status < 400)
    return new ToolError(`${label} answered with a redirect (${status}), which is not followed.`);
  if (status >= 500 || status === 408)
    return new ToolError(`${label} failed with status ${status}.`, { isRetryable: true });
  return new ToolError(`${label} refused the search with status ${status}.`);
}

/** The system's name of what is wrong, such as ENOTFOUND, which tells an operator where to look. */
function codeOf(error: unknown): string {
  const { code } = ((error as Error | undefined)?.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? ` (${code})` : '';
}

function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const seconds = /^\d{1,6}$/.test(value.trim())
    ? Number(value)
    : Math.ceil((Date.parse(value) - Date.now()) / 1_000);
  return Number.isFinite(seconds) ? Math.max(1, seconds) : undefined;
}

function jsonOf(text: string, label: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ToolError(`${label} sent an answer that is not JSON.`, { cause });
  }
}
