import { isCancellation } from '@temporalio/workflow';
import type { RunSummary } from '../../contract/orders';
import { warning } from '../../reasoning/work-events';
import { BudgetSpent, type Run } from '../run';
import { sentenceOf, type ModeEnd } from '../task';

/** One way of reasoning: a small function over the same verbs; `about` goes into the task's metadata. */
export type Pattern = (run: Run, about: Readonly<Record<string, unknown>>) => Promise<ModeEnd>;

/** What a pattern's part came to, or why it came to nothing. */
export type Part<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly isBudget: boolean; readonly error: unknown };

/** A part of a pattern, and the agent that does it. */
export interface PartOrder {
  readonly name: string;
  readonly agent: string;
}

/**
 * Tries a part of a pattern: what fails, or gives no value that is of use, is told as a warning in its agent's name
 * and left out. Throws cancellation only.
 */
export async function attempt<T extends object | string>(
  run: Run,
  part: PartOrder,
  work: () => Promise<T | undefined>,
): Promise<Part<T>> {
  try {
    const value = await work();
    if (value !== undefined) return { ok: true, value };
    return failed(run, part, new Error('No value'), 'No usable answer came, asked twice.');
  } catch (error) {
    if (isCancellation(error)) throw error;
    return failed(run, part, error, sentenceOf(error));
  }
}

function failed(run: Run, { name, agent }: PartOrder, error: unknown, reason: string): Part<never> {
  run.failedParts.push({ name, reason: reason.slice(0, 300) });
  run.tell(warning(name, agent, `${name} came to nothing: ${reason}`));
  return { ok: false, isBudget: error instanceof BudgetSpent, error };
}

/** Throws what the first part that failed threw, for a pattern of which nothing came. */
export function throwFirst(parts: readonly Part<unknown>[]): never {
  const failed = parts.find((part) => !part.ok);
  throw failed?.ok === false ? failed.error : new Error('Nothing was tried');
}

/** What a COMPLEX task's record says of what ran, with the parts that failed. */
export function summary(
  { failedParts }: Run,
  about: Readonly<Record<string, unknown>>,
  more: object,
  isCutByBudget = false,
): RunSummary {
  const failed = failedParts.length > 0 ? { failed_parts: failedParts } : {};
  return { mode: 'EXECUTION_MODE_COMPLEX', metadata: { ...about, ...more, ...failed }, isCutByBudget };
}
