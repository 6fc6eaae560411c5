import { maskCode } from './code-regions';
import { asciiDigits } from './digits';
import { isSourceListHeading } from './source-list-words';

const heading = /^ {0,3}(#{1,6})[ \t]/;
const mark = String.raw`[[［【(（]\^?(?:p ?)?\d{1,3}[\]］】)）]`;
const marks = new RegExp(mark, 'gi');
/** An entry begins with its number, as no sentence does. */
const numbered = new RegExp(String.raw`^[\s>]*(?:[-*+•・●][ \t]*)?(?:\*\*)?${mark}(?:\*\*)?[:：.]?\s`, 'i');
const definition = new RegExp(String.raw`^ {0,3}\[\^?(?:p ?)?\d{1,3}\]:\s*\S`, 'i');
const address = /(?:https?:\/\/|www\.)\S+|\bdoi\b|\b10\.\d{4,9}\//i;
const onlyMarks = new RegExp(String.raw`^(?:\s|[-*+•・●,;、，；.。]|${mark})+$`, 'i');
const sentenceEnd = /[.!?。！？؟](?:\s|["”’»)\]]|$)/u;
const rule = /^[ \t]*(?:[-*_][ \t]*){3,}$/;
const listed = /^[\s>]*(?:[-*+•・●]|\d{1,3}[.)）、．])\s*\S/;
const longestEntry = 14;

/**
 * A text without the lists of sources that its writer made: ours is the only one. A list is what follows a heading such as
 * "Sources" or "参考文献", where it reads like entries and not like sentences; numbered entries at the end without a
 * heading; and definitions such as `[3]: https://…` or `[^p3]: …`.
 */
export function withoutOwnSources(text: string): { readonly text: string; readonly lists: number } {
  const lines = text.split('\n');
  const plain = asciiDigits(maskCode(text)).split('\n');
  // Folding may not add lines; where it does, nothing is known of the places.
  const seen = plain.length === lines.length ? plain : lines;
  const goes = new Set<number>();
  const lists = underHeadings(seen, goes) + atTheEnd(seen, goes) + definitions(seen, goes);
  if (goes.size === 0) return { text, lists };
  return {
    text: lines
      .filter((_, index) => !goes.has(index))
      .join('\n')
      .replace(/(?:\n[ \t]*){2,}$/, '\n'),
    lists,
  };
}

function underHeadings(lines: readonly string[], goes: Set<number>): number {
  let lists = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!startsList(line)) continue;
    const end = endOfList(lines, at);
    if (!isList(lines, at, end)) continue;
    for (let each = at; each < end; each += 1) goes.add(each);
    while (at > 0 && rule.test(lines[at - 1] ?? '')) goes.add((at -= 1));
    lists += 1;
    at = end - 1;
  }
  return lists;
}

/** A heading, or a line such as `Sources: [p1], [p4]`. */
function startsList(line: string): boolean {
  if (line.length > 400) return false;
  if (line.length <= 80 && isSourceListHeading(line)) return true;
  const [before, after] = splitAtColon(line);
  return after !== '' && before.length <= 60 && isSourceListHeading(before) && isEntry(after);
}

function splitAtColon(line: string): [string, string] {
  const at = line.search(/[:：]/);
  return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1).replace(/^[\s*_]+/, '')];
}

/** Up to the next list, or the next heading that is not below it. */
function endOfList(lines: readonly string[], start: number): number {
  const level = heading.exec(lines[start] ?? '')?.[1]?.length ?? 7;
  for (let at = start + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (startsList(line)) return at;
    const next = heading.exec(line)?.[1]?.length;
    if (next !== undefined && next <= level) return at;
    // Under a heading without signs, what comes after a gap and reads like sentences is text again.
    if (level === 7 && (lines[at - 1] ?? '').trim() === '' && line.trim() !== '' && !isEntry(line)) return at;
  }
  return lines.length;
}

function isList(lines: readonly string[], start: number, end: number): boolean {
  const entries = lines.slice(start + 1, end).filter((line) => line.trim() !== '' && !rule.test(line));
  if (entries.length === 0) return isLastThing(lines, end) || splitAtColon(lines[start] ?? '')[1] !== '';
  return entries.filter((line) => isEntry(line)).length * 3 >= entries.length * 2;
}

function isLastThing(lines: readonly string[], from: number): boolean {
  return lines.slice(from).every((line) => line.trim() === '');
}

function isEntry(line: string): boolean {
  if (numbered.test(line) || definition.test(line) || address.test(line) || onlyMarks.test(line)) return true;
  if (!listed.test(line)) return false;
  // The title of a work, not a sentence about it.
  const words = line
    .replace(marks, '')
    .replace(/^[\s>]*(?:[-*+•・●]|\d{1,3}[.)）、．])\s*/, '')
    .trim();
  return !sentenceEnd.test(words) && words.split(/\s+/).length <= longestEntry && words.length <= 120;
}

/** Two or more numbered entries that end the text, or one with an address. */
function atTheEnd(lines: readonly string[], goes: Set<number>): number {
  let at = lines.length;
  const found: number[] = [];
  while (at > 0) {
    const line = lines[at - 1] ?? '';
    const isEmpty = line.trim() === '' || goes.has(at - 1);
    if (!isEmpty && !(numbered.test(line) && (address.test(line) || !sentenceEnd.test(line.trimEnd()))))
      break;
    at -= 1;
    if (!isEmpty) found.push(at);
  }
  const hasAddress = found.some((index) => address.test(lines[index] ?? ''));
  if (found.length === 0 || (found.length < 2 && !hasAddress)) return 0;
  for (const index of found) goes.add(index);
  let before = Math.min(...found) - 1;
  while (before >= 0 && (lines[before] ?? '').trim() === '') before -= 1;
  if (before >= 0 && rule.test(lines[before] ?? '')) goes.add(before);
  return 1;
}

function definitions(lines: readonly string[], goes: Set<number>): number {
  const found = lines.flatMap((line, index) => (definition.test(line) && !goes.has(index) ? [index] : []));
  for (const index of found) goes.add(index);
  return found.length > 0 ? 1 : 0;
}
