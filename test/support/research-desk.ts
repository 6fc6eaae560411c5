import { MockActivityEnvironment } from '@temporalio/testing';
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { createActivities } from '../../src/activities';
import type { ResearchActivities } from '../../src/contract/research';
import type { TaskSettings } from '../../src/contract/submission';
import { createModels } from '../../src/providers/models';
import type { PageReader } from '../../src/providers/pages/port';
import { createToolBox } from '../../src/providers/tools/box';
import type { Tool } from '../../src/providers/tools/port';
import { openStore, type Store } from '../../src/store';
import { createTestDatabase } from './database';

/** The verbs of research over a real database, called as the engine calls them. */
export interface ResearchDesk {
  readonly store: Store;
  /** Makes a task; returns its id. */
  task(query: string, settings?: Partial<TaskSettings>): Promise<string>;
  /** Does a verb for a task, in its first attempt unless told otherwise. */
  do<N extends keyof ResearchActivities>(
    name: N,
    taskId: string,
    order: Omit<Parameters<ResearchActivities[N]>[0], 'taskId' | keyof typeof identity | 'agent' | 'tell'>,
    attempt?: number,
  ): Promise<Awaited<ReturnType<ResearchActivities[N]>>>;
  /** Keeps what a model would have given for a step: its text or its value. */
  given(taskId: string, step: string, output: { text: string } | { value: object }): Promise<void>;
  /** What a step has kept. */
  kept(taskId: string, step: string): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const identity = { tenant: 'acme', sessionId: 'session', createdAt: new Date().toISOString(), traceId: '' };
const usual: TaskSettings = {
  timeoutSeconds: 60,
  historyMessages: 5,
  conversation: [],
  isNewSession: true,
};
const none = { apiKey: undefined, baseUrl: undefined };

/** Opens a desk with its own database, over the tools and the reader of pages that the test has. */
export async function openResearchDesk(web: {
  readonly tools: readonly Tool[];
  readonly pages: PageReader;
}): Promise<ResearchDesk> {
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const database = await createTestDatabase();
  const store = await openStore({ url: database.url, connections: 5 });
  const models = createModels({
    config: {
      // No call is made: the verbs of the store ask no model.
      providers: { openai: { apiKey: 'sk-unused', baseUrl: undefined }, anthropic: none, google: none },
      openaiModel: undefined,
      modelsFile: undefined,
    },
  });
  const tools = createToolBox([{ list: () => web.tools }], log);
  const activities = createActivities({
    store,
    models,
    tools,
    pages: web.pages,
    approvalPolicy: { tools: [], dangerous: false },
    log,
  });
  return {
    store,
    async task(query, settings = {}) {
      const taskId = `task-${randomUUID()}`;
      await store.tasks.insert({
        taskId,
        tenant: identity.tenant,
        owner: identity.tenant,
        keyId: 'key_desk',
        sessionId: identity.sessionId,
        query,
        context: {},
        settings: { ...usual, ...settings },
        mode: 'EXECUTION_MODE_STANDARD',
        firstEvent: { key: 'submitted', type: 'PROGRESS', message: 'Taken' },
      });
      return taskId;
    },
    do: (name, taskId, order, attempt = 1) => {
      const verb = activities[name] as (input: unknown) => Promise<never>;
      return new MockActivityEnvironment({ attempt }).run(verb, {
        ...identity,
        taskId,
        agent: 'researcher',
        tell: [],
        ...order,
      });
    },
    given: async (taskId, step, output) => {
      await store.steps.beginWork(taskId, step, { kind: 'model', agent: 'model' }, []);
      await store.steps.finishWork(taskId, step, { output });
    },
    kept: async (taskId, step) => {
      const output = await store.steps.output(taskId, step);
      if (!output) throw new Error(`The step ${step} has kept nothing`);
      return output;
    },
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
}
