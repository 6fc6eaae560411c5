import type { PromptOrder } from '../../contract/orders';
import type { Coverage, ResearchPlan, Understanding } from '../../contract/research/values';
import { coverageProblem, researchPlanProblem, understandingProblem } from './plan';

/** A mark that names a passage, such as `[p3]` or `[p3, p7]`. */
const mark = /\[\s*p\d+/i;

/** What its schema cannot say of a value that a research call gave, in a sentence that its author can act on. */
export function researchProblem(prompt: PromptOrder, value: object): string | undefined {
  if (prompt.name === 'understand') return understandingProblem(value as Understanding);
  if (prompt.name === 'cover') return coverageProblem(value as Coverage, prompt);
  if (prompt.name !== 'research_plan') return undefined;
  const { dimensions } = prompt.understanding;
  return researchPlanProblem(value as ResearchPlan, { dimensions, most: prompt.most });
}

/** Why a part of a report cannot be used, in a sentence that its writer can act on. */
export function reportProblem({ name }: PromptOrder, text: string): string | undefined {
  return name !== 'write' || mark.test(text) ? undefined : noMark;
}

const noMark =
  'No sentence names the passages that say it; put their ids after each sentence, such as [p3] or [p3, p7].';
