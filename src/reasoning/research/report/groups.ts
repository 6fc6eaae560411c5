/** Things that are put together in groups; each group is named by the first of its things. */
export interface Groups {
  readonly join: (one: string, other: string) => void;
  readonly rootOf: (thing: string) => string;
}

/** Makes groups of things, each alone at first. */
export function createGroups(things: readonly string[]): Groups {
  const order = new Map(things.map((thing, index) => [thing, index]));
  const parents = new Map<string, string>();
  const rootOf = (thing: string): string => {
    let root = thing;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    // What was walked is remembered, so that the next way is short.
    for (let each = thing; each !== root;) {
      const parent = parents.get(each) ?? root;
      parents.set(each, root);
      each = parent;
    }
    return root;
  };
  const join = (one: string, other: string) => {
    const [a, b] = [rootOf(one), rootOf(other)];
    if (a === b) return;
    const isFirst = (order.get(a) ?? 0) < (order.get(b) ?? 0);
    parents.set(isFirst ? b : a, isFirst ? a : b);
  };
  return { join, rootOf };
}
