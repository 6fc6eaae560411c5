/** The first words of a list in quotes, each once, as a sentence names them. */
export function quoted(words: readonly string[]): string {
  return [...new Set(words)]
    .slice(0, 3)
    .map((word) => `“${word.slice(0, 40)}”`)
    .join(', ');
}
