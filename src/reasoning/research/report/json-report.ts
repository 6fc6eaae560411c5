import { readMarks } from './read-marks';
import { mergedMarks, type Mark, type PassageIds, type Report } from './report';

/** A string value inside of a JSON text: its place between the quotes. */
export interface JsonString {
  readonly start: number;
  readonly end: number;
  /** As it is decoded. */
  readonly text: string;
}

const literal = /"((?:[^"\\]|\\.)*)"(\s*:)?/g;

/** The string values of a JSON text, in order; keys are left out. */
export function jsonStrings(json: string): JsonString[] {
  return [...json.matchAll(literal)]
    .filter(({ 2: colon }) => colon === undefined)
    .map(({ 1: raw = '', index }) => {
      const start = index + 1;
      return { start, end: start + raw.length, text: JSON.parse(`"${raw}"`) as string };
    });
}

/** A string as it stands between the quotes of a JSON text. */
export function jsonInner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Where a position of a decoded string is between the quotes. */
export function innerOffset(text: string, at: number): number {
  return jsonInner(text.slice(0, at)).length;
}

/** Takes the marks out of the string values of a JSON text; undefined where the text is no JSON. */
export function readJsonMarks(source: string, passages: PassageIds): Omit<Report, 'isJson'> | undefined {
  const json = normalised(source);
  if (json === undefined) return undefined;
  let text = '';
  let at = 0;
  const marks: Mark[] = [];
  const unknown = new Set<string>();
  let droppedNumbers = 0;
  for (const value of jsonStrings(json)) {
    const read = readMarks(value.text, passages);
    text += json.slice(at, value.start);
    const start = text.length;
    text += jsonInner(read.text);
    at = value.end;
    droppedNumbers += read.droppedNumbers;
    for (const id of read.unknownIds) unknown.add(id);
    for (const mark of read.marks) marks.push({ ...mark, at: start + innerOffset(read.text, mark.at) });
  }
  text += json.slice(at);
  return { text, marks: mergedMarks(marks), unknownIds: [...unknown], droppedNumbers };
}

/** The text in one form, without a fence; undefined where it is no object and no list. */
function normalised(source: string): string | undefined {
  const bare = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(source)?.[1] ?? source;
  try {
    const value: unknown = JSON.parse(bare);
    return typeof value === 'object' && value !== null ? spaced(value) : undefined;
  } catch {
    return undefined;
  }
}

/** Indented, so that no list of one number reads as a citation. */
function spaced(value: object): string {
  return JSON.stringify(value, null, 2);
}
