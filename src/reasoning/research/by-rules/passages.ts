/** A passage that rules read: its id within its material, and its text. */
export interface ShownPassage {
  readonly id: string;
  readonly text: string;
}

/** Share of the words of what is wanted that a passage has at least to speak of it. */
export const speaksOfIt = 0.4;

/** The share of `wanted` terms that are among `terms`. */
export function shareOf(wanted: ReadonlySet<string>, terms: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0;
  let found = 0;
  for (const term of wanted) if (terms.has(term)) found += 1;
  return found / wanted.size;
}
