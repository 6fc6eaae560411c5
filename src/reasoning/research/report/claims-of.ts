import type { Place } from '../../../contract/research/pages';
import { languageOf } from '../../../text/language';
import { linesOf, type LineKind } from '../../../text/lines';
import { sentencesOf } from '../../../text/sentences';
import { innerOffset, jsonStrings } from './json-report';
import { isClaim } from './is-claim';
import type { Report } from './report';

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
}

interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The claims of a report, sentence by sentence over the whole of it (`isClaim` says which sentences are none). */
export function claimsOf(report: Report, language?: string): ReportClaim[] {
  const of = language ?? languageOf(report.text);
  const sentences = report.isJson ? jsonSentences(report.text, of) : textSentences(report.text, of);
  const marks = marksBySentence(report, sentences);
  return sentences
    .flatMap((sentence, index) => {
      const text = plain(sentence.text);
      if (!isClaim(text)) return [];
      return [{ ...sentence, text, cites: marks[index] ?? [], language: of }];
    })
    .map((claim, index) => ({ ...claim, id: index + 1 }));
}

const stating: ReadonlySet<LineKind> = new Set(['text', 'item', 'row']);

function textSentences(text: string, language: string): Sentence[] {
  const lines = [...linesOf(text)];
  const headers = headersOf(text, lines);
  let line = 0;
  return sentencesOf(text, language).filter(({ start }) => {
    while (lines[line] && (lines[line]?.end ?? 0) < start) line += 1;
    const { kind = 'blank' } = lines[line] ?? {};
    return stating.has(kind) && !headers.has(line);
  });
}

/** The head of a table, and the rule below it, state nothing. */
function headersOf(
  text: string,
  lines: readonly { start: number; end: number; kind: LineKind }[],
): Set<number> {
  const headers = new Set<number>();
  lines.forEach(({ kind, start, end }, index) => {
    if (kind !== 'row' || !/^[\s|:-]+$/.test(text.slice(start, end))) return;
    headers.add(index).add(index - 1);
  });
  return headers;
}

function jsonSentences(json: string, language: string): Sentence[] {
  return jsonStrings(json).flatMap(({ start, text }) =>
    sentencesOf(text, language).map((sentence) => ({
      text: sentence.text,
      start: start + innerOffset(text, sentence.start),
      end: start + innerOffset(text, sentence.end),
    })),
  );
}

/** The places that the marks within each sentence name; a mark between two belongs to the one before it. */
function marksBySentence({ marks }: Report, sentences: readonly Sentence[]): Place[][] {
  let index = 0;
  const places = sentences.map((): Place[] => []);
  for (const mark of marks) {
    while (index + 1 < sentences.length && (sentences[index + 1]?.start ?? 0) < mark.at) index += 1;
    places[index]?.push(...mark.places);
  }
  return places;
}

/** A sentence as words: signs of lists, tables and emphasis are none. */
function plain(text: string): string {
  return text
    .replace(/^[\s>]*(?:[-*+•]\s+|\p{Nd}{1,3}[.)]\s+)/u, '')
    .replaceAll(/\s*\|\s*/g, ' ')
    .replaceAll(/\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
