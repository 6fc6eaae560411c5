import type { Citation } from '../../../contract/research/results';
import { doiOf } from '../../../text/doi';
import { normaliseUrl } from '../../../text/normalise-url';
import { inlineNumbers, type InlineNumber } from './inline-numbers';
import { jsonStrings, withoutStrings } from './json-strings';
import { sourceList } from './source-list';

/** What is asserted of a numbered report. */
export interface Cited {
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly isJson: boolean;
  readonly language: string;
}

/**
 * What is wrong between a text and its citations; nothing in a report that holds. Every inline number (`inlineNumbers`
 * says what counts as one) has its citation, every citation is used, no source comes twice, numbers come in the order of
 * their first use, those that stand together rise, and the list of sources is the array.
 */
export function integrityProblems({ text, citations, isJson, language }: Cited): string[] {
  const list = isJson ? '' : sourceList(citations, language);
  const bodies = isJson ? bodiesOf(text) : [text.slice(0, text.length - list.length)];
  const found = bodies.map((body) => inlineNumbers(body));
  return [
    ...(text.endsWith(list) ? [] : ['The list of sources is not that of the citations.']),
    ...numberProblems(found.flat(), citations.length),
    ...found.flatMap(clusterProblems),
    ...sourceProblems(citations),
  ];
}

/** Throws an error with the first problem of a report that does not hold: such a record is never written. */
export function assertIntegrity(cited: Cited): void {
  const [problem] = integrityProblems(cited);
  if (problem !== undefined) throw new Error(`The report does not hold together: ${problem}`);
}

function bodiesOf(json: string): string[] {
  return [withoutStrings(json), ...jsonStrings(json).map(({ text }) => text)];
}

function numberProblems(found: readonly InlineNumber[], count: number): string[] {
  const problems: string[] = [];
  const foreign = found.filter(({ number, isPlain }) => !isPlain || number < 1 || number > count);
  for (const number of new Set(foreign.map((one) => one.number)))
    problems.push(`[${number}] has no citation.`);
  const used = new Set(found.map(({ number }) => number));
  for (let number = 1; number <= count; number += 1)
    if (!used.has(number)) problems.push(`Citation ${number} is not used.`);
  if (problems.length === 0 && [...used].some((number, index) => number !== index + 1))
    problems.push('The numbers are not in the order of their first use.');
  return problems;
}

/** Numbers that touch each other are one citation of several sources. */
function clusterProblems(found: readonly InlineNumber[]): string[] {
  return found.flatMap((one, index) => {
    const before = found[index - 1];
    if (before?.end !== one.start || before.number < one.number) return [];
    return [`[${before.number}][${one.number}] stand together without order.`];
  });
}

function sourceProblems(citations: readonly Citation[]): string[] {
  const known = new Set<string>();
  const doubled = citations.filter(({ url, page }) => {
    const doi = /^https?:/i.test(url) ? doiOf(url) : undefined;
    const names = [
      normaliseUrl(url),
      ...(doi === undefined ? [] : [`doi:${doi}`]),
      ...(page === undefined ? [] : [page]),
    ];
    const isKnown = names.some((name) => known.has(name));
    for (const name of names) known.add(name);
    return isKnown;
  });
  return doubled.length > 0 ? ['A source comes twice.'] : [];
}
