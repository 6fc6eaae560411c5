import { asciiDigits } from './digits';
import type { ReportSection } from './report';

const firstLine =
  /^\s*(?:(?<signs>#{1,6})[ \t]+(?<words>[^\n]*?)[ \t#]*|\*\*(?<bold>[^\n*]+)\*\*:?)[ \t]*(?:\n|$)/;

/**
 * Sections in the form in which they stand one after the other, each with its heading in its text. Nothing of their
 * texts is lost but a heading that says the same once more: the section's own, or the report's title, which stands once.
 */
export function joinSections(sections: readonly ReportSection[]): ReportSection[] {
  const titles = new Set<string>();
  return sections.map((section) => ({
    ...section,
    text: headed(withoutTitle(section.text, titles), section.heading),
  }));
}

/** A title of the whole that an earlier section began with. */
function withoutTitle(text: string, titles: Set<string>): string {
  const found = firstLine.exec(text);
  if (found?.groups?.signs !== '#') return text;
  const title = plainHeading(found.groups.words ?? '');
  const isKnown = titles.has(title);
  titles.add(title);
  return isKnown ? behind(text, found[0]) : text;
}

/** A text under its heading; where it begins with one of its own, that is in the words that fit what was written. */
function headed(text: string, heading: string | undefined): string {
  const words =
    heading
      ?.replaceAll(/\s+/g, ' ')
      .replace(/^[\s#]+/, '')
      .trim() ?? '';
  // A title of the whole belongs to none of several sections.
  const own = heading === undefined ? text : text.replace(/^#(?=[ \t])/, '##');
  if (words === '' || text.trim() === '') return own;
  const found = firstLine.exec(own);
  const first = found?.groups?.words ?? found?.groups?.bold;
  const isSame = first !== undefined && plainHeading(first) === plainHeading(words);
  const level = found?.groups?.signs?.length ?? 7;
  if (level <= 2 || (level < 7 && isSame)) return own;
  return `## ${words}\n\n${found && isSame ? behind(own, found[0]) : own}`;
}

function behind(text: string, part: string): string {
  return text.slice(part.length).replace(/^\n+/, '');
}

/** What headings are compared by: their words, without marks, numbers before them, or emphasis. */
function plainHeading(heading: string): string {
  return asciiDigits(heading)
    .replaceAll(/\[\^?p?\d[^\]]*\]/gi, '')
    .replace(/^[\s#*_]*(?:\d{1,2}(?:\.\d{1,2})*[.)、:]?\s+)?/, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
