import { linesOf, type Line } from '../../../text/lines';
import type { Splice } from './move-marks';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The lines of a text that nothing is left of when parts of it are taken out, as changes that remove them: lines of which
 * all was taken, heads of tables without rows, lines that led in a list that is gone, headings of sections without text.
 * Lines that were empty before, and sections that had no text, stay.
 */
export function emptiedRanges(text: string, taken: readonly Stretch[]): Splice[] {
  const lines = [...linesOf(text)];
  const gone = new Set<number>();
  let next = 0;
  lines.forEach((line, index) => {
    while ((taken[next]?.end ?? Infinity) <= line.start) next += 1;
    if (isTaken(text, line, taken, next)) gone.add(index);
  });
  if (gone.size === 0) return [];
  takeHeadsOfTables(lines, gone);
  takeLeadsIn(text, lines, gone);
  takeHeadings(text, lines, gone);
  return rangesOf(text, lines, gone);
}

const signs = /^[\s>]*(?:[-*+•・●▪–]|[(（]?\p{Nd}{1,3}[.)）、．])?[\s|]*$/u;

/** Whether of a line nothing is left but signs of lists and tables. */
function isTaken(text: string, line: Line, taken: readonly Stretch[], first: number): boolean {
  if (line.kind === 'blank' || line.kind === 'heading' || line.kind === 'code') return false;
  let [rest, at] = ['', line.start];
  for (let index = first; (taken[index]?.start ?? Infinity) < line.end; index += 1) {
    const { start = 0, end = 0 } = taken[index] ?? {};
    if (start > at) rest += text.slice(at, start);
    at = Math.max(at, end);
  }
  if (at === line.start) return false;
  return signs.test(rest + text.slice(Math.min(at, line.end), line.end));
}

function takeHeadsOfTables(lines: readonly Line[], gone: Set<number>): void {
  for (let at = 0; at < lines.length; at += 1) {
    if (lines[at]?.kind !== 'row') continue;
    const first = at;
    while (lines[at + 1]?.kind === 'row') at += 1;
    const left = range(first, at + 1).filter((index) => !gone.has(index));
    // A head and its rule alone are no table.
    if (left.length < at + 1 - first && left.every((index) => index <= first + 1))
      for (const index of left) gone.add(index);
  }
}

function takeLeadsIn(text: string, lines: readonly Line[], gone: Set<number>): void {
  lines.forEach(({ kind, start, end }, index) => {
    if (kind !== 'text' || gone.has(index) || !/^[^.!?。！？]*[:：][*_ \t]*$/.test(text.slice(start, end)))
      return;
    let at = index + 1;
    let items = 0;
    for (; lines[at]?.kind === 'item' || lines[at]?.kind === 'blank' || gone.has(at); at += 1) {
      if (lines[at]?.kind === 'blank') continue;
      if (!gone.has(at)) return;
      items += 1;
    }
    if (items > 0) gone.add(index);
  });
}

/** From the last to the first, so that a section whose own sections all went goes too. */
function takeHeadings(text: string, lines: readonly Line[], gone: Set<number>): void {
  const levels = lines.map(({ kind, start, end }) =>
    kind === 'heading' ? (/#{1,6}/.exec(text.slice(start, end))?.[0].length ?? 7) : 0,
  );
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const level = levels[at] ?? 0;
    if (level === 0) continue;
    let hadText = false;
    let end = at + 1;
    for (; end < lines.length && ((levels[end] ?? 0) === 0 || (levels[end] ?? 0) > level); end += 1) {
      if (gone.has(end)) hadText = true;
      else if (lines[end]?.kind !== 'blank') break;
    }
    const isEmpty = end === lines.length || ((levels[end] ?? 0) > 0 && (levels[end] ?? 0) <= level);
    if (hadText && isEmpty) gone.add(at);
  }
}

/** Runs of lines that are gone, with the blank lines that would be left beside each other. */
function rangesOf(text: string, lines: readonly Line[], gone: ReadonlySet<number>): Splice[] {
  const ranges: Splice[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (!gone.has(at)) continue;
    let first = at;
    while (gone.has(at + 1) || (lines[at + 1]?.kind === 'blank' && isGoneBehind(lines, gone, at + 1)))
      at += 1;
    const isParted = first === 0 || lines[first - 1]?.kind === 'blank';
    if (isParted) while (lines[at + 1]?.kind === 'blank') at += 1;
    if (at === lines.length - 1) while (lines[first - 1]?.kind === 'blank') first -= 1;
    const isLast = at === lines.length - 1;
    const start = isLast ? (lines[first - 1]?.end ?? 0) : (lines[first]?.start ?? 0);
    ranges.push({
      start,
      end: isLast ? text.length : (lines[at + 1]?.start ?? text.length),
      text: '',
      marks: [],
    });
  }
  return ranges;
}

function isGoneBehind(lines: readonly Line[], gone: ReadonlySet<number>, from: number): boolean {
  let at = from;
  while (lines[at]?.kind === 'blank') at += 1;
  return gone.has(at);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
