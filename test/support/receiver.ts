import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One delivery as it came. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: Record<string, unknown>;
}

/** What a delivery is answered with; a promise: as late as it is kept. */
type Answer = number | { status: number; headers: Record<string, string> } | Promise<number>;

/** Somebody who wants to hear of tasks, on a loopback port. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What came of one task. */
  toldOf(taskId: string): Received[];
  /** Answers the next deliveries so; those behind them with 204. */
  script(...answers: Answer[]): void;
  close(): Promise<void>;
}

/** Starts a receiver of webhooks. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answers: Answer[] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      received.push({ headers: request.headers, body, json: JSON.parse(body) as Received['json'] });
      const answer = (await answers.shift()) ?? 204;
      if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/secret-path?token=hidden`,
    received,
    toldOf: (taskId) => received.filter(({ json }) => json['task_id'] === taskId),
    script: (...next) => (answers = next),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
