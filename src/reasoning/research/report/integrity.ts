import type { Citation } from '../../../contract/research/results';
import { normaliseUrl } from '../../../text/normalise-url';
import { jsonStrings } from './json-report';
import { sourceList } from './source-list';

/** What is asserted of a numbered report. */
export interface Cited {
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly isJson: boolean;
  readonly language: string;
}

const inline = /\[(\p{Nd}+)\]/gu;

/**
 * What is wrong between a text and its citations; nothing in a report that holds. Every `[n]`, with digits of any
 * script and wherever it stands, has its citation, every citation is used, no source comes twice, numbers come in the
 * order of their first use, and the list of sources is the array.
 */
export function integrityProblems({ text, citations, isJson, language }: Cited): string[] {
  const problems: string[] = [];
  const list = isJson ? '' : sourceList(citations, language);
  if (!text.endsWith(list)) problems.push('The list of sources is not that of the citations.');
  const bodies = isJson
    ? jsonStrings(text).map((value) => value.text)
    : [text.slice(0, text.length - list.length)];
  const used = bodies.flatMap((body) => [...body.matchAll(inline)].map(([, number = '']) => number));
  for (const number of new Set(used)) {
    if (!/^[1-9][0-9]*$/.test(number) || Number(number) > citations.length)
      problems.push(`[${number}] has no citation.`);
  }
  const first = [...new Set(used)].map(Number);
  citations.forEach((_, index) => {
    if (!first.includes(index + 1)) problems.push(`Citation ${index + 1} is not used.`);
  });
  if (problems.length === 0 && first.some((number, index) => number !== index + 1))
    problems.push('The numbers are not in the order of their first use.');
  const addresses = new Set(citations.map(({ url }) => normaliseUrl(url)));
  if (addresses.size < citations.length) problems.push('A source comes twice.');
  return problems;
}

/** Throws an error with the first problem of a report that does not hold: such a record is never written. */
export function assertIntegrity(cited: Cited): void {
  const [problem] = integrityProblems(cited);
  if (problem !== undefined) throw new Error(`The report does not hold together: ${problem}`);
}
