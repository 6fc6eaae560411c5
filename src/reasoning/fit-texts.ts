/** Least tokens that a text is cut to: below it nothing useful is left. */
const leastTokens = 16;

/**
 * Cuts texts so that together they take `tokens` at most: each may take an equal share, and what a shorter one leaves
 * goes to the longer ones. A text that was cut says so at its end. `count` gives a text's tokens.
 */
export function fitTexts<T extends { readonly text: string }>(
  texts: readonly T[],
  tokens: number,
  count: (text: string) => number,
): readonly T[] {
  // A token has a byte at least, and a place of a string three at most: most texts need not be counted at all.
  if (texts.reduce((sum, { text }) => sum + text.length * 3, 0) <= tokens) return texts;
  const sizes = texts.map(({ text }) => count(text));
  let left = tokens;
  let others = texts.length;
  const shares = new Map<T, number>();
  const shortestFirst = texts.map((text, index) => ({ text, size: sizes[index] ?? 0 }));
  for (const { text, size } of shortestFirst.sort((a, b) => a.size - b.size)) {
    const share = Math.max(leastTokens, Math.floor(left / others));
    left -= Math.min(size, share);
    others -= 1;
    if (size > share) shares.set(text, share);
  }
  return texts.map((text) => {
    const share = shares.get(text);
    return share === undefined ? text : { ...text, text: cutTo(text.text, share, count) };
  });
}

function cutTo(text: string, tokens: number, count: (text: string) => number): string {
  const characters = [...text];
  const note = (kept: number) => `\n[cut here: the first ${kept} of ${characters.length} characters]`;
  const most = tokens - count(note(characters.length));
  // Tokens are not spread evenly: taken by share first, then shortened until it fits.
  let kept = Math.floor((characters.length * Math.max(0, most)) / count(text));
  while (kept > 0 && count(characters.slice(0, kept).join('')) > most) kept = Math.floor(kept * 0.9);
  return characters.slice(0, kept).join('') + note(kept);
}
