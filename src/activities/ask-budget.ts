import { Context } from '@temporalio/activity';
import { setTimeout as delay } from 'node:timers/promises';
import { limits } from '../contract/limits';
import type { ToolFacts } from '../contract/tools';
import type { ModelRequest, ModelTarget } from '../providers/models/port';
import { plainUsd, type CallEstimate } from '../reasoning/budget';
import { budgetName } from '../reasoning/budget-name';
import { roomFor } from '../reasoning/call-room';
import type { BudgetShare, Reserved, TaskRow } from '../store';
import { pursesOf } from './budget-purses';
import { CallWithheld } from './call-withheld';
import type { ActivityDeps } from './deps';

/** The budget does not cover a call. */
export interface BudgetRefusal {
  readonly kind: 'budget';
  readonly sentence: string;
  /** What the call takes at least. */
  readonly need: BudgetShare;
  /** Whether the task's own budget refuses. */
  readonly isOwn: boolean;
}

/** A call that may be made. */
export interface Allowed {
  readonly kind: 'allowed';
  /** Undefined: as long as the model gives. */
  readonly maxOutputTokens: number | undefined;
  /** Whether the budget, not the client or the model, limits the answer's length. */
  readonly cutByBudget: boolean;
}

/** For whom a part of the budget is reserved. */
export interface Reserving {
  readonly input: { readonly taskId: string; readonly step: string; readonly isForReview?: boolean };
  readonly row: TaskRow;
  /** Whether budgets besides the task's own count the call. */
  readonly isBudgeted: boolean;
}

/** What soon comes back is waited for here; longer waits hold no place of the worker. */
const lookAgainMs = [250, 500, 1_000] as const;
const comeAgainMs = { least: 5_000, most: 30_000 } as const;

/**
 * Reserves what a call may cost at most before it is made, so that calls side by side never exceed a budget together.
 * Where others hold what it needs it waits for them to give back what they did not use. Throws `CallWithheld` where that
 * takes longer, or the task is paused meanwhile.
 */
export async function reserveFor(
  deps: ActivityDeps,
  reserving: Reserving,
  target: ModelTarget,
  request: ModelRequest,
): Promise<Allowed | BudgetRefusal> {
  const wanted = request.maxOutputTokens;
  if (!isBounded(reserving)) return { kind: 'allowed', maxOutputTokens: wanted, cutByBudget: false };
  const estimate = estimateOf(deps, target, request);
  const take = (outputTokens: number) => reserve(deps, reserving, shareOf(estimate, outputTokens));
  const most = wanted ?? target.maxOutputTokens;
  return untilThereIsRoom(deps, reserving, async (isLate) => {
    const whole = await take(most);
    if (whole.fits) return { kind: 'allowed', maxOutputTokens: most, cutByBudget: false };
    const { now, mayGrow, isOwn } = roomFor(estimate, pursesOf(reserving.row, whole));
    if (mayGrow && !isLate) return undefined;
    if (!now.allowed) {
      const least = Math.min(most, limits.budgetLeastOutputTokens);
      return { kind: 'budget', sentence: now.sentence, need: shareOf(estimate, least), isOwn };
    }
    const maxOutputTokens = now.maxOutputTokens ?? most;
    const { fits } = await take(maxOutputTokens);
    return fits ? { kind: 'allowed', maxOutputTokens, cutByBudget: now.cutByBudget } : undefined;
  });
}

/**
 * Reserves what a tool that costs something usually takes, before it is called. Waits and throws as `reserveFor`
 * does; returns the refusal where money does not cover it.
 */
export async function reserveForTool(
  deps: ActivityDeps,
  reserving: Reserving,
  { name, cost_per_use: usd }: Pick<ToolFacts, 'name' | 'cost_per_use'>,
): Promise<BudgetRefusal | undefined> {
  if (usd <= 0 || !isBounded(reserving)) return undefined;
  const need = { tokens: 0, usd };
  const taken = await untilThereIsRoom<BudgetRefusal | 'taken'>(deps, reserving, async (isLate) => {
    const now = await reserve(deps, reserving, need);
    if (now.fits) return 'taken';
    const short = shortOf(reserving.row, now, usd);
    // What others hold may come back; what is spent does not.
    if (short.mayGrow && !isLate) return undefined;
    const sentence = `The ${short.name} does not cover ${name}, which costs $${plainUsd(usd)}: do without it.`;
    return { kind: 'budget', sentence, need, isOwn: short.isOwn };
  });
  return taken === 'taken' ? undefined : taken;
}

/** Asks several times until there is an answer; when it has been waited for long enough, it is told that it is late. */
async function untilThereIsRoom<T>(
  { store }: Pick<ActivityDeps, 'store'>,
  { input: { taskId, step, isForReview = false } }: Pick<Reserving, 'input'>,
  ask: (isLate: boolean) => Promise<T | undefined>,
): Promise<T> {
  const first = await ask(false);
  if (first !== undefined) return first;
  let waitedMs = 0;
  for (const ms of lookAgainMs) {
    await delay(ms, undefined, { signal: Context.current().cancellationSignal });
    const waiting = await store.steps.lookForRoom(taskId, step);
    if (waiting.pause_seq !== null && !isForReview) throw new CallWithheld({ withheld: waiting.pause_seq });
    waitedMs = waiting.waited_ms;
    const answer = await ask(waitedMs > limits.budgetWaitMs);
    if (answer !== undefined) return answer;
  }
  const againInMs = Math.min(Math.max(waitedMs, comeAgainMs.least), comeAgainMs.most);
  throw new CallWithheld({ withheld: 0, againInMs });
}

/** The budget that has no room for a tool, whether others hold what it needs, and whether the task alone has it. */
function shortOf(
  row: TaskRow,
  now: Reserved,
  usd: number,
): { readonly name: string; readonly mayGrow: boolean; readonly isOwn: boolean } {
  const isOver = (spent: number, most: number | null) => most !== null && spent + usd > most + 1e-12;
  const most = row.settings.budget?.maxCostUsd ?? null;
  const isReplaced = now.shared.some(({ scope }) => scope === 'task');
  const own = { name: 'budget of the task', isOwn: true };
  if (!isReplaced && isOver(now.usd, most)) return { ...own, mayGrow: false };
  const spent = now.shared.find((budget) => isOver(budget.usd, budget.max_usd));
  if (spent) return { name: budgetName(spent), isOwn: false, mayGrow: false };
  const held = now.shared.find((budget) => isOver(budget.usd + budget.reserved_usd, budget.max_usd));
  return held ? { name: budgetName(held), isOwn: false, mayGrow: true } : { ...own, mayGrow: true };
}

function isBounded({ row, isBudgeted }: Reserving): boolean {
  return isBudgeted || row.settings.budget !== undefined;
}

function reserve(deps: ActivityDeps, { input, row }: Reserving, want: BudgetShare): Promise<Reserved> {
  const { budget: { maxTokens, maxCostUsd } = {}, timeoutSeconds } = row.settings;
  return deps.store.steps.reserve(input.taskId, input.step, {
    want,
    most: {
      ...(maxTokens !== undefined && { tokens: maxTokens }),
      ...(maxCostUsd !== undefined && { usd: maxCostUsd }),
    },
    // No call outlives the limit of its task by more than that.
    seconds: timeoutSeconds + limits.overdueMs / 1_000,
  });
}

function estimateOf(deps: ActivityDeps, target: ModelTarget, request: ModelRequest): CallEstimate {
  const inputTokens = deps.models.estimateInputTokens(target, request);
  return {
    inputTokens,
    modelMaxOutputTokens: target.maxOutputTokens,
    wantedOutputTokens: request.maxOutputTokens,
    costUsd: (outputTokens) => deps.models.upperPriceUsd(target, { inputTokens, outputTokens }),
  };
}

function shareOf({ inputTokens, costUsd }: CallEstimate, outputTokens: number): BudgetShare {
  return { tokens: inputTokens + outputTokens, usd: costUsd(outputTokens) };
}
