import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { startApi, type RunningApi } from '../../src/api-process';
import type { ApprovalPolicy } from '../../src/contract/approvals';
import type { TaskEvent } from '../../src/contract/events';
import type { SubmitAnswer, TaskView } from '../../src/contract/task';
import { createModels, type ModelsOptions } from '../../src/providers/models';
import type { LocalModel, Models } from '../../src/providers/models/port';
import type { PageReader } from '../../src/providers/pages/port';
import { createToolBox } from '../../src/providers/tools/box';
import { ToolError, type Tool } from '../../src/providers/tools/port';
import { createWorkspaces, type Workspaces } from '../../src/providers/workspace';
import { createSessionFiles } from '../../src/providers/workspace/session-files';
import { openStore, type Store } from '../../src/store';
import { openDatabase } from '../../src/store/database';
import { clientOn, connectEngine, Gateway } from '../../src/temporal';
import { openWebhooks } from '../../src/webhooks';
import { installRuntime, startWorker, type RunningWorker } from '../../src/worker-process';
import { createTestDatabase } from './database';
import { eventually } from './eventually';
import { startModelServer, type ModelServer } from './model-server';
import { cachedWorkflows, testEngine, uniqueTaskQueue } from './temporal';

export { eventually } from './eventually';

/** What of the house a test wants otherwise. */
export interface HouseOptions {
  /** Whether a worker runs from the start; true by default. */
  readonly worker?: boolean;
  readonly concurrency?: number;
  readonly sweepMs?: number;
  readonly models?: Partial<ModelsOptions['config']>;
  readonly stallMs?: number;
  /** Answers in the place of a provider. */
  readonly localModel?: LocalModel;
  /** Tools of the worker and of the API; none by default. */
  readonly tools?: readonly Tool[];
  /** What reads pages for research; by default there are none. */
  readonly pages?: PageReader;
  /** When the worker asks people for approval; never by itself by default. */
  readonly approvalPolicy?: ApprovalPolicy;
  /** What the house logs to; by default nowhere, or as `TEST_LOG` says. */
  readonly log?: pino.Logger;
  /** Where webhooks may be sent; nowhere but to public addresses by default. */
  readonly webhookAllow?: readonly string[];
  /** Whether requests are limited; by default they are not, since tests ask more often than people do. */
  readonly areRequestsLimited?: boolean;
  /** Tasks of one tenant that may run at once; by default as in the house itself. */
  readonly tenantTasks?: number;
  /** Where the sessions' files are; nowhere by default. */
  readonly workspaces?: Workspaces;
}

/** An answer of the API. */
export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

/** Everything real in one process but the model: API, worker, store; engine and database are the run's own. */
export class House {
  private constructor(
    readonly api: RunningApi,
    readonly store: Store,
    readonly gateway: Gateway,
    readonly model: ModelServer,
    readonly key: string,
    readonly databaseUrl: string,
    readonly queue: string,
    readonly models: Models,
    private readonly startOneWorker: () => Promise<RunningWorker>,
    private readonly engineConnection: { close(): Promise<void> },
    private readonly stops: (() => Promise<void>)[],
  ) {}

  static async open(options: HouseOptions = {}): Promise<House> {
    const log = options.log ?? pino({ level: process.env['TEST_LOG'] ?? 'silent' });
    installRuntimeOnce(log);
    const database = await createTestDatabase();
    const model = await startModelServer();
    const { tenantTasks } = options;
    const store = await openStore({ url: database.url, connections: 20, tenantTasks });
    const models = createModels({
      config: {
        providers: {
          openai: options.localModel ? none : { apiKey: 'sk-scripted', baseUrl: model.url },
          ...noProviders,
        },
        openaiModel: undefined,
        modelsFile: undefined,
        ...options.models,
      },
      ...(options.localModel && { localModel: options.localModel }),
      ...(options.stallMs !== undefined && { stallMs: options.stallMs }),
    });
    const tools = createToolBox([{ list: () => options.tools ?? [] }], log);
    const workspaces = options.workspaces ?? createWorkspaces({ root: nowhere, quotaBytes: 0 });
    const webhooks = openWebhooks({ webhookAllow: options.webhookAllow ?? [] });
    const queue = uniqueTaskQueue();
    const settings = testEngine();
    const client = await connectEngine(settings);
    const startOneWorker = () =>
      startWorker({
        engine: settings,
        store,
        models,
        tools,
        pages: options.pages ?? noPages,
        webhooks,
        ...(options.approvalPolicy && { approvalPolicy: options.approvalPolicy }),
        log,
        queue,
        concurrency: options.concurrency ?? 20,
        cachedWorkflows: cachedWorkflows(),
        graceMs: 500,
      });
    const worker = options.worker === false ? undefined : await startOneWorker();
    const gateway = worker
      ? new Gateway(clientOn(worker.connection, settings.namespace), { eager: true, queue })
      : new Gateway(client, { queue });
    const api = await startApi({
      host: '127.0.0.1',
      port: 0,
      store,
      gateway,
      models,
      tools,
      files: createSessionFiles(workspaces),
      webhooks,
      log,
      areRequestsLimited: options.areRequestsLimited ?? false,
      corsOrigins: '*',
      schedules: { mostPerUser: 50, leastIntervalMinutes: 60, mostBudgetUsd: 10 },
      sweepMs: options.sweepMs ?? 300,
      retentionDays: 90,
    });
    const key = await store.keys.create({ tenant: 'acme', owner: 'acme', name: 'test' });
    return new House(
      api,
      store,
      gateway,
      model,
      key,
      database.url,
      queue,
      models,
      startOneWorker,
      client.connection,
      [
        () => api.stop(),
        () => worker?.stop() ?? Promise.resolve(),
        () => client.connection.close(),
        () => model.close(),
        () => webhooks.close(),
        () => store.close(),
        () => database.drop(),
      ],
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.api.port}`;
  }

  /** Starts a worker later than the house; it ends with it. */
  async startWorker(): Promise<RunningWorker> {
    const worker = await this.startOneWorker();
    this.stops.unshift(() => worker.stop());
    return worker;
  }

  /** Takes the engine away from the API, which had its own connection (`worker: false`). */
  async loseEngine(): Promise<void> {
    await this.engineConnection.close();
  }

  /** Takes the database away from everything. */
  async loseStore(): Promise<void> {
    await this.store.close();
  }

  /** Makes an unconfirmed submission look as old as a test needs it, seconds. */
  async age(taskId: string, seconds: number): Promise<void> {
    await this.change(
      `update tasks set claimed_at = claimed_at - make_interval(secs => $2) where task_id = $1`,
      [taskId, seconds],
    );
  }

  /** Makes all schedules look as old as a test needs them, seconds. */
  async ageSchedules(seconds: number): Promise<void> {
    await this.change('update schedules set claimed_at = claimed_at - make_interval(secs => $1)', [seconds]);
  }

  /** Takes the note away that the engine has a schedule, as if its process had died before it was made. */
  async forgetConfirmation(scheduleId: string): Promise<void> {
    await this.change(
      'update schedules set confirmed_at = null, first_run_at = null where schedule_id = $1',
      [scheduleId],
    );
  }

  async close(): Promise<void> {
    for (const stop of this.stops) await stop();
  }

  /** One request with the test's key; `body` travels as JSON unless it is text already. */
  async call<T = Record<string, unknown>>(
    method: string,
    path: string,
    options: { body?: unknown; headers?: Record<string, string>; key?: string | null } = {},
  ): Promise<Answer<T>> {
    const { body, key = this.key } = options;
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(key !== null && { 'X-API-Key': key }),
        ...options.headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) as T };
  }

  /** Submits a task that must be taken; returns its id. */
  async submit(body: object | string, headers: Record<string, string> = {}): Promise<string> {
    const request = typeof body === 'string' ? { query: body } : body;
    const answer = await this.call<SubmitAnswer>('POST', '/api/v1/tasks', { body: request, headers });
    if (answer.status !== 200) throw new Error(`Not taken: ${answer.status} ${answer.text}`);
    return answer.body.task_id;
  }

  /** The status of a task that must be there. */
  async status(taskId: string): Promise<TaskView> {
    const answer = await this.call<TaskView>('GET', `/api/v1/tasks/${taskId}`);
    if (answer.status !== 200) throw new Error(`No status: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  /** Reads the status until it fits, at most for some seconds. */
  async until(taskId: string, fits: (view: TaskView) => boolean, mostMs = 30_000): Promise<TaskView> {
    return eventually(() => this.status(taskId), fits, mostMs);
  }

  /** The status once the task has ended. */
  async ended(taskId: string, mostMs?: number): Promise<TaskView> {
    return this.until(taskId, ({ unified_response: response }) => response !== null, mostMs);
  }

  /** All listed events of a task. */
  async events(taskId: string): Promise<TaskEvent[]> {
    return (await this.call<{ events: TaskEvent[] }>('GET', `/api/v1/tasks/${taskId}/events?limit=200`)).body
      .events;
  }

  /** Has the budgets of a tenant stand as if nothing had been spent since yesterday. */
  async yesterday(tenant: string): Promise<void> {
    await this.change(`update budgets set window_start = window_start - interval '1 day' where tenant = $1`, [
      tenant,
    ]);
  }

  private async change(text: string, values: unknown[]): Promise<void> {
    const database = openDatabase({ url: this.databaseUrl, connections: 1 });
    await database.pool.query(text, values);
    await database.close();
  }
}

/** A folder that is not there: a workspace is made by its first write alone. */
const nowhere = join(tmpdir(), `holdfast-no-workspaces-${randomUUID()}`);

const noPages: PageReader = { read: () => Promise.reject(new ToolError('There are no pages here.')) };

let isRuntimeInstalled = false;

/** The SDK's runtime can be installed once in a test file, before any connection. */
function installRuntimeOnce(log: pino.Logger): void {
  if (!isRuntimeInstalled) installRuntime(log);
  isRuntimeInstalled = true;
}

const none = { apiKey: undefined, baseUrl: undefined };
const noProviders = { anthropic: none, google: none };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
