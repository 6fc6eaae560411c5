import {
  assembleReport,
  claimsOf,
  integrityProblems,
  mendReport,
  numberReport,
  type Mend,
  type NumberedReport,
  type Report,
} from '../../src/reasoning/research/report';
import type { HostileReport } from './hostile-report';

const word = /zq(?:\d+x\d+z|end)/g;

/** Whether in what came of a hostile report each number leads to a source, and each source is used, once. */
export function holdsTogether(hostile: HostileReport): boolean {
  const report = assembleReport(hostile.sections, { isJson: hostile.isJson });
  return heldProblems(hostile, report, numberedOf(hostile, report)).length === 0;
}

/** What is wrong with what came of a hostile report; nothing where it holds. */
export function reportProblems(hostile: HostileReport): string[] {
  const report = assembleReport(hostile.sections, { isJson: hostile.isJson });
  const numbered = numberedOf(hostile, report);
  return [
    ...heldProblems(hostile, report, numbered),
    ...(report.isJson === hostile.isJson ? [] : ['It is not in the form that was asked for.']),
    ...lostMarks(hostile, numbered),
  ];
}

/** What is wrong with a hostile report after every other claim of it was mended with the texts of another one. */
export function mendedProblems(hostile: HostileReport, other: HostileReport): string[] {
  const report = assembleReport(hostile.sections, { isJson: hostile.isJson });
  const mends = claimsOf(report)
    .filter(({ id }) => id % 2 === 1)
    .map(({ start, end }, index): Mend => ({ start, end, become: become(index, other) }));
  const mended = mendReport(report, mends);
  return heldProblems(hostile, mended, numberedOf(hostile, mended));
}

function become(index: number, { sections }: HostileReport): Mend['become'] {
  const section = sections[index % sections.length];
  if (index % 3 === 0 || !section) return { kind: 'nothing' };
  return index % 3 === 1
    ? { kind: 'unmarked' }
    : { kind: 'text', text: section.text, passages: section.passages };
}

function numberedOf({ pages, sourceOf, language }: HostileReport, report: Report): NumberedReport {
  return numberReport(report, {
    pages,
    sourceOf: (page) => sourceOf[page] ?? page,
    factsOf: () => ({ credibility: 0.5, quality: 0.5, publisher: 'Publisher' }),
    language,
  });
}

function heldProblems({ language }: HostileReport, report: Report, numbered: NumberedReport): string[] {
  const { text, marks, isJson } = report;
  const places = marks.map(({ at }) => at);
  const isOrdered = places.every((at, index) => at <= text.length && at > (places[index - 1] ?? -1));
  return [
    ...integrityProblems({ ...numbered, isJson, language }),
    ...naiveProblems(numbered, isJson),
    ...(isOrdered ? [] : ['Its marks are not in the order of the text.']),
  ];
}

/** What a reader finds who knows nothing of this house: every number in brackets, wherever it stands, is a source. */
function naiveProblems({ text, citations }: NumberedReport, isJson: boolean): string[] {
  const seen = isJson ? text.replaceAll(/"(?:[^"\\]|\\.)*"\s*:/g, '') : text;
  const numbers = [...seen.matchAll(/\[(\d+)\]/g)].map(([, digits]) => Number(digits));
  const foreign = numbers.filter((number) => number < 1 || number > citations.length);
  const unused = citations.filter((_, index) => !numbers.includes(index + 1));
  const hosts = new Set(citations.map(({ url }) => new URL(url).host));
  return [
    ...foreign.map((number) => `[${number}] leads nowhere.`),
    ...unused.map(({ url }) => `${url} is not used.`),
    ...(hosts.size < citations.length ? ['Two citations are one source.'] : []),
    ...(isJson && !isJsonText(text) ? ['It is no JSON any more.'] : []),
  ];
}

/** Whether each piece of the text cites what its writer cited in it, and nothing else. */
function lostMarks({ expected, sourceOf }: HostileReport, { text, citations }: NumberedReport): string[] {
  const body = citations.length > 0 ? text : `${text} `;
  const places = [...body.matchAll(word)];
  const found = new Map<string, Set<string>>();
  const end = lastListStart(body);
  places.forEach(({ 0: name, index }, at) => {
    const piece = body.slice(index, Math.max(index, Math.min(places[at + 1]?.index ?? end, end)));
    const cited = [...piece.matchAll(/\[(\d+)\]/g)].map(
      ([, digits]) => citations[Number(digits) - 1]?.page ?? '',
    );
    found.set(name, new Set(cited.map((page) => sourceOf[page] ?? page)));
  });
  return Object.entries(expected).flatMap(([name, sources]) => {
    const own = [...(found.get(name) ?? [])].sort();
    return own.join() === sources.join()
      ? []
      : [`${name} cites ${own.length} sources, not its ${sources.length}.`];
  });
}

/** Where the list of sources begins: the last heading of the text, where there is one at its end. */
function lastListStart(text: string): number {
  const found = text.lastIndexOf('\n\n## ');
  return found !== -1 && /^\n\n## [^\n]*\n\n\[1\] /.test(text.slice(found)) ? found : text.length;
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
