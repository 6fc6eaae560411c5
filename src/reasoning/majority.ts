/** What a vote came to. */
export interface Majority {
  /** Index, from 0, of the first answer of the largest group. */
  readonly winner: number;
  readonly votes: number;
  /** How many answers each group has, largest first. */
  readonly sizes: readonly number[];
}

/**
 * Counts groups of answers, whose numbers begin at 1. A number that stands in several groups counts in the first, one
 * that stands in none is a group of its own; among equals the group with the earliest answer wins. Without groups
 * every answer stands alone.
 */
export function majority(answers: number, groups: readonly (readonly number[])[] = []): Majority {
  const taken = new Set<number>();
  const clean = groups.map((group) =>
    [...group]
      .sort((a, b) => a - b)
      .filter((number) => {
        const isNew = number >= 1 && number <= answers && !taken.has(number);
        taken.add(number);
        return isNew;
      }),
  );
  const alone = Array.from({ length: answers }, (_, index) => index + 1).filter(
    (number) => !taken.has(number),
  );
  const all = [...clean, ...alone.map((number) => [number])]
    .filter((group) => group.length > 0)
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  return {
    winner: (all[0]?.[0] ?? 1) - 1,
    votes: all[0]?.length ?? 0,
    sizes: all.map((group) => group.length),
  };
}
