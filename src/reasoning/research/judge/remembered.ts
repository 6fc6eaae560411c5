/**
 * A function that remembers what it found out about an object, and about parts of it, for as long as that object is in
 * use: each sentence of a page is compared with many claims, and its words stay the same.
 */
export function remembered<Whole extends object, Part, Found>(
  find: (whole: Whole, part: Part) => Found,
): (whole: Whole, part: Part) => Found {
  const known = new WeakMap<Whole, Map<Part, Found>>();
  return (whole, part) => {
    let parts = known.get(whole);
    if (!parts) known.set(whole, (parts = new Map<Part, Found>()));
    if (parts.has(part)) return parts.get(part) as Found;
    const found = find(whole, part);
    parts.set(part, found);
    return found;
  };
}
