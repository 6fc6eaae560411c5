import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A request as a provider's server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** A server in the place of search providers, on loopback: answers as `answer` says, and keeps what it was asked. */
export interface SearchServer {
  readonly baseUrl: string;
  readonly seen: Seen[];
  /** Connections that were opened to it, also those over which nothing was asked. */
  connections: number;
  answer: (response: ServerResponse, seen: Seen) => void;
  readonly close: () => Promise<void>;
}

/** Starts a search server. */
export async function startSearchServer(): Promise<SearchServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (data: Buffer) => (text += data.toString()));
    request.on('end', () => {
      const { method = '', headers } = request;
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      seen.push({ method, url, headers, body: text === '' ? undefined : JSON.parse(text) });
      started.answer(response, seen.at(-1)!);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.on('connection', () => (started.connections += 1));
  const started: SearchServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    connections: 0,
    answer: (response) => response.end(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return started;
}

/** The text of a documented answer. */
export function searchFixture(name: string): string {
  return readFileSync(join(__dirname, '..', 'fixtures', 'search', `${name}.json`), 'utf8');
}
