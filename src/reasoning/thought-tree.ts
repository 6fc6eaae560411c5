/** A line of thought, and how promising it is. */
export interface ThoughtPath {
  readonly path: readonly string[];
  /** 0 to 1. */
  readonly value: number;
}

/** The best lines by their values, the earlier first among equals; without values the first ones, worth a half. */
export function bestPaths(
  paths: readonly (readonly string[])[],
  values: readonly number[] | undefined,
  most: number,
): ThoughtPath[] {
  return paths
    .map((path, index) => ({ path, value: values?.[index] ?? 0.5, index }))
    .sort((a, b) => b.value - a.value || a.index - b.index)
    .slice(0, most)
    .map(({ path, value }) => ({ path, value }));
}
