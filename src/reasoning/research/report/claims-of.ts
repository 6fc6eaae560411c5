import type { Place } from '../../../contract/research/pages';
import { languageOf } from '../../../text/language';
import { isClaim } from './is-claim';
import { marksOf } from './marks-of';
import type { Report } from './report';
import { sentencePlaces } from './sentence-places';

/** A sentence of a report that states something. */
export interface ReportClaim {
  /** From 1, in the order of the text. */
  readonly id: number;
  /** Without marks, list signs and emphasis. */
  readonly text: string;
  /** Its place in the report's text. */
  readonly start: number;
  readonly end: number;
  /** The passages that it cites, those of the marks within it and right behind it. */
  readonly cites: readonly Place[];
  readonly language: string;
  /** The heading that it stands under; empty where there is none. */
  readonly section: string;
}

/**
 * The claims of a report, sentence by sentence over the whole of it (`isClaim` says which sentences are none). An item
 * of a list is a sentence at least, and a row of a table is one.
 */
export function claimsOf(report: Report, language?: string): ReportClaim[] {
  const of = language ?? languageOf(report.text);
  const sentences = sentencePlaces(report, of);
  const marks = marksOf(report, sentences);
  return sentences
    .flatMap(({ start, end, text, section }, index) => {
      const words = plain(text);
      if (!isClaim(words)) return [];
      const cites = (marks[index] ?? []).flatMap((mark) => mark.places);
      return [{ text: words, start, end, cites: distinct(cites), language: of, section }];
    })
    .map((claim, index) => ({ id: index + 1, ...claim }));
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.page} ${place.start} ${place.end}`, place])).values()];
}

/** A sentence as words: signs of lists, quotes and emphasis are none. */
function plain(text: string): string {
  return text
    .replace(/^[\s>]*(?:[-*+•・●▪–]\s+|[・●▪•]|[(（]?\p{Nd}{1,3}[.)）、．]\s*(?=\D))?/u, '')
    .replaceAll(
      /\*\*|__|~~|(?<![\p{L}\p{N}])[*_](?=\S)|(?<=\S)[*_](?![\p{L}\p{N}])|`|<\/?(?:sup|sub|b|i|em|strong|br)\s*\/?>/gu,
      '',
    )
    .replaceAll(/\s+/g, ' ')
    .trim();
}
