import { readJsonMarks } from './json-report';
import { withoutOwnSources } from './own-sources';
import { readMarks, type ReadText } from './read-marks';
import type { Mark, Report, ReportSection } from './report';

/**
 * Puts sections together as one report, in order and without loss; ids of passages are local to their section. With
 * `isJson` the one section is a JSON text, and one that is none is taken as it is.
 */
export function assembleReport(sections: readonly ReportSection[], { isJson = false } = {}): Report {
  const [only] = sections;
  if (isJson && only) {
    const read = readJsonMarks(only.text, only.passages);
    if (read) return { ...read, isJson: true };
  }
  let text = '';
  const marks: Mark[] = [];
  const read = sections.map(sectionOf).filter((section) => section.text !== '');
  for (const section of read) {
    if (text !== '') text += '\n\n';
    const start = text.length;
    text += section.text;
    for (const mark of section.marks) marks.push({ ...mark, at: mark.at + start });
  }
  return {
    text,
    marks,
    isJson: false,
    unknownIds: read.flatMap(({ unknownIds }) => unknownIds),
    droppedNumbers: read.reduce((sum, { droppedNumbers }) => sum + droppedNumbers, 0),
  };
}

function sectionOf({ heading, text, passages }: ReportSection): ReadText {
  const own = withoutOwnSources(unfenced(text.trim())).trim();
  const hasHeading = heading === undefined || /^#{1,6}\s/.test(own);
  // A title of the whole belongs to none of several sections.
  const titled = hasHeading ? own.replace(/^#\s/, '## ') : `## ${heading}\n\n${own}`;
  const read = readMarks(titled, passages);
  const { text: clean } = read;
  const lead = clean.length - clean.trimStart().length;
  const kept = clean.trim();
  const marks = read.marks.map((mark) => ({
    ...mark,
    at: Math.min(Math.max(0, mark.at - lead), kept.length),
  }));
  return { ...read, text: kept, marks };
}

/** A report that its writer put into a fence as a whole. */
function unfenced(text: string): string {
  return /^```(?:markdown|md|text)?\s*\n((?:(?!\n```)[\s\S])*)\n```$/.exec(text)?.[1] ?? text;
}
