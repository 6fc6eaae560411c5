import { quoted } from './quoted';
import type { Question } from './read-question';

/** How many parts a question has, in points, and what gave them. */
export interface Parts {
  readonly points: number;
  /** What was found, to be put into a sentence; empty where nothing was. */
  readonly found: string;
}

/** Points from which a plan is worth its call, and from which a task that asks for no mode is one of several steps. */
export const planPoints = 2;
export const standardPoints = 3;

/**
 * Counts the parts of a question in points: questions and points of a list after the first, words of sequence, tasks
 * joined, things compared, a product of many parts, length.
 */
export function partsOf(question: Question): Parts {
  const { words } = question;
  const tasks = [...new Set(words.work)];
  const signs: readonly (readonly [number, string])[] = [
    [most(question.questions - 1, 3), `${question.questions} questions`],
    [most(question.listed - 1, 3), `a list of ${question.listed}`],
    [most(words.sequence.length, 2), `one thing after another (${quoted(words.sequence)})`],
    [most(tasks.length - 1, 2), `several tasks (${quoted(tasks)})`],
    [comparisonPoints(question), `a comparison (${quoted(words.comparison)})`],
    [words.project.length > 0 ? 2 : 0, `a work of many parts (${quoted(words.project)})`],
    [words.thorough.length > 0 ? 1 : 0, `depth (${quoted(words.thorough)})`],
    [question.isLong ? 1 : 0, 'a long text'],
  ];
  const given = signs.filter(([points]) => points > 0);
  return {
    points: given.reduce((sum, [points]) => sum + points, 0),
    found: given.map(([, found]) => found).join(', '),
  };
}

/** One for a comparison, one more where it is of several things. */
function comparisonPoints({ words, separators }: Question): number {
  if (words.comparison.length === 0) return 0;
  return separators >= 2 ? 2 : 1;
}

function most(points: number, limit: number): number {
  return Math.min(limit, Math.max(0, points));
}
