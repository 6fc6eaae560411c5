let segmenter: Intl.Segmenter | undefined;

/**
 * The last place at or before `at` that is between two characters as people see them. `from` is such a place before it;
 * where one character goes from there beyond `at`, its end.
 */
export function borderBefore(text: string, from: number, at: number): number {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  for (let reach = 64; ; reach *= 2) {
    const piece = text.slice(from, at + reach);
    const character = segmenter.segment(piece).containing(at - from);
    if (!character) return text.length;
    if (character.index > 0) return from + character.index;
    const end = from + character.segment.length;
    if (end < at + reach || end === text.length) return end;
  }
}
