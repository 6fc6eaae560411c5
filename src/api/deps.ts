import type { Logger } from 'pino';
import type { PauseOrder } from '../contract/control';
import type { ScheduledRunOrder, ScheduleBounds } from '../contract/schedules';
import type { SessionFiles } from '../contract/session-files';
import type { ToolBox } from '../contract/tools';
import type { TaskInput } from '../contract/workflow';
import type { BudgetShare, Store, TaskRow } from '../store';
import type { EngineHistory, EngineSchedule, EngineView, ScheduleChange, UpdateOutcome } from '../temporal';

/** What the API asks of the engine; `Gateway` in `src/temporal` is the one that does it. */
export interface Engine {
  start(input: TaskInput): Promise<void>;
  describe(taskId: string): Promise<EngineView | undefined>;
  history(taskId: string, runId?: string): Promise<EngineHistory | undefined>;
  cancel(taskId: string): Promise<boolean>;
  tellMessages(taskId: string, count: number): Promise<boolean>;
  update<T>(
    taskId: string,
    name: 'decide' | 'review',
    order: object,
    options: { readonly timeoutMs: number; readonly id?: string },
  ): Promise<UpdateOutcome<T>>;
  query<T>(taskId: string, name: 'review'): Promise<T | undefined>;
  signal(taskId: string, name: 'pause' | 'resume', order: PauseOrder): Promise<boolean>;
  ping(): Promise<void>;
}

/** What the API asks of the engine about schedules; `ScheduleGateway` in `src/temporal` is the one that does it. */
export interface Schedules {
  create(order: ScheduledRunOrder, expressions: readonly string[]): Promise<void>;
  describe(scheduleId: string): Promise<EngineSchedule | undefined>;
  change(scheduleId: string, change: ScheduleChange): Promise<boolean>;
  delete(scheduleId: string): Promise<boolean>;
}

/** What the routes of tasks are made with: nothing in it listens, connects or reads the environment by itself. */
export interface TaskDeps {
  readonly store: Store;
  readonly engine: Engine;
  readonly log: Logger;
  /** Throws an error with a user's sentence when a submission names a model that is not to be had here. */
  readonly checkModelChoice: (choice: { tier?: string; model?: string; provider?: string }) => Promise<void>;
  /** Throws an error with a user's sentence for an address that no webhook may have. */
  readonly checkWebhook: (url: string) => void;
  /** The first of some names that no tool has now; undefined where each has one. */
  readonly findUnknownTool: (names: readonly string[]) => Promise<string | undefined>;
  /** Tokens that a prompt may fill, answer left aside, in the smallest window of the models that a choice may ask. */
  readonly promptRoom: (choice: { tier?: string; model?: string; provider?: string }) => Promise<number>;
  /** Tokens and US dollars that the first call of a task takes at least, by a choice of models. */
  readonly leastCall: (
    choice: { tier?: string; model?: string; provider?: string },
    prompt: { readonly query: string; readonly system?: string },
  ) => Promise<BudgetShare>;
  /**
   * Writes the end of a task that the engine has closed without a record, as the sweep does.
   * Returns the row as it then stands.
   */
  readonly settle: (row: TaskRow, engine: EngineView) => Promise<TaskRow | undefined>;
  /** Whether requests count against the limits of their keys; by default they do. */
  readonly areRequestsLimited?: boolean;
  /** Value of `Access-Control-Allow-Origin`. */
  readonly corsOrigins: string;
  readonly version: string;
}

/** What the whole API is made with. */
export interface ApiDeps extends TaskDeps {
  readonly tools: ToolBox;
  readonly files: SessionFiles;
  readonly schedules: Schedules;
  readonly scheduleBounds: ScheduleBounds;
}
