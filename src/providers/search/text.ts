const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
};

/**
 * Makes a stranger's text one plain line of at most so many characters: no markup, no control or direction marks,
 * so that it can neither look like the lines around it nor hide what it says.
 */
export function plainLine(text: unknown, most: number): string {
  if (typeof text !== 'string') return '';
  const line = text
    // More than can remain is not worth cleaning.
    .slice(0, most * 8)
    .replace(/<\/?[a-z][^<>]{0,300}>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, unescaped)
    // Zero-width joiners stay: some scripts need them.
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim();
  return cutAtWord(line, most);
}

/** The text itself, or its start up to a word's end with an ellipsis. */
export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most - 1);
  const space = start.lastIndexOf(' ');
  return `${(space > most / 2 ? start.slice(0, space) : start).toWellFormed().trimEnd()}…`;
}

function unescaped(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : '';
}
