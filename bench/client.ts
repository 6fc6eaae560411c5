import { Agent, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';

/** A cheap client of the API: connections are kept, bodies are read as they come. */
export class ApiClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 2_000, scheduling: 'lifo' });

  private turn = 0;

  /** `keys` take turns, so that the limit of none of them is measured. */
  constructor(
    readonly port: number,
    private readonly keys: readonly string[],
  ) {}

  /** The key of the next request. */
  get key(): string {
    this.turn = (this.turn + 1) % this.keys.length;
    return this.keys[this.turn] ?? '';
  }

  /** One request; returns its answer's body. Throws for any code that refuses. */
  async call(method: string, path: string, body?: object): Promise<string> {
    const response = await this.send(method, path, body);
    let text = '';
    for await (const part of response.setEncoding('utf8')) text += part as string;
    if (!/^20[012]$/.test(String(response.statusCode)))
      throw new Error(`${method} ${path}: ${response.statusCode} ${text}`);
    return text;
  }

  /** Submits a task; returns its id. */
  async submit(query: string, more: object = {}): Promise<string> {
    const answer = await this.call('POST', '/api/v1/tasks', { query, ...more });
    return (JSON.parse(answer) as { task_id: string }).task_id;
  }

  /** The status word of a task. */
  async status(taskId: string): Promise<string> {
    return (JSON.parse(await this.call('GET', `/api/v1/tasks/${taskId}`)) as { status: string }).status;
  }

  /** Reads a task's stream to its end; `take` gets its text as it comes, and ends the reading by `true`. */
  async stream(taskId: string, take: (text: string) => boolean | undefined): Promise<void> {
    const response = await this.send('GET', `/api/v1/tasks/${taskId}/stream`);
    if (response.statusCode !== 200) throw new Error(`No stream of ${taskId}: ${response.statusCode}`);
    for await (const part of response.setEncoding('utf8')) if (take(part as string)) break;
  }

  /** Waits for a task's end by its stream: who has read the stream's last event reads the end in the status too. */
  async ended(taskId: string): Promise<void> {
    let tail = '';
    await this.stream(taskId, (text) => {
      tail = (tail + text).slice(-400);
      return undefined;
    });
    if (!tail.includes('event: done')) throw new Error(`The stream of ${taskId} ended early: ${tail}`);
  }

  /** Waits, by asking, until a task's status is as wanted. */
  async until(taskId: string, status: string, mostMs = 30_000): Promise<void> {
    const giveUpAt = Date.now() + mostMs;
    while ((await this.status(taskId)) !== status) {
      if (Date.now() > giveUpAt) throw new Error(`${taskId} did not become ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private async send(method: string, path: string, body?: object): Promise<IncomingMessage> {
    const text = body && JSON.stringify(body);
    const sent = request({
      agent: this.agent,
      host: '127.0.0.1',
      port: this.port,
      method,
      path,
      headers: {
        'X-API-Key': this.key,
        ...(text !== undefined && {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(text),
        }),
      },
    });
    sent.end(text);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return response;
  }
}
