import type { ResearchPrompt } from '../../../contract/research/prompts';
import { coverByRules } from './cover';
import { factsByRules } from './facts';
import type { ShownPassage } from './passages';
import { planByRules } from './plan';
import { reportByRules } from './report';
import { understandByRules } from './understand';

/** What rules give in the place of a model. */
export type ByRules = { readonly value: object } | { readonly text: string };

/**
 * What the house gives itself for a call of research, without a model: a value, or a text. Of claims it judges none
 * here: they are judged by the rules of the verifier already.
 */
export function givenByRules(
  order: ResearchPrompt,
  query: string,
  passages: readonly ShownPassage[],
): ByRules {
  switch (order.name) {
    case 'understand':
      return { value: understandByRules(query) };
    case 'research_plan':
      return { value: planByRules(order.understanding, order) };
    case 'cover':
      return { value: coverByRules(order.dimensions, passages, order) };
    case 'write':
      return { text: reportByRules(order, passages, query) };
    case 'judge_claims':
      return { value: { verdicts: [] } };
    case 'mend':
      return { value: { sentences: [] } };
    case 'facts':
      return { value: factsByRules(passages, query, order.language) };
  }
}
