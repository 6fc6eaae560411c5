import type { ColumnType, Generated } from 'kysely';
import type { ExecutionMode } from '../contract/mode';
import type { ModelCall, UnifiedResponse, Usage } from '../contract/result';
import type { StepKind } from '../contract/orders';
import type { KeyTier } from '../contract/request-limits';
import type { EndStatus } from '../contract/status';
import type { TaskSettings } from '../contract/submission';
import type { JsonObject } from '../contract/task';

/** JSON columns are read as objects and written as text. */
type Json<T> = ColumnType<T, string, string>;

/** One task: what was submitted, and from its end on the record. */
export interface TasksTable {
  task_id: string;
  tenant: string;
  owner: string;
  session_id: string;
  /** The key that submitted it; null: before that was kept. */
  key_id: string | null;
  query: string;
  context: Json<JsonObject>;
  settings: Json<TaskSettings>;
  mode: ExecutionMode;
  created_at: ColumnType<Date, Date | undefined, never>;
  /** When the start of the workflow was last tried; guards the sweep against a retry by key. */
  claimed_at: ColumnType<Date, Date | undefined, Date>;
  /** When the engine was known to have the workflow; null: never acknowledged. */
  confirmed_at: Date | null;
  /** When a worker first took it; serves filters of lists only. */
  started_at: Date | null;
  /** When the sweep last compared it with the engine. */
  checked_at: Date | null;
  cancel_requested_at: Date | null;
  cancel_reason: string | null;
  cancel_requested_by: string | null;
  /** Somebody has paused it; its end is withheld meanwhile. */
  is_paused: Generated<boolean>;
  /** Pauses and resumptions so far. */
  pause_seq: Generated<number>;
  /** The last of them that its workflow was told of. */
  pause_sent: Generated<number>;
  /** When, why and by whom it was last paused or resumed. */
  paused_at: Date | null;
  pause_reason: string | null;
  paused_by: string | null;
  /** What it waits for that a person must give; serves filters of lists only. */
  waits_for: string | null;
  /** Messages of people, and how many of them its workflow was told of. */
  message_count: Generated<number>;
  messages_told: Generated<number>;
  /** Number of the last event in the log. */
  last_seq: Generated<number>;
  /** When the log and the record were closed; null: the task lives. All columns below are set with it. */
  ended_at: Date | null;
  status: EndStatus | null;
  result: string | null;
  error: string | null;
  model_used: string | null;
  provider: string | null;
  usage: Json<Usage> | null;
  metadata: Json<JsonObject> | null;
  unified_response: Json<UnifiedResponse> | null;
  /** When the text pieces were removed from the log. */
  trimmed_at: Date | null;
  /** When its session was deleted: it belongs to none any more, and goes once it has ended. */
  session_deleted_at: Date | null;
  /** Since when it waits for a place of its tenant, until its workflow was told that it has one; null: it never did, or was. */
  held_at: Date | null;
  /** When it was given a place that it had waited for. */
  placed_at: Date | null;
}

/** What a session has besides its tasks. */
export interface SessionsTable {
  tenant: string;
  session_id: string;
  /** Who submitted its first task. */
  owner: string;
  title: string | null;
  created_at: ColumnType<Date, Date | undefined, never>;
  /** When the title was last set. */
  updated_at: Date | null;
  /** A deleted session is a name alone; a new task under its id begins it anew. */
  deleted_at: Date | null;
  /** When nothing was left of it. */
  cleared_at: Date | null;
  /** What was said up to a turn, in short: when that ended, and its task. */
  summary: string | null;
  summary_until: Date | null;
  summary_last: string | null;
  /** The task that is about to sum more up, and since when. */
  summing_task: string | null;
  summing_at: Date | null;
}

/** The log of what tasks told, dense per task from 1. */
export interface EventsTable {
  task_id: string;
  seq: number;
  key: string;
  type: string;
  agent_id: string | null;
  message: string | null;
  payload: Json<JsonObject> | null;
  created_at: Date;
}

/** One step of a task: how often it was begun, and what it paid for once it is done. */
export interface StepsTable {
  task_id: string;
  step: string;
  attempt: number;
  output: Json<JsonObject> | null;
  calls: Json<ModelCall[]> | null;
  kind: Generated<StepKind>;
  /** Name of the agent that does it. */
  agent: Generated<string>;
  /** What of the task's budget it holds while its call is made. */
  reserved_tokens: Generated<number>;
  reserved_usd: Generated<number>;
  /** Calls that broke off after text had come. */
  broken_off: Generated<number>;
  /** Which attempt has written last what it paid for; null: the newest. */
  settled_attempt: number | null;
}

/** Texts of a live task that are too long for a step's output, by the hash of their content. */
export interface ArtifactsTable {
  task_id: string;
  hash: string;
  text: string;
}

/** Keys of requests that must not make a second task. */
export interface IdempotencyTable {
  tenant: string;
  path: string;
  key: string;
  body_hash: string;
  task_id: string;
  created_at: ColumnType<Date, Date | undefined, never>;
}

/** API keys, hashed. */
export interface ApiKeysTable {
  id: string;
  tenant: string;
  owner: string;
  name: string;
  /** First characters of the key, so that a person can tell which one it is. */
  prefix: string;
  key_hash: string;
  created_at: ColumnType<Date, Date | undefined, never>;
  expires_at: Date | null;
  revoked_at: Date | null;
  /** Whether it may set budgets. */
  is_operator: Generated<boolean>;
  /** How many requests it may make. */
  tier: Generated<KeyTier>;
}

/** Whose schedules there are; what they say is the engine's to keep. */
export interface SchedulesTable {
  schedule_id: string;
  tenant: string;
  owner: string;
  created_at: ColumnType<Date, Date | undefined, never>;
  /** When it was last tried to make it in the engine. */
  claimed_at: ColumnType<Date, Date | undefined, Date>;
  /** When the engine was known to have it; null: never acknowledged. */
  confirmed_at: Date | null;
  /** When it was last compared with the engine. */
  checked_at: Date | null;
  /** The run that was announced to whoever made it. */
  first_run_at: Date | null;
  request_key: string | null;
  body_hash: string | null;
}

/** Runs of schedules, by the tasks that they are. */
export interface ScheduleRunsTable {
  task_id: string;
  schedule_id: string;
  triggered_at: Date;
  /** Why there is no task. */
  refusal: string | null;
  /** How its task had ended, once that is deleted. */
  kept_status: EndStatus | null;
}

/** All tables of the store. */
export interface Tables {
  tasks: TasksTable;
  sessions: SessionsTable;
  events: EventsTable;
  steps: StepsTable;
  artifacts: ArtifactsTable;
  idempotency_keys: IdempotencyTable;
  api_keys: ApiKeysTable;
  schedules: SchedulesTable;
  schedule_runs: ScheduleRunsTable;
}
