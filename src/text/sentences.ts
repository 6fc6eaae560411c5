import { linesOf, type Line } from './lines';
import { quotedSpeech } from './quoted-speech';
import { endsSentence, sentenceMarks } from './sentence-end';
import { spanOf, type Span } from './span';

/**
 * The sentences of a text in order, also of headings, items and rows of tables, which are one each at least. Together
 * they are the text without the whitespace between them, and none begins or ends inside of a character. Citation marks
 * after a full stop belong to the sentence before them. `language` (such as `de`) helps where it is known.
 *
 * By rules of our own on the sentence-ending signs of Unicode: `Intl.Segmenter` cuts after abbreviations and ordinals
 * and within `[1]`, never before a number, and elsewhere with another version of its data.
 */
export function sentencesOf(text: string, language?: string): Span[] {
  const sentences: Span[] = [];
  for (const [from, to] of sentenceRanges(text, language)) {
    const span = spanOf(text, from, to);
    if (span) sentences.push(span);
  }
  return sentences;
}

/** Where the sentences of a text begin and end; whitespace is with those before it. */
function* sentenceRanges(text: string, language?: string): Generator<[number, number]> {
  const marks = sentenceMarks(text);
  let mark = marks.next();
  for (const { start, end, isWhole } of blocksOf(text)) {
    let from = start;
    if (isWhole) {
      while (mark.done !== true && mark.value.start < end) mark = marks.next();
      yield [start, end];
      continue;
    }
    const speech = [...quotedSpeech(text, start, end)].sort((a, b) => a.start - b.start);
    let [spoken, spokenUntil] = [0, -1];
    for (; mark.done !== true && mark.value.start < end; mark = marks.next()) {
      const { value } = mark;
      if (value.start < from || value.end >= end) continue;
      for (; (speech[spoken]?.start ?? end) < value.start; spoken += 1)
        spokenUntil = Math.max(spokenUntil, speech[spoken]?.end ?? -1);
      // What ends within quoted speech does not end the sentence that quotes it.
      if (value.end < spokenUntil || !endsSentence(text, from, value, language)) continue;
      yield [from, value.end];
      from = value.end;
    }
    yield [from, end];
  }
}

/** Lines that are read together. */
interface Block {
  readonly start: number;
  readonly end: number;
  /** A row of a table or a line of a program is not cut. */
  readonly isWhole: boolean;
}

/** The lines of a text; those of a paragraph that was broken to some width are one. */
function* blocksOf(text: string): Generator<Block> {
  let block: Block | undefined;
  let last: Line | undefined;
  for (const line of linesOf(text)) {
    if (line.kind === 'blank') last = undefined;
    else if (block && last && goesOn(text, last, line)) block = { ...block, end: line.end };
    else {
      if (block) yield block;
      block = { start: line.start, end: line.end, isWhole: /^(?:row|code|rule)$/.test(line.kind) };
    }
    if (line.kind !== 'blank') last = line;
  }
  if (block) yield block;
}

const fullWidth = 60;
const fullDenseWidth = 18;
const densePerWidth = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Whether a line was broken for its width only, and the next one goes on with its sentence. */
function goesOn(text: string, line: Line, next: Line): boolean {
  if (next.kind !== 'text' || (line.kind !== 'text' && line.kind !== 'item')) return false;
  if (/^\s*["“„»(]?\p{Ll}/u.test(text.slice(next.start, next.start + 24))) return true;
  if (line.end - line.start >= fullWidth) return true;
  return (text.slice(line.start, line.end).match(densePerWidth)?.length ?? 0) >= fullDenseWidth;
}
