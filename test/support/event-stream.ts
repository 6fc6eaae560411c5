import { createParser } from 'eventsource-parser';

/** One event as it came over the wire. */
export interface WireEvent {
  readonly id: string | undefined;
  readonly name: string;
  readonly data: string;
  /** Parsed data; undefined for `[DONE]`. */
  readonly json: Record<string, unknown> | undefined;
  readonly at: number;
}

/** How a stream is read. */
export interface ReadStreamOptions {
  readonly headers?: Record<string, string>;
  /** Leaves after the first event that fits. */
  readonly leaveAfter?: (event: WireEvent) => boolean;
  readonly onEvent?: (event: WireEvent) => void;
  readonly mostMs?: number;
}

/** Reads a stream of server-sent events to its end, or until the test has seen enough. Throws when it never ends. */
export async function readStream(url: string, options: ReadStreamOptions = {}): Promise<WireEvent[]> {
  const abort = new AbortController();
  const timer = setTimeout(
    () => abort.abort(new Error('The stream did not end in time')),
    options.mostMs ?? 30_000,
  );
  const events: WireEvent[] = [];
  const enough = new AbortController();
  const parser = createParser({
    onEvent: ({ id, event = 'message', data }) => {
      if (enough.signal.aborted) return;
      const json = data === '[DONE]' ? undefined : (JSON.parse(data) as Record<string, unknown>);
      const seen: WireEvent = { id, name: event, data, json, at: Date.now() };
      events.push(seen);
      options.onEvent?.(seen);
      if (options.leaveAfter?.(seen)) enough.abort();
    },
  });
  try {
    const response = await fetch(url, { headers: options.headers ?? {}, signal: abort.signal });
    if (response.status !== 200 || !response.body)
      throw new Error(`${response.status} ${await response.text()}`);
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
      if (enough.signal.aborted) break;
    }
    return events;
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}
