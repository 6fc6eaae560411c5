import { createHash } from 'node:crypto';
import { z } from 'zod';
import { limits } from '../contract/limits';
import type { RunToolInput, RunToolResult } from '../contract/orders';
import type { JsonObject } from '../contract/task';
import type { ToolFacts, ToolOutcome } from '../contract/tools';
import type { Withheld } from '../contract/withheld';
import type { ModelToolCall } from '../providers/models/port';
import type { KeptResult } from '../reasoning/agent-conversation';
import { artifactReadName, offeredTools } from '../reasoning/tool-choice';
import { taskEnded } from './ask';
import { clean } from './clean';
import type { TaskRow } from '../store';
import { tellThresholds } from './budget-events';
import { orWithheld, throwIfPaused } from './call-withheld';
import type { ActivityDeps } from './deps';
import { startHeartbeat } from './heartbeat';
import { persist } from './persist';
import { againIfUseful, attemptTool } from './tool-attempt';
import { toolInvoked, toolObserved } from './tool-events';

/**
 * Makes the verb that runs one tool call of a turn and keeps what it gave; a call that had ended is not run again,
 * and a tool that changes something gets one key for all tries of a call.
 */
export function createRunTool(deps: ActivityDeps) {
  return async function runTool(input: RunToolInput): Promise<RunToolResult> {
    const heartbeat = startHeartbeat();
    try {
      const { taskId, step, agent } = input;
      const turn = await deps.store.steps.output(taskId, input.turnStep);
      const row = await deps.store.tasks.get(taskId);
      const wanted = (turn?.['toolCalls'] as readonly ModelToolCall[] | undefined)?.[input.index];
      if (!wanted || !row) throw taskEnded();
      const call = { ...wanted, args: input.decided?.arguments ?? wanted.args };
      const begun = await deps.store.steps.beginWork(taskId, step, { kind: 'tool', agent }, [
        toolInvoked(input, call.name, call.args),
      ]);
      if (!begun) throw taskEnded();
      const offered = (turn?.['offered'] ?? []) as readonly string[];
      const kept = begun.output?.['told'] as RunToolResult | undefined;
      const { attempt, is_budgeted: isBudgeted = false } = begun;
      const running = { call, row, offered, isBudgeted, attempt };
      const told = kept ?? (await orWithheld(() => runAndKeep(deps, input, running), paused));
      await tellThresholds(deps, row, step);
      return told;
    } finally {
      heartbeat.stop();
    }
  };
}

const paused = (pause: Withheld): RunToolResult => ({ ok: false, broughtForeign: false, pause });

interface Ran {
  readonly outcome: ToolOutcome;
  readonly isForeign: boolean;
}

/** A call, the task that makes it, and the names that its turn was offered. */
interface Running {
  readonly call: ModelToolCall;
  readonly row: TaskRow;
  readonly offered: readonly string[];
  readonly isBudgeted: boolean;
  readonly attempt: number;
}

async function runAndKeep(deps: ActivityDeps, input: RunToolInput, running: Running): Promise<RunToolResult> {
  throwIfPaused(running.row);
  const { call, attempt } = running;
  const ran = await run(deps, input, running);
  await againIfUseful(deps, { ...input, attempt }, ran.outcome);
  return keep(deps, { ...input, attempt }, call, ran);
}

async function run(deps: ActivityDeps, input: RunToolInput, running: Running): Promise<Ran> {
  const { call, row, isBudgeted, attempt } = running;
  if (input.decided?.denied !== undefined) return refused(`${input.decided.denied}. Do without it.`);
  if (call.name === artifactReadName) return readArtifact(deps, input.taskId, call.args);
  const offered = offeredTools(await deps.tools.list(), row.settings, {
    tools: running.offered,
    hasReadForeign: input.hasReadForeign,
  });
  const tool: ToolFacts | undefined = offered.find(({ name }) => name === call.name);
  if (!tool) {
    const names = offered.map(({ name }) => name).join(', ') || 'none';
    return refused(`There is no tool ${call.name.slice(0, 64)} here. Tools of this step: ${names}.`);
  }
  const { outcome, isRefusal } = await attemptTool(
    deps,
    { input, row, isBudgeted, attempt },
    tool,
    call.args,
  );
  return { outcome, isForeign: tool.foreignText && !isRefusal };
}

const ArtifactArguments = z.object({
  handle: z.string().regex(/^[0-9a-f]{16,64}$/),
  start: z.coerce.number().int().min(0).default(0),
  length: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.artifactPartCharacters)
    .default(limits.toolExcerptCharacters),
});

async function readArtifact(deps: ActivityDeps, taskId: string, args: unknown): Promise<Ran> {
  const parsed = ArtifactArguments.safeParse(args);
  if (!parsed.success) return refused('artifact_read takes a handle, a start and a length.');
  const { handle, start, length } = parsed.data;
  const found = await deps.store.steps.artifact(taskId, handle, start, length);
  if (!found) return refused(`There is no text with the handle ${handle}.`);
  const end = start + [...found.part].length;
  const more = end < found.characters ? `\n[${found.characters} characters in all; read on at ${end}]` : '';
  const outcome = { ok: true, text: found.part + more, output: null, costUsd: 0, durationMs: 0 } as const;
  return { outcome, isForeign: true };
}

function refused(error: string): Ran {
  return { outcome: { ok: false, error, isRetryable: false, durationMs: 0 }, isForeign: false };
}

async function keep(
  deps: ActivityDeps,
  input: RunToolInput & { readonly attempt: number },
  call: ModelToolCall,
  { outcome, isForeign }: Ran,
): Promise<RunToolResult> {
  const { taskId, step, attempt } = input;
  const whole = clean(outcome.ok ? outcome.text : outcome.error);
  const isRead = call.name === artifactReadName;
  const most = isRead ? limits.artifactPartCharacters + 200 : limits.toolExcerptCharacters;
  // Code points, as the store counts where a reader goes on.
  const characters = [...whole];
  const handle = characters.length > most ? hashOf(whole) : undefined;
  if (handle !== undefined) {
    await persist(() => deps.store.steps.keepArtifact(taskId, handle, whole), deps.log, limits.storeOutageMs);
  }
  const result: KeptResult = {
    ok: outcome.ok,
    text: characters.slice(0, most).join(''),
    characters: characters.length,
    isForeign,
    ...(handle !== undefined && { handle }),
  };
  const told: RunToolResult = { ok: outcome.ok, broughtForeign: result.isForeign };
  const cost = outcome.ok ? outcome.costUsd : 0;
  const output: JsonObject = {
    result,
    told,
    cost_usd: cost,
    ...(outcome.ok && outcome.sources && { sources: outcome.sources }),
  };
  const events = [toolObserved(input, call.name, outcome, result.text)];
  const write = deps.store.steps.createFinish(taskId, step, { output, events, attempt });
  const kept = await persist(write, deps.log, limits.storeOutageMs);
  if (!kept) throw taskEnded();
  return kept['told'] as RunToolResult;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
