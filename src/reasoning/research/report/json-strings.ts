/** A string value inside of a JSON text: its place between the quotes. */
export interface JsonString {
  readonly start: number;
  readonly end: number;
  /** As it is decoded. */
  readonly text: string;
  /** Where a position of the decoded text is in the JSON text, and the other way around. */
  readonly outer: (at: number) => number;
  readonly inner: (at: number) => number;
}

const literal = /"((?:[^"\\]|\\.)*)"(\s*:)?/g;

/** The string values of a JSON text, in order; keys are left out. */
export function jsonStrings(json: string): JsonString[] {
  return [...json.matchAll(literal)]
    .filter(({ 2: colon }) => colon === undefined)
    .map(({ 1: raw = '', index }) => {
      const start = index + 1;
      return {
        start,
        end: start + raw.length,
        text: JSON.parse(`"${raw}"`) as string,
        ...placesIn(raw, start),
      };
    });
}

/** A string as it stands between the quotes of a JSON text. */
export function jsonInner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** A JSON text whose string values are others; all else stays to the byte. `texts`: one for each of `strings`. */
export function withJsonStrings(
  json: string,
  strings: readonly JsonString[],
  texts: readonly string[],
): string {
  const pieces: string[] = [];
  let at = 0;
  strings.forEach(({ start, end, text }, index) => {
    const put = texts[index] ?? text;
    pieces.push(json.slice(at, start), put === text ? json.slice(start, end) : jsonInner(put));
    at = end;
  });
  return [...pieces, json.slice(at)].join('');
}

/** What of a JSON text is no string: where a list of one number would read as a citation. Keys say nothing. */
export function withoutStrings(json: string): string {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
}

/** A JSON text in which no list of one number reads as a citation; undefined where it is no object and no list. */
export function plainJson(source: string): string | undefined {
  const bare = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(source)?.[1] ?? source;
  if (!/^\s*[[{]/.test(bare)) return undefined;
  try {
    JSON.parse(bare);
  } catch {
    return undefined;
  }
  return bare.replaceAll(/"(?:[^"\\]|\\.)*"|\[(\d+)\]/g, (found, number: string | undefined) =>
    number === undefined ? found : `[ ${number} ]`,
  );
}

const unit = /\\u[0-9a-fA-F]{4}|\\.|[\s\S]/g;

/** Positions of the two forms of a string: an escape is one code unit. */
function placesIn(raw: string, start: number): Pick<JsonString, 'outer' | 'inner'> {
  if (!raw.includes('\\')) return { outer: (at) => start + at, inner: (at) => at - start };
  const starts = [...raw.matchAll(unit)].map(({ index }) => index);
  starts.push(raw.length);
  return {
    outer: (at) => start + (starts[Math.min(at, starts.length - 1)] ?? raw.length),
    inner: (at) => firstNotBelow(starts, at - start),
  };
}

function firstNotBelow(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
