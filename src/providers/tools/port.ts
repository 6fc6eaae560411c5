import { z } from 'zod';
import type { JsonObject } from '../../contract/task';
import type { ToolCategory, ToolContext, ToolOutput } from '../../contract/tools';
import { parseArguments } from './arguments';

export { ToolError } from './tool-error';

/** What is said of a tool in one place, whatever it does. */
export interface ToolSpec {
  readonly name: string;
  /** For the model: what it does, when to use it, what it returns. */
  readonly description: string;
  readonly category: ToolCategory;
  readonly version: string;
  /** Longest time of one call. */
  readonly timeoutMs: number;
  /** US dollars a call costs. */
  readonly costUsd: number;
  readonly dangerous: boolean;
  readonly changes: boolean;
  readonly foreignText: boolean;
  /** Least time between two calls of a session; later ones wait for their turn. */
  readonly minIntervalMs?: number;
}

/** One tool: `check` turns what a caller sent into arguments, or throws `ToolError`; `run` does the work. */
export interface Tool extends ToolSpec {
  /** JSON Schema of the arguments. */
  readonly parameters: JsonObject;
  readonly check: (args: unknown) => unknown;
  readonly run: (args: unknown, context: ToolContext) => Promise<ToolOutput>;
}

/**
 * Makes a tool from a strict zod object: the schema gives the types, the checks and what the model is told.
 * `run` throws `ToolError` for what a caller can act on; anything else is a defect and is logged as one.
 */
export function defineTool<P extends z.ZodObject>(
  spec: ToolSpec & {
    readonly parameters: P;
    readonly run: (args: z.output<P>, context: ToolContext) => Promise<ToolOutput>;
  },
): Tool {
  const { parameters, run, ...rest } = spec;
  const schema = z.toJSONSchema(parameters, { io: 'input' }) as JsonObject;
  delete schema['$schema'];
  return {
    ...rest,
    parameters: schema,
    check: (args) => parseArguments(parameters, args, spec.name),
    run: (args, context) => run(args as z.output<P>, context),
  };
}
