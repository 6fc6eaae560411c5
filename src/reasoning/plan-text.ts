import type { ResearchQuestion } from '../contract/research/values';
import type { PlanStep } from '../contract/values';

/** A plan as a person reads it: a line a step. */
export function planText(steps: readonly PlanStep[], query: string): string {
  return steps
    .map(({ id, purpose, needs, tools }, index) => {
      const after = needs.length > 0 ? ` (after ${needs.join(', ')})` : '';
      const by = tools.length > 0 ? ` [${tools.join(', ')}]` : '';
      return `${index + 1}. ${id}: ${purpose || query}${after}${by}`;
    })
    .join('\n');
}

/** A plan of research as a person reads it: a line a sub-question, with what is searched for. */
export function questionsText(questions: readonly ResearchQuestion[]): string {
  return questions
    .map(({ id, question, queries }, index) => `${index + 1}. ${id}: ${question} (${queries.join('; ')})`)
    .join('\n');
}
