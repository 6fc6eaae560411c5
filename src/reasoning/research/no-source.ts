/** What was tried. */
interface Tried {
  /** Searches that were made. */
  readonly made: readonly string[];
  /** What could not be searched or read, a sentence each. */
  readonly refused: readonly string[];
  readonly reach: { readonly pages: number };
}

/** Items of a list that a sentence quotes. */
const mostQuoted = 5;

/** Why a research task has nothing to cite, and what was tried, for its user; `budget` says why that stopped it. */
export function noSourceSentence({ made, refused, reach }: Tried, budget?: string): string {
  const what =
    reach.pages === 0
      ? 'No source was found: no page could be read.'
      : `No source was found: none of the ${reach.pages} pages that were read says anything of the question.`;
  return [
    what,
    `Searched for: ${quoted(made.map((query) => `"${query}"`))}.`,
    refused.length > 0 && `What failed: ${quoted(refused)}.`,
    budget,
  ]
    .filter(Boolean)
    .join(' ');
}

function quoted(items: readonly string[]): string {
  const shown = items.slice(0, mostQuoted).map((item) => [...item.replace(/\.$/, '')].slice(0, 160).join(''));
  const more = items.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
