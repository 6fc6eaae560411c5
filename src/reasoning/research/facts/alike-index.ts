/** Finds, among sets of words, those that are much like another: they share a given part of all words of both. */
export interface AlikeIndex {
  /** Adds a set under a position. */
  readonly add: (words: ReadonlySet<string>, position: number) => void;
  /** Positions of sets that are like this one, rising. */
  readonly find: (words: ReadonlySet<string>) => number[];
}

/**
 * Makes an index of sets of words that are alike from a share on. Two such sets share one of their rarest words, so only
 * few are compared.
 *
 * @param all every set that will be added or looked for: which words are rare.
 * @param least share of the words of both, above 0 and at most 1.
 */
export function createAlikeIndex(all: readonly ReadonlySet<string>[], least: number): AlikeIndex {
  const counts = new Map<string, number>();
  for (const words of all) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rarest = (words: ReadonlySet<string>): string[] =>
    [...words]
      .sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0) || (a < b ? -1 : 1))
      .slice(0, words.size - Math.ceil(least * words.size) + 1);
  const byWord = new Map<string, number[]>();
  const sets = new Map<number, ReadonlySet<string>>();
  return {
    add: (words, position) => {
      sets.set(position, words);
      for (const word of rarest(words)) {
        const known = byWord.get(word);
        if (known) known.push(position);
        else byWord.set(word, [position]);
      }
    },
    find: (words) => {
      const candidates = new Set(rarest(words).flatMap((word) => byWord.get(word) ?? []));
      return [...candidates]
        .filter((position) => likeness(words, sets.get(position) ?? new Set()) >= least)
        .sort((a, b) => a - b);
    },
  };
}

/** Words that two sets share, as a part of all words of both. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}
