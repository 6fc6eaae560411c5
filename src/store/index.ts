import { ApiKeyStore } from './api-keys';
import { limits } from '../contract/limits';
import { ApprovalStore } from './approvals';
import { BudgetStore } from './budgets';
import { ControlStore } from './control';
import { openDatabase, type Database, type DatabaseOptions } from './database';
import { EventStore } from './events';
import { MessageStore } from './messages';
import { migrate } from './migrate';
import { PageStore } from './pages';
import { PlaceStore } from './places';
import { ScheduleRunStore } from './schedule-runs';
import { ScheduleStore } from './schedules';
import { SessionMemory } from './session-memory';
import { SessionStore } from './sessions';
import { SessionTaskStore } from './session-tasks';
import { StepStore } from './steps';
import { TaskStore } from './tasks';
import { TimelineStore } from './timelines';
import { UpkeepStore } from './upkeep';
import { Wakeups } from './wakeups';
import { WebhookStore } from './webhooks';

export type { ApiKeyInfo, Caller, CountedRequest, NewApiKey } from './api-keys';
export type { BudgetPause, BudgetRow, BudgetShare, SharedBudget, Spending } from './budgets';
export type { PauseOutcome } from './control';
export type { CallFacts, PartialAnswer } from './events';
export type { RunRow } from './schedule-runs';
export type { ScheduleRow } from './schedules';
export type { CompletedTurn, SessionLength } from './session-memory';
export type { EdgeTask, SessionRow, SessionTurn } from './sessions';
export type { SessionPosition, SessionTask } from './session-tasks';
export type { BegunStep, CallReservation, HeldShare, KeptStep, Reserved } from './steps';
export type { Placed } from './places';
export type { DueDelivery, WebhookDelivery } from './webhooks';
export type { Inserted, InsertedTask, NewTask, TaskFilter, TaskRow } from './tasks';
export type {
  ApiKeyStore,
  BudgetStore,
  ControlStore,
  EventStore,
  PageStore,
  PlaceStore,
  SessionMemory,
  SessionStore,
  SessionTaskStore,
  StepStore,
  TaskStore,
  TimelineStore,
  UpkeepStore,
  Wakeups,
  WebhookStore,
};

/** The store: everything that outlives a process. */
export interface Store {
  readonly tasks: TaskStore;
  readonly events: EventStore;
  readonly steps: StepStore;
  readonly control: ControlStore;
  readonly budgets: BudgetStore;
  readonly approvals: ApprovalStore;
  readonly messages: MessageStore;
  readonly pages: PageStore;
  readonly places: PlaceStore;
  readonly sessions: SessionStore;
  readonly sessionMemory: SessionMemory;
  readonly timelines: TimelineStore;
  readonly sessionTasks: SessionTaskStore;
  readonly webhooks: WebhookStore;
  readonly keys: ApiKeyStore;
  readonly schedules: ScheduleStore;
  readonly scheduleRuns: ScheduleRunStore;
  readonly upkeep: UpkeepStore;
  readonly wakeups: Wakeups;
  /** Resolves when the database answers; throws its error. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** How the store is opened. */
export interface StoreOptions extends DatabaseOptions {
  /** Tasks of one tenant that may run at once; absent: as many as by default. */
  readonly tenantTasks?: number | undefined;
}

/** Opens the store, migrates its schema and listens for wake-ups. Throws the database's error. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const database = openDatabase(options);
  const onError = options.onError ?? (() => undefined);
  const wakeups = new Wakeups(options.url, onError);
  try {
    await migrate(database.kysely);
    await wakeups.open();
  } catch (error) {
    await closeAll(database, wakeups);
    throw error;
  }
  const { kysely } = database;
  const mostTasks = options.tenantTasks ?? limits.tenantTasks;
  return {
    tasks: new TaskStore(kysely, database.pool, wakeups, mostTasks),
    events: new EventStore(kysely, database.pool, wakeups.wake),
    steps: new StepStore(kysely, database.pool, wakeups.wake),
    control: new ControlStore(kysely, wakeups.wake, mostTasks),
    budgets: new BudgetStore(kysely, wakeups.wake),
    approvals: new ApprovalStore(database.pool),
    messages: new MessageStore(kysely, wakeups.wake),
    pages: new PageStore(database.pool),
    places: new PlaceStore(database.pool, mostTasks),
    sessions: new SessionStore(kysely, database.pool, wakeups),
    sessionMemory: new SessionMemory(kysely, database.pool),
    timelines: new TimelineStore(kysely),
    sessionTasks: new SessionTaskStore(kysely),
    webhooks: new WebhookStore(kysely),
    keys: new ApiKeyStore(kysely, database.pool),
    schedules: new ScheduleStore(kysely),
    scheduleRuns: new ScheduleRunStore(kysely),
    upkeep: new UpkeepStore(kysely),
    wakeups,
    ping: async () => {
      await database.pool.query('select 1');
    },
    close: () => closeAll(database, wakeups),
  };
}

async function closeAll(database: Database, wakeups: Wakeups): Promise<void> {
  await wakeups.close();
  await database.close();
}
