import {
  assembleReport,
  integrityProblems,
  numberReport,
  type NumberedReport,
} from '../../src/reasoning/research/report';
import type { HostileReport } from './hostile-report';

const word = /zq(?:\d+x\d+z|end)/g;

/** What is wrong with what came of a hostile report; nothing where it holds. */
export function reportProblems(hostile: HostileReport): string[] {
  const report = assembleReport(hostile.sections, { isJson: hostile.isJson });
  const numbered = numberReport(report, {
    pages: hostile.pages,
    sourceOf: (page) => hostile.sourceOf[page] ?? page,
    factsOf: () => ({ credibility: 0.5, quality: 0.5, publisher: 'Publisher' }),
    language: hostile.language,
  });
  const { language } = hostile;
  return [
    ...integrityProblems({ ...numbered, isJson: report.isJson, language }),
    ...(report.isJson === hostile.isJson ? [] : ['It is not in the form that was asked for.']),
    ...naiveProblems(numbered, report.isJson),
    ...lostMarks(hostile, numbered),
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
