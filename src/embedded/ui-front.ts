import { createServer } from 'node:http';
import { createProxyServer } from 'http-proxy';
import type { RunningPart } from './part';

/** What the front stands before. */
export interface UiFrontOptions {
  readonly host: string;
  readonly port: number;
  /** URL of Temporal's own web UI. */
  readonly target: string;
  readonly namespace: string;
}

/**
 * Serves Temporal's web UI with the short links that clients of this API print: `/workflows/{id}` leads to that
 * task's page, which the UI itself answers with "404". Everything else is passed on as it is.
 */
export async function startUiFront({ host, port, target, namespace }: UiFrontOptions): Promise<RunningPart> {
  const proxy = createProxyServer({ target, changeOrigin: true, xfwd: true });
  proxy.on('error', (_error, _request, response) => {
    if ('writeHead' in response && !response.headersSent)
      response.writeHead(502, { 'Content-Type': 'text/plain' });
    response.end('The Temporal UI does not answer now.\n');
  });
  const server = createServer((request, response) => {
    const id = /^\/workflows\/([A-Za-z0-9:_\-.]{1,128})\/?(?:\?.*)?$/.exec(request.url ?? '')?.[1];
    if (id === undefined) {
      proxy.web(request, response);
      return;
    }
    response
      .writeHead(302, { Location: `/namespaces/${encodeURIComponent(namespace)}/workflows/${id}` })
      .end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    stop: async () => {
      proxy.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
