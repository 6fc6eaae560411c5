import { z } from 'zod';
import { ExecutionMode } from './mode';
import { Usage } from './result';
import type { TaskSettings } from './submission';
import type { JsonObject } from './task';

/** Everything that a task's workflow starts with. */
export interface TaskInput {
  readonly taskId: string;
  readonly tenant: string;
  readonly sessionId: string;
  readonly mode: ExecutionMode;
  readonly query: string;
  readonly context: JsonObject;
  readonly settings: TaskSettings;
  /** RFC 3339, as the store gave it. */
  readonly createdAt: string;
  /** Trace of the request that submitted it, for logs. */
  readonly traceId: string;
  /** Whether it must not begin before it is told that its tenant has a place for it. */
  readonly waitsForPlace?: boolean;
}

/** What a live task shows of itself: the workflow's memo keeps it under `view`, well under 2 KB. */
export const LiveView = z.object({
  state: z.enum(['RUNNING', 'PAUSED']),
  mode: ExecutionMode,
  /** When this view last changed, by the workflow's clock. */
  at: z.iso.datetime(),
  /** When the first worker began: the task's own limit counts from here. */
  started_at: z.iso.datetime(),
  /** Seconds of the task's own limit. */
  timeout_seconds: z.int(),
  usage: Usage,
  model_used: z.string(),
  provider: z.string(),
  /** Since when, why and by whom it is paused. */
  paused: z.object({ at: z.iso.datetime(), reason: z.string(), by: z.string() }).optional(),
  /** Milliseconds that earlier pauses took: the task's own limit stood still for so long. */
  paused_ms: z.int().optional(),
});
export type LiveView = z.infer<typeof LiveView>;

/** What a running model call shows of itself: its heartbeat carries it, the same from first to last. */
export const CallProgress = z.object({ provider: z.string(), model: z.string(), at: z.iso.datetime() });
export type CallProgress = z.infer<typeof CallProgress>;

/** Static part of the memo, for people who look into the engine. */
export interface TaskMemo {
  readonly tenant: string;
  readonly mode: ExecutionMode;
  readonly session: string;
  readonly query: string;
}
