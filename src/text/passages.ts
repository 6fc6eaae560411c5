import { borderBefore } from './character-border';
import { linesOf, type Line } from './lines';
import { sentencesOf } from './sentences';
import { isExtending, spanOf, type Span } from './span';

/** Characters of a passage: at least, where it can, and at most. One of a script without spaces says as much as 2.5. */
const least = 400;
const most = 1_200;
const extraOfDense = 1.5;
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/** What is not parted: a sentence, or a line of a list, a table or a program. */
interface Unit {
  readonly start: number;
  readonly end: number;
  readonly extra: number;
  readonly isHeading: boolean;
  /** Where the paragraph, list or table ends that begins here, and its extra; absent within one. */
  readonly block?: { readonly end: number; readonly extra: number };
}

/**
 * Cuts a page into passages of some 400 to 1,200 characters, in order: whole paragraphs, lists and tables under their
 * heading where they fit, else parts of them that end with a sentence or a line. Together they are the text without the
 * whitespace between them, and none begins or ends inside of a character.
 */
export function passagesOf(text: string): Span[] {
  const passages: Span[] = [];
  for (const [from, to] of packed(unitsOf(text))) {
    const span = spanOf(text, from, to);
    if (span) passages.push(span);
  }
  return passages;
}

function* packed(units: Iterable<Unit>): Generator<[number, number]> {
  let held: Unit[] = [];
  let extra = 0;
  for (const unit of units) {
    const from = held[0]?.start ?? unit.start;
    const lengthWith = (end: number, more: number) => end - from + extra + more;
    const length = lengthWith(held.at(-1)?.end ?? from, 0);
    const wanted = unit.block ?? unit;
    const isAlone = wanted.end - unit.start + wanted.extra <= most;
    const isFull =
      lengthWith(unit.end, unit.extra) > most ||
      (length >= least && unit.isHeading) ||
      (length >= least && isAlone && lengthWith(wanted.end, wanted.extra) > most);
    if (isFull && held.length > 0) {
      // A heading goes with what it is above of.
      const kept = held.findLastIndex(({ isHeading }) => !isHeading) + 1;
      const moved = kept === 0 ? [] : held.slice(kept);
      yield [from, held.at(kept === 0 ? -1 : kept - 1)?.end ?? from];
      held = moved;
      extra = moved.reduce((sum, each) => sum + each.extra, 0);
    }
    held.push(unit);
    extra += unit.extra;
  }
  const [first, last] = [held[0], held.at(-1)];
  if (first && last) yield [first.start, last.end];
}

function* unitsOf(text: string): Generator<Unit> {
  for (const block of blocksOf(text)) {
    const end = block.at(-1)?.end ?? 0;
    const start = block[0]?.start ?? 0;
    const whole = { end, extra: extraOf(text.slice(start, end)) };
    const isHeading = block[0]?.kind === 'heading';
    let isFirst = true;
    for (const part of isProse(block) ? sentencesWithin(text, start, end) : block) {
      for (const piece of piecesOf(text, part.start, part.end)) {
        const unit = { ...piece, isHeading };
        yield isFirst ? { ...unit, block: whole } : unit;
        isFirst = false;
      }
    }
  }
}

function isProse(block: readonly Line[]): boolean {
  return block[0]?.kind === 'text';
}

function* sentencesWithin(
  text: string,
  start: number,
  end: number,
): Generator<{ start: number; end: number }> {
  for (const sentence of sentencesOf(text.slice(start, end)))
    yield { start: start + sentence.start, end: start + sentence.end };
}

/** Paragraphs, lists, tables, programs and headings, each as its lines. */
function* blocksOf(text: string): Generator<Line[]> {
  let block: Line[] = [];
  for (const line of linesOf(text)) {
    const first = block[0];
    const isSame =
      first !== undefined &&
      (line.kind === first.kind || (line.kind === 'text' && first.kind === 'item')) &&
      line.kind !== 'heading';
    if (!isSame && block.length > 0) {
      yield block;
      block = [];
    }
    if (line.kind !== 'blank') block.push(line);
  }
  if (block.length > 0) yield block;
}

/** Parts of what is too long for one passage, cut at a space, else between two characters. */
function* piecesOf(text: string, start: number, end: number): Generator<Omit<Unit, 'isHeading'>> {
  let from = start;
  while (from < end) {
    const part = text.slice(from, Math.min(end, from + most));
    const extra = extraOf(part);
    if (part.length === end - from && part.length + extra <= most) {
      yield { start: from, end, extra };
      return;
    }
    const to = Math.min(end, cutOf(text, from, part));
    yield { start: from, end: to, extra: extraOf(text.slice(from, to)) };
    from = to;
  }
}

function cutOf(text: string, from: number, part: string): number {
  let [length, at] = [0, 0];
  for (const character of part) {
    length += character.length + extraOf(character);
    if (length > most) break;
    at += character.length;
  }
  const space = /\s(?=\S*$)/.exec(part.slice(0, at))?.index ?? 0;
  const isWord = space > at / 2 && !isExtending(text, from + space + 1);
  return isWord ? from + space + 1 : borderBefore(text, from, from + at);
}

function extraOf(text: string): number {
  return extraOfDense * (text.match(dense)?.length ?? 0);
}
