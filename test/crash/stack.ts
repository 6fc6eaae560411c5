import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../../src/embedded/ports';
import type { SubmitAnswer, TaskView } from '../../src/contract/task';
import { eventually } from '../support/house';
import { startModelServer, type ModelServer } from '../support/model-server';
import { freshHome, startProgram, type Started } from '../support/processes';

const key = 'sk_test_123456';

/** Real processes of one test: engine and database embedded in `main.js`, more APIs and workers beside it. */
export class Stack {
  private readonly others: Started[] = [];

  private constructor(
    readonly model: ModelServer,
    readonly home: string,
    readonly env: Record<string, string>,
    private main: Started,
    private readonly remove: () => void,
  ) {}

  static async open(): Promise<Stack> {
    const model = await startModelServer();
    const { env, home, remove } = await freshHome();
    const variables = {
      ...env,
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'sk-scripted',
      HOLDFAST_SWEEP_SECONDS: '1',
    };
    const main = startProgram('main.js', variables);
    await main.says('Holdfast is ready at');
    return new Stack(model, home, variables, main, remove);
  }

  get url(): string {
    return `http://127.0.0.1:${this.env['PORT']}`;
  }

  readonly headers = { 'X-API-Key': key, 'Content-Type': 'application/json' };

  /** Kills `main.js` as a crash would, and with `all` its database and engine too; then starts it again. */
  async crash(what: 'main' | 'all'): Promise<void> {
    if (what === 'all') for (const part of ['engine', 'postgres'] as const) this.kill(part);
    await this.main.end('SIGKILL');
    await this.start();
  }

  /** Ends `main.js` as a deploy would, and starts it again. */
  async deploy(): Promise<void> {
    await this.main.end('SIGTERM');
    await this.start();
  }

  /** Kills the embedded database or engine; `main.js` starts it again. */
  kill(part: 'engine' | 'postgres'): void {
    const mark = JSON.parse(readFileSync(join(this.home, 'run', `${part}.json`), 'utf8')) as { pid: number };
    process.kill(mark.pid, 'SIGKILL');
  }

  /** Starts a worker or an API alone, on this stack's engine and database, as in production. */
  async startAlone(program: 'worker.js' | 'server.js'): Promise<Started & { url: string }> {
    const port = String(await findFreePort());
    const access = JSON.parse(readFileSync(join(this.home, 'postgres.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    const started = startProgram(program, {
      OPENAI_BASE_URL: this.model.url,
      OPENAI_API_KEY: 'sk-scripted',
      PORT: port,
      DATABASE_URL: `postgres://holdfast:${access.password}@127.0.0.1:${access.port}/holdfast`,
      TEMPORAL_ADDRESS: `127.0.0.1:${this.env['TEMPORAL_PORT']}`,
    });
    await started.says('is ready');
    this.others.push(started);
    return { ...started, url: `http://127.0.0.1:${port}` };
  }

  async submit(query: string, options: { url?: string; key?: string; body?: object } = {}): Promise<string> {
    const response = await fetch(`${options.url ?? this.url}/api/v1/tasks`, {
      method: 'POST',
      headers: { ...this.headers, ...(options.key !== undefined && { 'Idempotency-Key': options.key }) },
      body: JSON.stringify({ query, ...options.body }),
    });
    if (response.status !== 200) throw new Error(`Not taken: ${response.status} ${await response.text()}`);
    return ((await response.json()) as SubmitAnswer).task_id;
  }

  async status(id: string, url = this.url): Promise<TaskView> {
    const response = await fetch(`${url}/api/v1/tasks/${id}`, { headers: this.headers });
    return (await response.json()) as TaskView;
  }

  /** The status once the task has ended; answers in between that fail are asked again. */
  async ended(id: string, url = this.url): Promise<TaskView> {
    const read = () => this.status(id, url).catch(() => undefined);
    const view = await eventually(read, (seen) => Boolean(seen?.unified_response), 45_000);
    return view as TaskView;
  }

  /** Waits until the model has been asked so often. */
  async asked(times: number): Promise<void> {
    await eventually(
      () => this.model.calls.length,
      (calls) => calls >= times,
      20_000,
    );
  }

  async close(): Promise<void> {
    for (const other of this.others) await other.end('SIGKILL');
    await this.main.end('SIGTERM');
    await this.model.close();
    this.remove();
  }

  private async start(): Promise<void> {
    this.main = startProgram('main.js', this.env);
    await this.main.says('Holdfast is ready at');
  }
}
