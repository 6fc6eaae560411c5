import type { KeptStep, PartialAnswer } from '../store';

/** Whether a step writes the task's answer to its reader while it comes. */
export function isAnswer({ step }: Pick<KeptStep, 'step'>): boolean {
  return step === 'answer' || step === 'answer-again';
}

/** Attempts at the answer that the reader saw text of, and that are not among the paid calls of the steps. */
export function unpaidAnswers(
  written: PartialAnswer | undefined,
  steps: readonly Pick<KeptStep, 'step' | 'calls'>[],
): number {
  const paid = steps.filter(isAnswer).flatMap(({ calls }) => calls ?? []);
  return Math.max(0, (written?.attempts ?? 0) - paid.length);
}
