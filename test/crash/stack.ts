import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../../src/embedded/ports';
import { readLivingMark } from '../../src/embedded/process-file';
import type { SubmitAnswer, TaskView } from '../../src/contract/task';
import { openStore } from '../../src/store';
import { eventually } from '../support/house';
import { startModelServer, type ModelServer } from '../support/model-server';
import { freshHome, startProgram, type Started } from '../support/processes';

const embeddedKey = 'sk_test_123456';
const models = (url: string) => ({ OPENAI_BASE_URL: url, OPENAI_API_KEY: 'sk-scripted' });

/** What is asked of the API. */
export interface Asked<T> {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string;
  /** Whether an answer is the one that is waited for: by default where it was taken, or had been before. */
  readonly fits?: (answer: StackAnswer<T>) => boolean;
}

/** An answer of the API. */
export interface StackAnswer<T> {
  readonly status: number;
  readonly body: T;
}

const wasTaken = ({ status }: { readonly status: number }) => status < 300 || status === 409;

/** Real processes of one test: engine and database embedded in `main.js`, more APIs and workers beside it. */
export class Stack {
  private readonly others: Started[] = [];
  private asks = 0;
  private isClosed = false;
  /** APIs that are asked in turn. */
  private urls: readonly string[];

  private constructor(
    readonly model: ModelServer,
    readonly home: string,
    readonly env: Record<string, string>,
    private main: Started,
    private readonly remove: () => void,
  ) {
    this.urls = [this.url];
  }

  /** Starts them, with settings of their own where somebody wants some. */
  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Stack> {
    const model = await startModelServer();
    const { env, home, remove } = await freshHome();
    const variables = { ...env, ...models(model.url), HOLDFAST_SWEEP_SECONDS: '1', ...settings };
    const main = startProgram('main.js', variables);
    await main.says('Holdfast is ready at');
    return new Stack(model, home, variables, main, remove);
  }

  get url(): string {
    return `http://127.0.0.1:${this.env['PORT']}`;
  }

  get engineAddress(): string {
    return `127.0.0.1:${this.env['TEMPORAL_PORT']}`;
  }

  readonly headers = { 'X-API-Key': embeddedKey, 'Content-Type': 'application/json' };

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

  /** Kills the embedded database or engine, where it runs; `main.js` starts it again. */
  kill(part: 'engine' | 'postgres'): void {
    const mark = readLivingMark(join(this.home, 'run', `${part}.json`));
    if (mark) process.kill(mark.pid, 'SIGKILL');
  }

  /** Has these APIs asked in turn, beside that of `main.js`. */
  askToo(...urls: readonly string[]): void {
    this.urls = [this.url, ...urls];
  }

  /** Makes an operator's key of a tenant. */
  async createKey(tenant: string): Promise<string> {
    const store = await openStore({ url: this.databaseUrl, connections: 1 });
    const key = await store.keys.create({
      ...{ tenant, owner: tenant, name: 'chaos', tier: 'admin', isOperator: true },
    });
    await store.close();
    return key;
  }

  /** Starts a worker or an API alone, on this stack's engine and database, as in production. */
  async startAlone(program: 'worker.js' | 'server.js'): Promise<Started & { url: string }> {
    const port = String(await findFreePort());
    const { HOLDFAST_HOME: _home, TEMPORAL_PORT: _port, TEMPORAL_UI_PORT: _uiPort, ...settings } = this.env;
    const started = startProgram(program, {
      ...settings,
      PORT: port,
      DATABASE_URL: this.databaseUrl,
      TEMPORAL_ADDRESS: this.engineAddress,
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

  /** Asks an API, again and again until an answer fits: while parts of the house are killed, others come. */
  async ask<T = Record<string, unknown>>(
    method: string,
    path: string,
    { body, headers, key = embeddedKey, fits = wasTaken }: Asked<T> = {},
  ): Promise<StackAnswer<T>> {
    const request = {
      method,
      headers: { ...this.headers, 'X-API-Key': key, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    };
    const once = async (): Promise<StackAnswer<T> | undefined> => {
      if (this.isClosed) throw new Error(`Nobody answers ${path} any more`);
      const url = this.urls[(this.asks += 1) % this.urls.length] ?? this.url;
      try {
        const response = await fetch(`${url}${path}`, { ...request, signal: AbortSignal.timeout(15_000) });
        const text = await response.text();
        return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T };
      } catch {
        return undefined;
      }
    };
    const answer = await eventually(once, (seen) => seen !== undefined && fits(seen), 120_000);
    return answer as StackAnswer<T>;
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
    this.isClosed = true;
    for (const other of this.others) await other.end('SIGKILL');
    await this.main.end('SIGTERM');
    await this.model.close();
    this.remove();
  }

  private get databaseUrl(): string {
    const access = JSON.parse(readFileSync(join(this.home, 'postgres.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    return `postgres://holdfast:${access.password}@127.0.0.1:${access.port}/holdfast`;
  }

  private async start(): Promise<void> {
    this.main = startProgram('main.js', this.env);
    await this.main.says('Holdfast is ready at');
  }
}
