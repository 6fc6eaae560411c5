import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startModelServer, type Behaviour, type ModelServer } from './model-server';

/**
 * The scripted model server as a program of its own, for tests that kill everything else:
 *
 *     node --require ./test/support/typescript.cjs test/support/model-server-main.ts [port]
 *
 * Prints one line of JSON, `{"url", "admin"}`, and stands until it is told to end. `admin` takes
 *     GET  /admin/calls       what it was asked, and how each call ended
 *     POST /admin/script      behaviours of the next calls, in order
 *     POST /admin/answer      one behaviour for all calls from now on
 *     POST /admin/release     lets held calls go on
 *     POST /admin/reset       forgets calls and scripts
 */
async function main(): Promise<void> {
  const model = await startModelServer(Number(process.argv[2] ?? 0));
  const admin = createServer((request, response) => {
    serve(model, request, response).catch((error: unknown) => send(response, 400, { error: String(error) }));
  });
  admin.listen(0, '127.0.0.1', () => {
    const { port } = admin.address() as AddressInfo;
    process.stdout.write(`${JSON.stringify({ url: model.url, admin: `http://127.0.0.1:${port}` })}\n`);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      admin.closeAllConnections();
      admin.close();
      void model.close();
    });
  }
}

async function serve(model: ModelServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const said: unknown = parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString()) : undefined;
  const orders: Record<string, () => unknown> = {
    'GET /admin/calls': () => model.calls,
    'POST /admin/script': () => model.script(...(said as Behaviour[])),
    'POST /admin/answer': () => model.answer(() => said as Behaviour),
    'POST /admin/release': () => model.release(),
    'POST /admin/reset': () => model.reset(),
  };
  const order = orders[`${request.method ?? ''} ${request.url ?? ''}`];
  if (!order) send(response, 404, { error: 'No such order' });
  else send(response, 200, order() ?? {});
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

void main();
