import type { ToolBox, ToolContext, ToolFacts, ToolOutcome, ToolOutput } from '../../contract/tools';
import { limits } from '../../contract/limits';
import type { Tool } from './port';
import { SessionPace } from './pace';
import { ToolError } from './tool-error';

/** Where tools come from: the built-in ones, and those of servers that come and go. */
export interface ToolSource {
  list(): readonly Tool[] | Promise<readonly Tool[]>;
  /** Why a tool of this name is not listed, where the source knows. */
  absence?(name: string): ToolError | undefined;
}

/** What a tool box reports defects to. */
export interface ToolLog {
  error(fields: object, message: string): void;
}

/** Puts tools behind one face. Where two have one name the first stands. */
export function createToolBox(sources: readonly ToolSource[], log: ToolLog): ToolBox {
  const pace = new SessionPace();
  const all = async () => {
    const lists = await Promise.all(sources.map(async (source) => source.list()));
    const byName = new Map<string, Tool>();
    for (const tool of lists.flat()) if (!byName.has(tool.name)) byName.set(tool.name, tool);
    return byName;
  };
  return {
    list: async () => [...(await all()).values()].map(factsOf).sort((a, b) => (a.name < b.name ? -1 : 1)),
    async call(name, args, context) {
      const startedAt = performance.now();
      const durationMs = () => Math.round(performance.now() - startedAt);
      try {
        const tool = (await all()).get(name);
        if (!tool) throw absenceOf(name, sources);
        const checked = tool.check(args);
        await pace.turn(tool, context);
        const output = await runWithin(tool, checked, context);
        const costUsd = output.costUsd ?? tool.costUsd;
        return { ok: true, ...output, text: cut(output.text), costUsd, durationMs: durationMs() };
      } catch (error) {
        context.signal.throwIfAborted();
        return { ...failureOf(error, name, log), durationMs: durationMs() };
      }
    },
  };
}

function absenceOf(name: string, sources: readonly ToolSource[]): ToolError {
  const [known] = sources.map((source) => source.absence?.(name)).filter((absence) => absence !== undefined);
  return known ?? new ToolError(`Tool '${name}' not found.`);
}

function factsOf(tool: Tool): ToolFacts {
  const { name, description, category, version, parameters, dangerous, changes, foreignText } = tool;
  const timing = { timeout_seconds: tool.timeoutMs / 1_000, cost_per_use: tool.costUsd };
  return { name, description, category, version, parameters, ...timing, dangerous, changes, foreignText };
}

/** Runs a tool until its time is up: also one that does not listen to its signal is left behind then. */
async function runWithin(tool: Tool, args: unknown, context: ToolContext): Promise<ToolOutput> {
  context.signal.throwIfAborted();
  const time = new AbortController();
  const signal = AbortSignal.any([context.signal, time.signal]);
  const sentence = `${tool.name} took longer than its limit of ${tool.timeoutMs / 1_000} s.`;
  const timer = setTimeout(() => {
    time.abort(new ToolError(sentence, { isRetryable: true }));
  }, tool.timeoutMs);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
  try {
    return await Promise.race([tool.run(args, { ...context, signal }), aborted]);
  } catch (error) {
    throw time.signal.aborted ? time.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}

function failureOf(
  error: unknown,
  name: string,
  log: ToolLog,
): Pick<Failure, 'ok' | 'error' | 'isRetryable'> {
  if (error instanceof ToolError) return { ok: false, error: error.message, isRetryable: error.isRetryable };
  log.error({ err: error, tool: name }, 'a tool broke down');
  return {
    ok: false,
    error: `${name} failed unexpectedly; it is no use to try the same again.`,
    isRetryable: false,
  };
}
type Failure = Extract<ToolOutcome, { ok: false }>;

function cut(text: string): string {
  if (text.length <= limits.toolTextCharacters) return text;
  return `${text.slice(0, limits.toolTextCharacters).toWellFormed()}\n[cut: ${text.length} characters in all]`;
}
