import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type Client,
  type WorkflowStartOptions,
} from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import type { PauseOrder } from '../contract/control';
import { limits } from '../contract/limits';
import {
  queryNames,
  searchAttributeNames,
  signalNames,
  taskQueue,
  updateNames,
  webhookWorkflow,
  workflowTypeOf,
} from '../contract/engine';
import type { WebhookOrder } from '../contract/webhook';
import type { TaskInput, TaskMemo } from '../contract/workflow';
import { readDescription, type EngineView } from './description';
import { readHistory, type EngineHistory } from './history';
import { fairTo } from './fairness';
import { ScheduleGateway } from './schedules';

/** How the gateway may start workflows. */
export interface GatewayOptions {
  /** Whether a worker on the same connection may take the first workflow task at once. */
  readonly eager?: boolean;
  readonly queue?: string;
}

/** What came of an update: a value, a refusal by the workflow, or the workflow has ended. */
export type UpdateOutcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly type: string }
  | { readonly kind: 'gone' };

/** A delivery as it is started. */
export interface DeliveryStart {
  readonly delivery_id: string;
  readonly task_id: string;
  readonly event: WebhookOrder['event'];
  readonly tenant: string;
}

/** `NOT_FOUND` of gRPC. */
const notFoundCode = 5;

const attribute = (name: keyof typeof searchAttributeNames) =>
  defineSearchAttributeKey(searchAttributeNames[name], 'KEYWORD');
const attributes = {
  tenant: attribute('tenant'),
  session: attribute('session'),
  mode: attribute('mode'),
  status: attribute('status'),
};

/** The engine as the rest of the house sees it: submit, describe, signal, cancel, terminate. Nobody else speaks to it. */
export class Gateway {
  readonly schedules: ScheduleGateway;

  constructor(
    private readonly client: Client,
    private readonly options: GatewayOptions = {},
  ) {
    this.schedules = new ScheduleGateway(client, options.queue ?? taskQueue, (timeoutMs, call) =>
      this.within(timeoutMs, call),
    );
  }

  /**
   * Starts the workflow of a task; one that is already there, running or ended, counts as started.
   * Throws the engine's error when it does not answer in time: whether it started is then unknown.
   */
  async start(input: TaskInput): Promise<void> {
    const { taskId, tenant, sessionId, mode, query } = input;
    const excerpt = [...query].slice(0, limits.memoQueryCharacters).join('');
    const memo: TaskMemo = { tenant, mode, session: sessionId, query: excerpt };
    await this.startOnce(workflowTypeOf(input), {
      workflowId: taskId,
      args: [input],
      memo: { ...memo },
      workflowExecutionTimeout: limits.executionTimeoutMs,
      priority: fairTo(tenant),
      staticSummary: `${shortMode(mode)}: ${oneLine(excerpt)}`.slice(0, 200),
      staticDetails: details(input, excerpt),
      typedSearchAttributes: new TypedSearchAttributes([
        { key: attributes.tenant, value: tenant },
        { key: attributes.session, value: sessionId },
        { key: attributes.mode, value: shortMode(mode) },
        // Changed once, at the end: whether a worker has begun is told by the memo.
        { key: attributes.status, value: 'RUNNING' },
      ]),
    });
  }

  /** Starts the workflow of a delivery; one that is already there counts as started. Throws the engine's error. */
  async startWebhook({ delivery_id, task_id, event, tenant }: DeliveryStart): Promise<void> {
    const order: WebhookOrder = { deliveryId: delivery_id, taskId: task_id, event };
    await this.startOnce(webhookWorkflow, {
      workflowId: delivery_id,
      args: [order],
      workflowExecutionTimeout: limits.webhookExecutionMs,
      priority: fairTo(tenant),
      staticSummary: `webhook · ${event} · ${task_id}`.slice(0, 200),
      typedSearchAttributes: new TypedSearchAttributes([{ key: attributes.tenant, value: tenant }]),
    });
  }

  /** What the engine knows of a task now; undefined when it does not know it. Throws when it does not answer. */
  async describe(taskId: string): Promise<EngineView | undefined> {
    return unlessUnknown(async () => {
      const { workflowService, options } = this.client;
      const order = { namespace: options.namespace, execution: { workflowId: taskId } };
      const description = await this.within(limits.engineCallMs, () =>
        workflowService.describeWorkflowExecution(order),
      );
      return readDescription(description, options.loadedDataConverter);
    });
  }

  /**
   * What the engine keeps of a task's run, the last one where none is named; undefined when it does not know it, or no
   * longer. Throws when it does not answer.
   */
  async history(taskId: string, runId?: string): Promise<EngineHistory | undefined> {
    return unlessUnknown(() =>
      readHistory(this.client, (call) => this.within(limits.engineCallMs, call), taskId, runId),
    );
  }

  /** Asks a workflow to cancel itself; false when it is not there or has ended. */
  async cancel(taskId: string): Promise<boolean> {
    return this.reach(() => this.client.workflow.getHandle(taskId).cancel());
  }

  /** Tells a workflow of a pause or a resumption; false when it is not there or has ended. */
  async signal(taskId: string, name: keyof typeof signalNames, order: PauseOrder): Promise<boolean> {
    return this.reach(() => this.client.workflow.getHandle(taskId).signal(signalNames[name], order));
  }

  /** Tells a workflow that its tenant has a place for it; false when it is not there or has ended. */
  async givePlace(taskId: string): Promise<boolean> {
    return this.reach(() => this.client.workflow.getHandle(taskId).signal(signalNames.place));
  }

  /** Tells a workflow how many messages its task has; false when it is not there or has ended. */
  async tellMessages(taskId: string, count: number): Promise<boolean> {
    return this.reach(() => this.client.workflow.getHandle(taskId).signal(signalNames.message, count));
  }

  /**
   * Has a workflow take an update and waits for what comes of it, as long as told. Throws when no worker answers in
   * time: whether it was taken is then unknown.
   */
  async update<T>(
    taskId: string,
    name: keyof typeof updateNames,
    order: object,
    { timeoutMs, id }: { readonly timeoutMs: number; readonly id?: string },
  ): Promise<UpdateOutcome<T>> {
    try {
      const handle = this.client.workflow.getHandle(taskId);
      const options = { args: [order], ...(id !== undefined && { updateId: id }) };
      const value = await this.within(timeoutMs, () =>
        handle.executeUpdate<T, [object]>(updateNames[name], options as { args: [object] }),
      );
      return { kind: 'done', value };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { kind: 'gone' };
      const type = error instanceof WorkflowUpdateFailedError && failureTypeOf(error.cause);
      if (type === 'AcceptedUpdateCompletedWorkflow') return { kind: 'gone' };
      if (type) return { kind: 'refused', type };
      throw error;
    }
  }

  /** What a workflow answers to a query; undefined when it is not there. Throws when no worker answers in time. */
  async query<T>(taskId: string, name: keyof typeof queryNames): Promise<T | undefined> {
    try {
      const handle = this.client.workflow.getHandle(taskId);
      return await this.within(limits.engineCallMs, () => handle.query<T>(queryNames[name]));
    } catch (error) {
      if (error instanceof WorkflowNotFoundError || error instanceof QueryNotRegisteredError)
        return undefined;
      throw error;
    }
  }

  /** Ends a workflow from outside, with a reason for those who look; false when it is not there or has ended. */
  async terminate(taskId: string, reason: string): Promise<boolean> {
    return this.reach(() => this.client.workflow.getHandle(taskId).terminate(reason));
  }

  /** Resolves when the engine answers; throws its error. */
  async ping(): Promise<void> {
    await this.within(limits.engineCallMs, () => this.client.workflowService.getSystemInfo({}));
  }

  /** Starts a workflow, once for its id: one that is there, running or ended, counts as started. */
  private async startOnce(type: string, what: Omit<WorkflowStartOptions, 'taskQueue'>): Promise<void> {
    const options: WorkflowStartOptions = {
      ...what,
      taskQueue: this.options.queue ?? taskQueue,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      requestEagerStart: this.options.eager ?? false,
    };
    try {
      await this.within(limits.engineStartMs, () => this.client.workflow.start(type, options));
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  private async reach(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await this.within(limits.engineCallMs, call);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  private within<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
    return this.client.withDeadline(Date.now() + timeoutMs, call);
  }
}

function failureTypeOf(cause: unknown): string | undefined {
  return cause instanceof ApplicationFailure ? (cause.type ?? undefined) : undefined;
}

/** What a call gives; undefined where the engine does not know what it asks of. Throws any other error. */
async function unlessUnknown<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === notFoundCode) return undefined;
    throw error;
  }
}

function shortMode(mode: string): string {
  return mode.replace('EXECUTION_MODE_', '');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function details(input: TaskInput, excerpt: string): string {
  return [
    `**Query:** ${oneLine(excerpt)}`,
    `**Mode:** ${shortMode(input.mode)}`,
    `**Session:** ${input.sessionId}`,
    `**Tenant:** ${input.tenant}`,
    `**Limit:** ${input.settings.timeoutSeconds} s`,
  ].join('\n\n');
}
