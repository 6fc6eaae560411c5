import { linesOf, type Line } from '../../../text/lines';
import { sentencesOf } from '../../../text/sentences';
import { codeRegions } from './code-regions';
import { jsonStrings } from './json-strings';
import type { Report } from './report';
import { tablesOf } from './tables';

/** A sentence of a report, or a row of a table. */
export interface ReportSentence {
  /** Its place in the report's text. */
  readonly start: number;
  readonly end: number;
  /** As it stands there; of a row what its cells say under their heads. */
  readonly text: string;
  /** The heading that it stands under, without its signs; empty where there is none. */
  readonly section: string;
}

/** The sentences of a report that may state something, in order: not those of headings, heads of tables and code. */
export function sentencePlaces({ text, isJson }: Report, language: string): ReportSentence[] {
  if (!isJson) return sentencesIn(text, language);
  return jsonStrings(text).flatMap((value) =>
    sentencesIn(value.text, language).map((sentence) => ({
      ...sentence,
      start: value.outer(sentence.start),
      end: value.outer(sentence.end),
    })),
  );
}

function sentencesIn(text: string, language: string): ReportSentence[] {
  const lines = [...linesOf(text)];
  const tables = tablesOf(text, lines);
  const headings = lines.map((line) => headingOf(text, line));
  const code = codeRegions(text);
  const spans = [...sentencesOf(text, language), ...tables.rows].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
  const rows = new Set<unknown>(tables.rows);
  const found: ReportSentence[] = [];
  let [line, block, section] = [0, 0, ''];
  for (const span of spans) {
    while (line < lines.length && (lines[line]?.end ?? 0) < span.start) section = headings[line++] ?? section;
    while ((code[block]?.end ?? Infinity) <= span.start) block += 1;
    if ((code[block]?.start ?? Infinity) <= span.start) {
      // A sentence may begin with a span of code, but not be all of it.
      if ((code[block]?.end ?? 0) >= span.end || lines[line]?.kind === 'code') continue;
    }
    const { kind = 'blank' } = lines[line] ?? {};
    const isProse = (kind === 'text' || kind === 'item') && headings[line] === undefined;
    if (rows.has(span) || (isProse && !tables.has(line))) found.push({ ...span, section });
  }
  return found;
}

const marked = /^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*$/;
/** A line in bold alone is a heading, unless it is a whole sentence. */
const bold = /^[ \t]*(?:\*\*|__)([^*_]{1,120}?)[:：]?(?:\*\*|__)[:：]?[ \t]*$/;
const longest = 200;

function headingOf(text: string, { start, end, kind }: Line): string | undefined {
  if (kind === 'code' || kind === 'blank' || end - start > longest) return undefined;
  const line = text.slice(start, end);
  const words = marked.exec(line)?.[1] ?? bold.exec(line)?.[1];
  return words !== undefined && (marked.test(line) || !/[.!?。！？؟]$/u.test(words)) ? words : undefined;
}
