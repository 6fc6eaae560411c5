import { openFence } from './code-regions';
import { joinSections } from './join-sections';
import { withoutOwnSources } from './own-sources';
import { readJsonMarks } from './read-json-marks';
import { readMarks, type ReadText } from './read-marks';
import type { Mark, Report, ReportSection } from './report';

/**
 * Puts sections together as one report, in order and without loss; ids of passages are local to their section. With
 * `isJson` the one section is a JSON text, and one that is none is taken as a text.
 */
export function assembleReport(sections: readonly ReportSection[], { isJson = false } = {}): Report {
  const [only] = sections;
  const json = isJson && only ? readJsonMarks(only.text, only.passages) : undefined;
  if (json) return json;
  const bare = sections.map((section) => ({
    ...section,
    text: unfenced(section.text.replaceAll(/\r\n?/g, '\n').trim()),
  }));
  const read = joinSections(bare)
    .map(readSection)
    .filter(({ text }) => text !== '');
  const marks: Mark[] = [];
  let start = 0;
  for (const section of read) {
    for (const mark of section.marks) marks.push({ ...mark, at: mark.at + start });
    start += section.text.length + between.length;
  }
  const sum = (of: (section: ReadSection) => number) =>
    read.reduce((total, section) => total + of(section), 0);
  return {
    text: read.map(({ text }) => text).join(between),
    marks,
    isJson: false,
    unknownIds: read.flatMap(({ unknownIds }) => unknownIds),
    droppedNumbers: sum(({ droppedNumbers }) => droppedNumbers),
    cutMarks: sum(({ cutMarks }) => cutMarks),
    ownLists: sum(({ ownLists }) => ownLists),
  };
}

const between = '\n\n';

interface ReadSection extends ReadText {
  readonly ownLists: number;
}

function readSection({ text, passages }: ReportSection): ReadSection {
  const own = withoutOwnSources(text);
  const read = readMarks(own.text.trim(), passages);
  const fence = openFence(read.text);
  // A block of code that was left open would swallow what comes after the section.
  const whole = fence === undefined ? read.text : `${read.text.trimEnd()}\n${fence}`;
  const lead = whole.length - whole.trimStart().length;
  const kept = whole.trim();
  return {
    ...read,
    text: kept,
    marks: read.marks.map((mark) => ({ ...mark, at: Math.min(Math.max(0, mark.at - lead), kept.length) })),
    ownLists: own.lists,
  };
}

/** A report that its writer put into a fence as a whole. */
function unfenced(text: string): string {
  return /^```(?:markdown|md|text)?[ \t]*\n((?:(?!\n```)[\s\S])*)\n```$/.exec(text)?.[1] ?? text;
}
