import type { Coverage, Dimension } from '../../../contract/research/values';
import { tokenize } from '../../../text/tokens';
import { aboutOf } from './words';
import { shareOf, speaksOfIt, type ShownPassage } from './passages';

/** Terms of a new search. */
const searchTerms = 5;

/** How far passages reach without a model: a dimension is covered where two of them have many of its words. */
export function coverByRules(
  dimensions: readonly Dimension[],
  passages: readonly ShownPassage[],
  { most, language }: { readonly most: number; readonly language: string },
): Coverage {
  const read = passages.map(({ text }) => new Set(tokenize(text)));
  const judged = dimensions.map(({ id, what }) => {
    const wanted = new Set(tokenize(aboutOf(what, language).topic));
    const speaking = read.filter((terms) => shareOf(wanted, terms) >= speaksOfIt).length;
    const covered = speaking > 1 ? ('yes' as const) : speaking === 1 ? ('partly' as const) : ('no' as const);
    return { id, what, covered };
  });
  const lacking = judged.filter(({ covered }) => covered === 'no').slice(0, most);
  return {
    dimensions: judged.map(({ id, what, covered }) => ({
      id,
      covered,
      missing: covered === 'no' ? what : '',
    })),
    questions: lacking.map(({ id, what }, index) => ({
      id: `g${index + 1}`,
      question: what,
      dimensions: [id],
      kinds: ['any'],
      queries: [narrowed(what)],
    })),
  };
}

/** A search for the longest words alone, which say most of what is wanted. */
function narrowed(what: string): string {
  const words = [...new Set(what.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [what])];
  const longest = new Set([...words].sort((a, b) => b.length - a.length).slice(0, searchTerms));
  return words
    .filter((word) => longest.has(word))
    .join(' ')
    .slice(0, 300)
    .toWellFormed();
}
