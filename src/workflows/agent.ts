import { limits } from '../contract/limits';
import type { Missing, RunToolInput, RunToolResult, TurnOrder, Used, WantedTool } from '../contract/orders';
import type { PlanStep } from '../contract/values';
import { agentName, agentStarted } from '../reasoning/work-events';
import { denial } from './approvals';
import type { Answered, Run } from './run';
import { together } from './together';

/** What an agent is to do. */
export interface AgentOrder {
  readonly step: PlanStep;
  /** It does the whole task alone: its answer is the task's. */
  readonly isWhole: boolean;
  readonly uses: readonly Used[];
  readonly missing: readonly Missing[];
  /** What it builds on was written with text of strangers. */
  readonly hasReadForeign: boolean;
}

/** What an agent came to. */
export interface AgentEnd {
  /** The step that has its answer. */
  readonly step: string;
  readonly agent: string;
  /** It did the whole task alone. */
  readonly isWhole: boolean;
  readonly hasReadForeign: boolean;
  readonly turns: number;
  readonly toolCalls: number;
}

/**
 * One agent: turns of a model and the tools that it wants, side by side, until it answers. Repeats itself, fails
 * again and again, or is out of turns: then it must answer with what it has.
 */
export async function runAgent(run: Run, order: AgentOrder): Promise<AgentEnd> {
  const { step, isWhole } = order;
  const agent = agentName(step.id);
  const seen = new Map<string, number>();
  let hasReadForeign = order.hasReadForeign;
  let failedTurns = 0;
  let toolCalls = 0;
  let answerNow: string | undefined;
  run.tell(agentStarted(agent, step.purpose));
  for (let number = 1; ; number += 1) {
    if (number >= mostTurns(run)) answerNow ??= 'You have no turns left.';
    const isHeld = answerNow === undefined && run.hold(callsOfTurn);
    if (!isHeld) answerNow ??= 'The task has used all the calls that it may make.';
    try {
      const turn = { number, hasReadForeign, ...(answerNow !== undefined && { answerNow }) };
      const asked = askedOf(order, turn);
      const result = await run.ask(asked);
      if (result.kind !== 'tools')
        return {
          step: await settle(run, asked, result),
          ...{ agent, isWhole, hasReadForeign, turns: number, toolCalls },
        };
      const outcomes = await runTools(run, result.calls, { agent, turnStep: asked.step, hasReadForeign });
      toolCalls += outcomes.length;
      hasReadForeign ||= outcomes.some((outcome) => outcome.broughtForeign);
      failedTurns = outcomes.some(({ ok }) => ok) ? 0 : failedTurns + 1;
      answerNow = reasonToStop(result.calls, seen, failedTurns);
    } finally {
      if (isHeld) run.letGo(callsOfTurn);
    }
  }
}

/** What one turn may take at most: itself, asked again, and its tools. */
const callsOfTurn = limits.toolCallsATurn + 2;

function mostTurns({ task }: Run): number {
  return Math.min(task.settings.maxIterations ?? limits.agentTurns.fallback, limits.agentTurns.most);
}

/** A turn as it is ordered. What all turns of an agent share is in the first one's order alone. */
function askedOf(order: AgentOrder, turn: TurnOrder): Asked {
  const { step, isWhole, uses, missing } = order;
  const first = `${step.id}/1`;
  const common = {
    step: `${step.id}/${turn.number}`,
    agent: agentName(step.id),
    tier: step.tier,
    summary: `turn ${turn.number}`,
  };
  const prompt = { name: 'work' as const, purpose: '', missing: [], isWhole };
  if (turn.number > 1) return { ...common, turn, prompt, goesOnFrom: first };
  // Who does the whole task may use what the task allows; a planned step what its plan gives it.
  const own = isWhole ? turn : { ...turn, tools: step.tools };
  return { ...common, turn: own, prompt: { ...prompt, purpose: step.purpose, missing }, uses };
}

type Asked = Parameters<Run['ask']>[0];

/** The step with a usable answer: an unusable one is asked again once. */
async function settle(run: Run, asked: Asked, result: Exclude<Answered, { kind: 'tools' }>): Promise<string> {
  if (result.kind !== 'unusable') return asked.step;
  const turn = asked.turn && { ...asked.turn, answerNow: 'Your answer could not be used.' };
  return run.textAgain({ ...asked, ...(turn && { turn }) }, result.reason);
}

async function runTools(
  run: Run,
  calls: readonly WantedTool[],
  order: Omit<Parameters<Run['runTool']>[0], 'step' | 'index'>,
): Promise<RunToolResult[]> {
  const wanted = calls.slice(0, limits.toolCallsATurn);
  return together(
    wanted.map(async (call, index) => {
      const decided = call.approval === undefined ? undefined : await approve(run, call, { ...order, index });
      const step = `${order.turnStep}.${index}`;
      return run.runTool({ ...order, step, index, ...(decided && { decided }) }, call.name);
    }),
  );
}

/** Asks a person for a tool call. Throws where it is denied, unless the task goes on then and its step is told. */
async function approve(
  run: Run,
  { name: tool, approval: reason = '' }: WantedTool,
  { agent, turnStep, index }: Pick<RunToolInput, 'agent' | 'turnStep' | 'index'>,
): Promise<NonNullable<RunToolInput['decided']>> {
  const decision = await run.approvals.ask({ kind: 'tool', tool, agent, turnStep, index }, reason);
  if (decision.isApproved) return decision.arguments ? { arguments: decision.arguments } : {};
  const denied = denial(decision, `The call of ${tool}`);
  if (run.task.settings.goesOnDenied) return { denied };
  throw run.approvals.refuse(`${denied}.`);
}

/** Why an agent must answer now, if it must. */
function reasonToStop(
  calls: readonly WantedTool[],
  seen: Map<string, number>,
  failedTurns: number,
): string | undefined {
  for (const { signature } of calls) seen.set(signature, (seen.get(signature) ?? 0) + 1);
  const isRepeating = calls.some(({ signature }) => (seen.get(signature) ?? 0) > limits.sameCalls);
  if (isRepeating) return 'You make the same call again and again.';
  return failedTurns >= limits.failedTurns ? 'Your tools have failed several times in a row.' : undefined;
}
