import { partsOf, planPoints } from './parts';
import { readQuestion } from './read-question';

/** Whether a question is planned before it is worked on, and why. */
export interface PlanNeed {
  readonly needed: boolean;
  /** A sentence for the client. */
  readonly reason: string;
}

/** Decides whether a question with steps and tools is worth a call that plans it. */
export function needsPlan(query: string): PlanNeed {
  const { points, found } = partsOf(readQuestion(query));
  if (points >= planPoints) return { needed: true, reason: `It has several parts: ${found}.` };
  return { needed: false, reason: 'One agent does it whole: its question has no several parts.' };
}
