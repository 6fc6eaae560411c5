import type { Place } from '../../../contract/research/pages';
import { isArrayIndex, isNumberRange } from './array-index';
import { readBracket } from './bracket';
import { applyEdits, type Edit } from './edits';
import { findBrackets, type Found, type FoundBracket, type FoundLink } from './find-brackets';
import { markEdit, type Cluster } from './mark-edit';
import { padNumbers } from './pad-numbers';
import { mergedMarks, type Mark, type PassageIds } from './report';

/** A text without its marks, and the marks. */
export interface ReadText {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly unknownIds: readonly string[];
  readonly droppedNumbers: number;
  readonly cutMarks: number;
}

/** What may stand between citations that are one. */
const separator = /^[ \t\u00a0\u3000]*(?:[,;、，；][ \t\u3000]*)?$/;

/**
 * Takes the marks out of a text. Ids that were given become marks; others, numbers in brackets that the writer made up,
 * and marks that break off go. In code, in addresses and in indexes such as `list[3]` a number stays, with a space
 * inside of its brackets, so that nobody takes it for a citation. A link is its words alone: where a report's addresses
 * come from is its sources.
 */
export function readMarks(source: string, passages: PassageIds): ReadText {
  return new Reader(source, passages).read();
}

/** One pass over a text: what to change in it, in order, and what is counted. */
class Reader {
  private readonly edits: Edit[] = [];
  private readonly unknown = new Set<string>();
  private dropped = 0;
  private cut = 0;
  private cluster: FoundBracket[] = [];
  private readonly found: readonly Found[];
  private readonly citesInRoundBrackets: boolean;

  private readonly source: string;

  constructor(
    source: string,
    private readonly passages: PassageIds,
  ) {
    this.source = withoutInvisible(source);
    this.found = findBrackets(this.source);
    this.citesInRoundBrackets = this.found.some(
      (one) => one.kind === 'bracket' && one.isRound && this.namesKnown(one),
    );
  }

  read(): ReadText {
    for (const one of this.found) this.take(one);
    this.flush();
    const { text, marks } = applyEdits(this.source, this.edits);
    const padded = padNumbers(text, marks);
    return {
      text: padded.text,
      marks: mergedMarks(padded.marks),
      unknownIds: [...this.unknown],
      droppedNumbers: this.dropped,
      cutMarks: this.cut,
    };
  }

  private take(one: Found): void {
    if (one.kind === 'bracket' && this.isCitation(one)) {
      const last = this.cluster.at(-1);
      if (last && !separator.test(this.source.slice(last.end, one.start))) this.flush();
      this.cluster.push(one);
      return;
    }
    this.flush();
    if (one.kind === 'link') this.link(one);
    else if (one.kind === 'url') this.url(one.start, one.end);
    else if (one.kind === 'cut') {
      this.cut += 1;
      this.change({ start: one.start, end: one.end, places: [] });
    }
  }

  private isCitation(one: FoundBracket): boolean {
    // (p53) is a protein where the writer does not cite in this way.
    if (one.isRound) return this.namesKnown(one) || (this.citesInRoundBrackets && one.says.kind === 'ids');
    if (one.says.kind === 'ids') return true;
    if (one.says.kind !== 'numbers') return false;
    const before = this.source.slice(Math.max(0, one.start - 80), one.start);
    if (one.says.count > 1 && isNumberRange(before)) return false;
    return !isArrayIndex(before, this.source.slice(one.end, one.end + 80));
  }

  private namesKnown({ says }: FoundBracket): boolean {
    return says.kind === 'ids' && says.ids.some((id) => this.placeOf(id) !== undefined);
  }

  private placeOf(id: string): Place | undefined {
    return Object.hasOwn(this.passages, id) ? this.passages[id] : undefined;
  }

  /** Makes one mark of citations that stand together, or nothing. */
  private flush(): void {
    const [first, last] = [this.cluster[0], this.cluster.at(-1)];
    if (!first || !last) return;
    const places = this.cluster.flatMap(({ says }) => this.placesIn(says));
    this.cluster = [];
    this.change({ start: first.start, end: last.end, places });
  }

  private placesIn(says: FoundBracket['says']): Place[] {
    if (says.kind === 'numbers') this.dropped += 1;
    if (says.kind !== 'ids') return [];
    return says.ids.flatMap((id) => {
      const place = this.placeOf(id);
      if (!place) this.unknown.add(id);
      return place ?? [];
    });
  }

  private change(cluster: Cluster): void {
    this.edits.push(markEdit(this.source, cluster, this.edits.at(-1)?.end ?? 0));
  }

  /** Brackets in an address are written as they may be there. */
  private url(start: number, end: number): void {
    const url = this.source.slice(start, end);
    const encoded = url.replaceAll(/\[([^[\]]*)\]/gu, '%5B$1%5D');
    if (encoded !== url) this.edits.push({ start, end, text: encoded });
  }

  /** A link that is nothing but a citation is one; citations in its words go behind it. */
  private link({ start, end, label }: FoundLink): void {
    const words = this.source.slice(label.start, label.end);
    const whole = readBracket(words);
    if (whole.kind === 'ids' || whole.kind === 'numbers') {
      this.change({ start, end, places: this.placesIn(whole) });
      return;
    }
    const inner = readMarks(words, this.passages);
    for (const id of inner.unknownIds) this.unknown.add(id);
    this.dropped += inner.droppedNumbers;
    const places = inner.marks.flatMap((mark) => mark.places);
    // The citation stands before what comes after the link, so the words are the change before it.
    this.edits.push({ start, end: end - 1, text: inner.text.trim() });
    this.edits.push({ start: end - 1, end, text: '', places });
  }
}

/** What nobody sees: it could stand between a bracket and a number that a reader takes for a citation. */
const invisible = /[\0\u200b\u2060\ufeff]+/g;
const besideBracket =
  /(?<=[[［【])[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+(?=[\]］】])/g;

function withoutInvisible(text: string): string {
  return text.replaceAll(invisible, '').replaceAll(besideBracket, '');
}
