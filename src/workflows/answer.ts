import { agents } from '../contract/agents';
import type { RunSummary } from '../contract/orders';
import { warning } from '../reasoning/work-events';
import type { AnswerOrder, Run } from './run';
import { isBudgetFailure, sentenceOf, type ModeEnd } from './task';

/**
 * Has the answer written from what there is; where the budget leaves no call for that, what there is is the answer:
 * the texts that the order uses, or `text`. Throws what else makes the call fail.
 */
export async function answerWithin(
  run: Run,
  order: AnswerOrder,
  summary: RunSummary,
  text?: string,
): Promise<ModeEnd> {
  try {
    return await run.answer(order, summary);
  } catch (error) {
    if (!isBudgetFailure(error)) throw error;
    const left = text ?? order.uses;
    if (left.length === 0) throw error;
    run.tell(warning('answer', order.agent, `The answer could not be written out: ${sentenceOf(error)}`));
    return run.finish(left, agents.synthesis, { ...summary, isCutByBudget: true });
  }
}
