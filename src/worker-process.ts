import { NativeConnection, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createActivities, createDeliverWebhook, createScheduleActivities } from './activities';
import { createSubmitTask } from './api';
import type { Config } from './config';
import { limits } from './contract/limits';
import { deliveryQueueOf, taskQueue } from './contract/engine';
import type { ToolBox } from './contract/tools';
import type { Models } from './providers/models/port';
import type { PageReader } from './providers/pages/port';
import type { ApprovalPolicy } from './contract/approvals';
import type { Webhooks } from './providers/webhooks/port';
import type { Store } from './store';
import { createSubmissionChecks } from './submission-checks';
import { clientOn, Gateway, type EngineSettings } from './temporal';

/** What a worker runs with. */
export interface WorkerOptions {
  readonly engine: EngineSettings;
  readonly store: Store;
  readonly models: Models;
  readonly tools: ToolBox;
  readonly pages: PageReader;
  readonly webhooks: Webhooks;
  readonly approvalPolicy?: ApprovalPolicy;
  readonly log: Logger;
  /** Model calls at once. */
  readonly concurrency: number;
  /** Workflows kept in memory; those that wait cost nothing when they are not. */
  readonly cachedWorkflows: number;
  /** How long calls in flight may go on after a stop. */
  readonly graceMs: number;
  readonly buildId?: string | undefined;
  readonly queue?: string;
}

/** What a worker is given besides its configuration. */
export type WorkerParts = Pick<
  WorkerOptions,
  'engine' | 'store' | 'models' | 'tools' | 'pages' | 'webhooks' | 'log'
>;

/** Starts a worker as the environment configures it. Throws when the engine does not answer. */
export function startConfiguredWorker(config: Config, parts: WorkerParts): Promise<RunningWorker> {
  return startWorker({
    ...parts,
    concurrency: config.modelConcurrency ?? parts.models.defaultConcurrency,
    cachedWorkflows: config.cachedWorkflows,
    graceMs: config.graceMs,
    approvalPolicy: config.approvalPolicy,
    buildId: config.temporal.buildId,
  });
}

/** A worker that runs. */
export interface RunningWorker {
  /** The worker's own connection: workflows started on it may begin at once. */
  readonly connection: NativeConnection;
  /** Lets calls in flight end within the grace time, hands the others on, and closes. Safe to call twice. */
  stop(): Promise<void>;
  /** Resolves when the worker has ended; rejects when it broke down. */
  readonly ended: Promise<void>;
}

/** Sends the SDK's own log through ours. Once a process, before any connection or worker. */
export function installRuntime(log: Logger): void {
  const write =
    (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: object) => {
      log[level](fields ?? {}, message);
    };
  Runtime.install({
    logger: {
      log: (level, message, fields) => log[pinoLevel(level)](fields ?? {}, message),
      trace: write('trace'),
      debug: write('debug'),
      info: write('debug'),
      warn: write('warn'),
      error: write('error'),
    },
    shutdownSignals: [],
  });
}

/** Connects a worker and starts it. Throws when the engine does not answer. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { engine, log } = options;
  const connection = await NativeConnection.connect(engine.connection);
  try {
    const workers = [await createWorker(options, connection), await createDeliverer(options, connection)];
    const runs = workers.map((worker) => worker.run());
    const ended = Promise.all(runs).then(() => undefined);
    ended.catch((error: unknown) => log.error({ err: error }, 'the worker broke down'));
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.allSettled(runs);
      await connection.close();
    };
    return { connection, ended, stop: () => (stopping ??= stop()) };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Nothing is asked for but what tasks ask for themselves. */
const noPolicy: ApprovalPolicy = { tools: [], dangerous: false };

async function createWorker(options: WorkerOptions, connection: NativeConnection): Promise<Worker> {
  const { store, models, tools, pages, webhooks, log, approvalPolicy = noPolicy } = options;
  const engine = new Gateway(clientOn(connection, options.engine.namespace), {
    queue: options.queue ?? taskQueue,
  });
  const submit = createSubmitTask({ store, engine, log, ...createSubmissionChecks(models, tools, webhooks) });
  return Worker.create({
    ...bearing(options, connection),
    taskQueue: options.queue ?? taskQueue,
    workflowBundle: workflowBundle(),
    activities: {
      ...createActivities({ store, models, tools, pages, approvalPolicy, log }),
      ...createScheduleActivities({ store, submit, log }),
    },
    maxConcurrentActivityTaskExecutions: options.concurrency,
    maxCachedWorkflows: options.cachedWorkflows,
    stickyQueueScheduleToStartTimeout: limits.stickyWaitMs,
  });
}

/** Tells webhooks beside the work of tasks: neither waits for places that the other has taken. */
function createDeliverer(options: WorkerOptions, connection: NativeConnection): Promise<Worker> {
  return Worker.create({
    ...bearing(options, connection),
    taskQueue: deliveryQueueOf(options.queue ?? taskQueue),
    activities: { deliverWebhook: createDeliverWebhook(options) },
    maxConcurrentActivityTaskExecutions: limits.webhooksAtOnce,
  });
}

/** How every worker of a process is connected, beats, and ends. */
function bearing({ engine, graceMs, buildId }: WorkerOptions, connection: NativeConnection) {
  return {
    connection,
    namespace: engine.namespace,
    shutdownGraceTime: graceMs,
    shutdownForceTime: graceMs + 5_000,
    maxHeartbeatThrottleInterval: limits.heartbeatEveryMs,
    defaultHeartbeatThrottleInterval: limits.heartbeatEveryMs,
    ...(buildId !== undefined && {
      workerDeploymentOptions: {
        useWorkerVersioning: true as const,
        version: { deploymentName: 'holdfast', buildId },
        defaultVersioningBehavior: 'PINNED' as const,
      },
    }),
  };
}

/** The workflow code, bundled by the build; where there is no build (tests), `HOLDFAST_WORKFLOW_BUNDLE` names it. */
function workflowBundle(): WorkflowBundleOption {
  const built = join(__dirname, 'workflow-bundle.js');
  if (existsSync(built)) return { codePath: built };
  return { codePath: join(__dirname, '..', 'dist', 'workflow-bundle.js') };
}

function pinoLevel(level: string): 'trace' | 'debug' | 'info' | 'warn' | 'error' {
  const lower = level.toLowerCase();
  return lower === 'trace' || lower === 'debug' || lower === 'warn' || lower === 'error' ? lower : 'debug';
}
