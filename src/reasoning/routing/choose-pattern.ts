import type { ReasoningPattern } from '../../contract/reasoning';
import { partsOf, planPoints } from './parts';
import { quoted } from './quoted';
import { readQuestion } from './read-question';
import { toolNeedOf } from './tool-need';

/** A way of reasoning, and why. */
export interface PatternChoice {
  readonly pattern: ReasoningPattern;
  /** A sentence for the client. */
  readonly reason: string;
}

interface Candidate extends PatternChoice {
  readonly weight: number;
}

/**
 * Chooses the way of reasoning that suits a question; `wantsTools` says that the client named tools, which only a plan
 * can use. The most signs win, among equals the first in the order below.
 */
export function choosePattern(query: string, wantsTools = false): PatternChoice {
  const question = readQuestion(query);
  const { words, hasArithmetic } = question;
  const need = hasArithmetic ? undefined : toolNeedOf(question);
  if (wantsTools) return planned('The client named tools, and of the patterns only a plan uses them');
  if (need !== undefined) return planned(`It asks for ${need}, and of the patterns only a plan has tools`);
  const parts = partsOf(question);
  const contested = [...words.contested, ...words.choice];
  const puzzling = [...words.puzzle, ...words.search];
  const candidates: readonly Candidate[] = [
    {
      pattern: 'debate',
      weight: 2 * distinct(words.contested) + distinct(words.choice),
      reason: `People differ on it (${quoted(contested)}): sides argue, and a moderator judges.`,
    },
    {
      pattern: 'tree_of_thoughts',
      weight: 2 * distinct(words.puzzle) + distinct(words.search),
      reason: `There are many ways to go (${quoted(puzzling)}): several are followed, the best are kept.`,
    },
    {
      pattern: 'self_consistency',
      weight: distinct(words.exact) + (hasArithmetic ? 1 : 0),
      reason: `It has one right answer (${quoted(words.exact) || 'a sum'}): several chains of thought vote on it.`,
    },
    {
      ...planned(`It has several parts: ${parts.found}`),
      weight: parts.points >= planPoints ? parts.points - 1 : 0,
    },
    {
      pattern: 'reflection',
      weight: 2 * distinct(words.proof),
      reason: `A proof is a text whose gaps a judge can find (${quoted(words.proof)}): it is drafted, judged and mended.`,
    },
  ];
  const [best] = [...candidates].sort((a, b) => b.weight - a.weight);
  if (best && best.weight > 0) return { pattern: best.pattern, reason: best.reason };
  const what =
    words.writing.length > 0
      ? `It asks for a text (${quoted(words.writing)})`
      : 'Nothing speaks for another pattern';
  return { pattern: 'reflection', reason: `${what}: a draft is judged and mended.` };
}

function planned(reason: string): PatternChoice {
  return { pattern: 'plan_and_execute', reason: `${reason}.` };
}

function distinct(words: readonly string[]): number {
  return new Set(words).size;
}
