import { jsonStrings, withJsonStrings } from './json-strings';
import type { Mark, Report } from './report';

/** Writes a mark, such as `[1][2]`; an empty text where nothing of it stands. */
export type WriteMark = (mark: Mark) => string;

/** The text of a report with its marks as `write` says, called for each in the order of the text. */
export function writeMarks({ text, marks, isJson }: Report, write: WriteMark): string {
  if (!isJson) return withMarks(text, marks, write);
  const strings = jsonStrings(text);
  let next = 0;
  const texts = strings.map((value) => {
    const own: Mark[] = [];
    for (let mark = marks[next]; mark && mark.at <= value.end; mark = marks[(next += 1)])
      own.push({ ...mark, at: value.inner(mark.at) });
    return own.length > 0 ? withMarks(value.text, own, write) : value.text;
  });
  return withJsonStrings(text, strings, texts);
}

function withMarks(text: string, marks: readonly Mark[], write: WriteMark): string {
  const pieces: string[] = [];
  let at = 0;
  for (const mark of marks) {
    const written = write(mark);
    if (written === '') continue;
    pieces.push(text.slice(at, mark.at), spaceBefore(text, mark.at), written, spaceBehind(text, mark.at));
    at = mark.at;
  }
  return [...pieces, text.slice(at)].join('');
}

const touches =
  /(?:^|[\s([{“„«‹「『（《\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、！？：；」』）》…]|(?:^|[\s(])["'])$/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A citation stands off from what is before it in scripts that part words. */
function spaceBefore(text: string, at: number): string {
  return touches.test(text.slice(Math.max(0, at - 2), at)) ? '' : ' ';
}

/** And from the words behind it where it opens a line; behind it `(` would make a link of it, and `:` a definition. */
function spaceBehind(text: string, at: number): string {
  const next = text.slice(at, at + 2);
  if (/^[(:]/.test(next)) return next.startsWith('(') || at === 0 || text.charAt(at - 1) === '\n' ? ' ' : '';
  return /^[\p{L}\p{N}*_`"“„«]/u.test(next) && !unspaced.test(next) && opensLine(text, at) ? ' ' : '';
}

function opensLine(text: string, at: number): boolean {
  return at === 0 || /[\s>]/.test(text.charAt(at - 1));
}
