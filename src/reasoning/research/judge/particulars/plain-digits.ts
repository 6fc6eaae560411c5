/** Where the digits of other scripts begin; each has ten in a row. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
const marks: Readonly<Record<string, string>> = {
  '٫': '.',
  '٬': ',',
  '٪': '%',
  '．': '.',
  '，': ',',
  '％': '%',
  '－': '-',
  '−': '-',
  '／': '/',
  '＄': '$',
};

/** A text with the digits and number marks of other scripts as ASCII, unit for unit, so that all places stay. */
export function plainDigits(text: string): string {
  return text.replace(/[\p{Nd}٫٬٪．，％－−／＄]/gu, (character) => {
    const mark = marks[character];
    if (mark !== undefined) return mark;
    const code = character.charCodeAt(0);
    const zero = zeros.find((first) => code >= first && code < first + 10);
    return zero === undefined || character.length > 1 ? character : String(code - zero);
  });
}

/** A text with some of its parts blanked out, so that they are not read twice; all places stay. */
export function blanked(
  text: string,
  parts: readonly { readonly start: number; readonly end: number }[],
): string {
  let result = text;
  for (const { start, end } of parts)
    result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end);
  return result;
}

/** Finds one of many words; longer ones first. Words of scripts with spaces end where no letter follows. */
export function anyOf(words: Iterable<string>): string {
  const sorted = [...words].sort((one, other) => other.length - one.length);
  return sorted
    .map((word) => {
      const escaped = word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ /g, '\\s+');
      return /[\p{Script=Latin}\p{Script=Arabic}]$/u.test(word) ? `${escaped}(?![\\p{L}])` : escaped;
    })
    .join('|');
}
