import { z } from 'zod';
import type { JsonObject } from './task';

/** What a tool is called by: by models in a tool call, by clients in a path. */
export const ToolName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/, 'Invalid tool name');

/** What kind of work a tool does, for listings. */
export const ToolCategory = z.enum(['compute', 'web', 'files', 'code', 'mcp']);
export type ToolCategory = z.infer<typeof ToolCategory>;

/** A tool as `GET /api/v1/tools/{name}` describes it. */
export const ToolDescription = z
  .object({
    name: ToolName,
    description: z.string(),
    category: ToolCategory,
    version: z.string(),
    parameters: z.record(z.string(), z.unknown()).describe('JSON Schema of the arguments'),
    timeout_seconds: z.number().positive(),
    cost_per_use: z.number().min(0).describe('US dollars; what a call really cost stands in its result'),
  })
  .meta({ id: 'ToolDescription' });
export type ToolDescription = z.infer<typeof ToolDescription>;

/** Who calls a tool, and within what bounds. */
export interface ToolContext {
  readonly tenant: string;
  readonly sessionId: string;
  /** Aborts when the task is cancelled or the tool's time is up: every wait must honour it. */
  readonly signal: AbortSignal;
  /** The same for every repeat of one call: a tool that changes something must change it once a key. */
  readonly callKey: string;
}

/** A page or document that a tool's output comes from. */
export interface ToolSource {
  readonly url: string;
  readonly title: string;
}

/** What a tool gives back when it worked. */
export interface ToolOutput {
  /** What the model reads: plain text, the most useful first, since long ones are cut. */
  readonly text: string;
  /** The same as JSON data, for clients. */
  readonly output: unknown;
  readonly metadata?: JsonObject;
  /** US dollars, where it differs from the tool's usual cost. */
  readonly costUsd?: number;
  /** Where it comes from, for tools that bring text of strangers. */
  readonly sources?: readonly ToolSource[];
}

/** What came of a tool call: also a failure is an answer, with a sentence that its caller can act on. */
export type ToolOutcome =
  | ({ readonly ok: true; readonly costUsd: number; readonly durationMs: number } & ToolOutput)
  | {
      readonly ok: false;
      readonly error: string;
      readonly isRetryable: boolean;
      readonly durationMs: number;
    };

/** What a caller must know of a tool before it calls. */
export interface ToolFacts extends ToolDescription {
  /** Can harm beyond its session (runs code, writes, speaks to foreign servers): offered only where allowed. */
  readonly dangerous: boolean;
  /** Changes something: a call that succeeded is never repeated. */
  readonly changes: boolean;
  /** Brings text that strangers wrote: it reaches the model marked as data. */
  readonly foreignText: boolean;
}

/** All tools of a process behind one face. */
export interface ToolBox {
  /** The tools that can be called now, by name; those of servers that are down are missing. */
  list(): Promise<readonly ToolFacts[]>;
  /** Checks the arguments and runs the tool within its limits. Never throws but the signal's own reason. */
  call(name: string, args: unknown, context: ToolContext): Promise<ToolOutcome>;
}
