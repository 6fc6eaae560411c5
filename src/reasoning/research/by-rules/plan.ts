import type { ResearchPlan, ResearchQuestion, Understanding } from '../../../contract/research/values';
import { aboutOf } from './words';

const mostCharacters = 200;

/**
 * Sub-questions without a model: one for each dimension in order, the last one takes what is left where fewer are
 * allowed.
 */
export function planByRules(
  { dimensions, language, entities }: Understanding,
  { most, searches }: { readonly most: number; readonly searches: number },
): ResearchPlan {
  const own = dimensions.slice(0, most);
  const left = dimensions.slice(most).map(({ id }) => id);
  const names = entities.map(({ name }) => name);
  const questions = own.map(({ id, what }, index): ResearchQuestion => {
    const isLast = index === own.length - 1;
    return {
      id: `q${index + 1}`,
      question: what,
      dimensions: [id, ...(isLast ? left : [])].slice(0, 7),
      kinds: ['any'],
      queries: queriesOf(what, language, names).slice(0, Math.max(1, searches)),
    };
  });
  return { questions };
}

/** Searches for what a dimension says, the most useful first. */
function queriesOf(what: string, language: string, names: readonly string[]): string[] {
  const { topic: about, added } = aboutOf(what, language);
  const topic = searchable(about);
  const named = names.join(' ');
  return [`${topic} ${added}`.trim(), ...(named === '' ? [] : [`${named} ${added}`.trim()])].map((query) =>
    [...query].slice(0, mostCharacters).join(''),
  );
}

/** A question as a search: without the signs that no search needs. */
function searchable(text: string): string {
  return text
    .replaceAll(/[?？؟!！。、，,;:；：()（）"“”„«»「」『』]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
