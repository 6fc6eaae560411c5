import type { Place } from '../../../contract/research/pages';
import { asciiDigits } from './digits';
import { protectedRanges } from './protected';
import { mergedMarks, type Mark, type PassageIds } from './report';

/** A text without its marks, and the marks. */
export interface ReadText {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly unknownIds: readonly string[];
  readonly droppedNumbers: number;
}

/** Ids in brackets of some kind: `[p3]`, `[p3, p7]`, `[p3–p5]`, `【p3】`, `(p3)`, `[^p3]`, with digits of any script. */
const id = String.raw`\^?\s*[pPｐＰ]\s?\p{Nd}{1,4}`;
const between = String.raw`\s*(?:[,;、，；&]|and|und|[-–—~〜])?\s*`;
const ids = String.raw`[\[［【〔(（]\s*${id}(?:${between}(?:${id}|\p{Nd}{1,4}))*\s*[\]］】〕)）]`;
/** A number in square brackets, which a reader would take for a citation: `[3]`, `[3, 4]`, `[^3]`, `【3】`. */
const numbers = String.raw`[\[［【〔]\s*\^?\p{Nd}{1,6}(?:\s*[,;、，；–-]\s*\p{Nd}{1,6})*\s*[\]］】〕]`;
const marked = new RegExp(`(${ids})|(${numbers})(\\([^()\\s]*\\))?(:(?=\\s))?`, 'gu');
/** Just before a number in brackets: what makes it an index, as in `list[3]`. */
const isIndexed = /[\p{L}\p{N}_)\]]$/u;
/** A line so far that has no words yet: what stands there, as in `- [p3]`, keeps its distance. */
const opensLine = /(?:^|\n)[\s>]*(?:[-*+•]|\p{Nd}{1,3}[.)])?[ \t]*$/u;
const isDense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}]$/u;

/**
 * Takes the marks out of a text. Ids that were given become marks; others, and numbers in brackets that the writer
 * made up, go. In code, in addresses and in indexes such as `list[3]` a number stays, with a space inside of its
 * brackets, so that nobody takes it for a citation.
 */
export function readMarks(source: string, passages: PassageIds): ReadText {
  const reader = new Reader(passages);
  const text = withoutLinks(source);
  let at = 0;
  for (const { start, end } of protectedRanges(text)) {
    reader.prose(text.slice(at, start));
    reader.literal(text.slice(start, end));
    at = end;
  }
  reader.prose(text.slice(at));
  return reader.read();
}

/** A link as its words alone: where a report's addresses come from is its sources. */
function withoutLinks(text: string): string {
  return text.replaceAll(
    /!?\[([^[\]\n]{1,300})\]\((?:https?:|\/|#|mailto:)[^()\s]*\)/g,
    (all, words: string) => (/^\s*\^?\p{Nd}+\s*$/u.test(words) ? '' : words),
  );
}

class Reader {
  private out = '';
  private readonly marks: Mark[] = [];
  private readonly unknown = new Set<string>();
  private dropped = 0;

  constructor(private readonly passages: PassageIds) {}

  prose(text: string): void {
    let at = 0;
    for (const match of text.matchAll(marked)) {
      const { 0: found, 1: named, 2: number, index } = match;
      const before = text.slice(at, index);
      const last = (before === '' ? this.out : before).slice(-2);
      at = index + found.length;
      if (named === undefined && match[3] === undefined && isIndexed.test(last) && !isDense.test(last)) {
        this.out += before + padded(found);
        continue;
      }
      this.out += opensLine.test(before) ? before : before.replace(/[ \t\u00a0\u3000]+$/u, '');
      if (named !== undefined) this.mark(named);
      else this.dropped += number === undefined ? 0 : 1;
    }
    this.out += text.slice(at);
  }

  literal(text: string): void {
    this.out += text.replaceAll(/\[\p{Nd}+\]/gu, padded);
  }

  read(): ReadText {
    return {
      text: this.out,
      marks: mergedMarks(this.marks),
      unknownIds: [...this.unknown],
      droppedNumbers: this.dropped,
    };
  }

  private mark(named: string): void {
    const places: Place[] = [];
    for (const name of idsIn(named)) {
      const place = Object.hasOwn(this.passages, name) ? this.passages[name] : undefined;
      if (place) places.push(place);
      else this.unknown.add(name);
    }
    if (places.length > 0) this.marks.push({ at: this.out.length, places });
  }
}

const mostOfRange = 12;

/** The ids of one mark; a range stands for all of it. */
function idsIn(mark: string): string[] {
  const found = asciiDigits(mark).matchAll(/(?<dash>[-–—~〜]\s*)?[pP]?\s?(?<number>\d{1,4})/g);
  const ids: number[] = [];
  for (const { groups } of found) {
    const number = Number(groups?.['number']);
    const last = ids.at(-1);
    const isRange = groups?.['dash'] !== undefined && last !== undefined;
    if (isRange && number > last && number - last <= mostOfRange) {
      for (let next = last + 1; next < number; next += 1) ids.push(next);
    }
    ids.push(number);
  }
  return [...new Set(ids)].map((number) => `p${number}`);
}

/** `[3]` as `[ 3 ]`: the same to a program, and no citation to anybody. */
function padded(found: string): string {
  return `${found.slice(0, 1)} ${found.slice(1, -1).trim()} ${found.slice(-1)}`;
}
