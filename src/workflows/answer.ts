import { agents } from '../contract/agents';
import type { RunSummary } from '../contract/orders';
import type { AnswerOrder, Run } from './run';
import { isBudgetFailure, type ModeEnd } from './task';

/**
 * Has the answer written from what there is; where the budget leaves no call for that, what there is is the answer.
 * Throws what else makes the call fail.
 */
export async function answerWithin(run: Run, order: AnswerOrder, summary: RunSummary): Promise<ModeEnd> {
  try {
    return await run.answer(order, summary);
  } catch (error) {
    if (!isBudgetFailure(error)) throw error;
    return run.finish(order.uses, agents.synthesis, { ...summary, isCutByBudget: true });
  }
}
