import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a vendor's server answers to one call: events as the vendor sends them, an error, or a text of any kind. */
export type VendorAnswer =
  | {
      readonly events: readonly object[];
      readonly named?: boolean;
      readonly thenHold?: boolean;
      readonly isMarkedDone?: boolean;
    }
  | { readonly text: string; readonly contentType: string }
  | { readonly status: number; readonly body: object; readonly headers?: Record<string, string> };

/** One call as the server saw it. */
export interface VendorCall {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
  isLeft: boolean;
}

/** A server on loopback that answers every call in a vendor's own format, as a test tells it. */
export interface VendorServer {
  readonly url: string;
  readonly calls: VendorCall[];
  answer: VendorAnswer;
  close(): Promise<void>;
}

/**
 * Starts the server; `named` events carry their type in a line of its own, as Anthropic sends them, and a stream that
 * `isMarkedDone` ends with OpenAI's mark.
 */
export async function startVendorServer(): Promise<VendorServer> {
  const calls: VendorCall[] = [];
  const http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
      const call: VendorCall = { path: request.url ?? '', headers: request.headers, body, isLeft: false };
      calls.push(call);
      response.once('close', () => (call.isLeft = !response.writableFinished));
      const { answer } = server;
      if ('status' in answer) {
        response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
        response.end(JSON.stringify(answer.body));
        return;
      }
      if ('text' in answer) {
        response.writeHead(200, { 'Content-Type': answer.contentType }).end(answer.text);
        return;
      }
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      for (const event of answer.events) {
        const name = answer.named && 'type' in event ? `event: ${String(event.type)}\n` : '';
        response.write(`${name}data: ${JSON.stringify(event)}\n\n`);
      }
      if (!answer.thenHold) response.end(answer.isMarkedDone ? 'data: [DONE]\n\n' : undefined);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: VendorServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    calls,
    answer: { status: 500, body: { error: { message: 'This test gave no answer' } } },
    close: () => {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}
