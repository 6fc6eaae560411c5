import type { ServerResponse } from 'node:http';
import { startSearchServer, type SearchServer } from './search-server';

/** Writes one answer. */
export type PageAnswer = (response: ServerResponse) => unknown;

/** A server of pages on loopback. */
export interface PageServer extends SearchServer {
  /** Host and port. */
  readonly host: string;
  /** The address of a path. */
  at(path: string): string;
  /** Answers each path as it is told from now on; any other with 404. */
  serve(answers: Readonly<Record<string, PageAnswer>>): void;
  /** Serves a body at an address of its own, which it returns; a type that is empty is left out. */
  page(body: string | Buffer, type?: string, headers?: Record<string, string>, name?: string): string;
}

/** Starts a server of pages. */
export async function startPageServer(): Promise<PageServer> {
  const server = await startSearchServer();
  const paths = new Map<string, PageAnswer>();
  server.answer = (response, { url }) => {
    const answer = paths.get(url.pathname);
    if (answer) answer(response);
    else response.writeHead(404).end();
  };
  return Object.assign(server, {
    host: new URL(server.baseUrl).host,
    at: (path: string) => server.baseUrl + path,
    serve: (answers: Readonly<Record<string, PageAnswer>>) => {
      paths.clear();
      for (const [path, answer] of Object.entries(answers)) paths.set(path, answer);
    },
    page: (
      body: string | Buffer,
      type = 'text/html',
      headers: Record<string, string> = {},
      name = 'page',
    ) => {
      const path = `/${paths.size}/${name}`;
      paths.set(path, (response) =>
        response.writeHead(200, { ...(type !== '' && { 'content-type': type }), ...headers }).end(body),
      );
      return server.baseUrl + path;
    },
  });
}

/** Answers with a plain text. */
export function plain(text: string | Buffer, headers: Record<string, string> = {}): PageAnswer {
  return (response) =>
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(text);
}

/** Answers with a redirect. */
export function redirect(location: string, status = 302): PageAnswer {
  return (response) => response.writeHead(status, { location }).end('moved');
}

/** What a call is compared with that fails with a sentence. */
export function failure(sentence: string | RegExp, isRetryable = false): object {
  const error = typeof sentence === 'string' ? sentence : (expect.stringMatching(sentence) as string);
  return { ok: false, isRetryable, error };
}
