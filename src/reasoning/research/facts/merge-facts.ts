import type { ExtractedFact } from '../../../contract/research/results';
import type { FoundFacts } from '../../../contract/research/values';
import { fold, tokenize } from '../../../text/tokens';
import { asciiDigits } from '../report/digits';
import type { PassageIds } from '../report/report';

/** What one call found, and the passages that it was shown. */
export interface Found {
  readonly value: FoundFacts;
  readonly passages: PassageIds;
}

/** Facts with the numbers of their sources. */
export interface MergedFacts {
  readonly facts: readonly ExtractedFact[];
  /** Facts that were left out, because the text cites none of their sources. */
  readonly withoutCitation: number;
}

interface Draft {
  readonly fact: ExtractedFact;
  readonly words: ReadonlySet<string>;
  readonly numbers: string;
}

/** Share of the words of two statements that make them one; and one statement with another figure. */
const sameWords = 0.75;
const sameSubject = 0.6;
/** No fact is surer than that: pages err together. */
const surest = 0.99;

/**
 * Merges facts of several sources: the same statement with the same figures is one fact with all of its sources, and
 * the doubt in it is that of all of them together. Of the same thing at the same time with another figure, each names
 * the other. `citationOf` gives the number of a page's source; facts without one are left out and counted.
 */
export function mergeFacts(
  found: readonly Found[],
  citationOf: (page: string) => number | undefined,
): MergedFacts {
  const drafts: Draft[] = [];
  let withoutCitation = 0;
  for (const { value, passages } of found) {
    for (const one of value.facts) {
      const draft = draftOf(one, passages, citationOf);
      if (!draft) withoutCitation += 1;
      else mergeInto(drafts, draft);
    }
  }
  return { facts: withContradictions(drafts), withoutCitation };
}

function draftOf(
  one: FoundFacts['facts'][number],
  passages: PassageIds,
  citationOf: (page: string) => number | undefined,
): Draft | undefined {
  const numbers = one.passages.flatMap((id) => {
    const name = asciiDigits(id)
      .replaceAll(/[^p\d]/gi, '')
      .toLowerCase();
    const place = Object.hasOwn(passages, name) ? passages[name] : undefined;
    return (place && citationOf(place.page)) ?? [];
  });
  if (numbers.length === 0) return undefined;
  const statement = one.statement.replaceAll(/\s*\[[^\]]{0,40}\]/g, '').trim();
  const fact: ExtractedFact = {
    statement,
    confidence: Math.min(surest, one.confidence),
    source_citation: [...new Set(numbers)].sort((a, b) => a - b),
    category: one.category.trim().toLowerCase(),
    entity_mentions: [...new Set(one.entities)],
    temporal_marker: one.temporal_marker,
    is_quantitative: one.is_quantitative,
  };
  return { fact, words: wordsOf(statement), numbers: figuresOf(statement) };
}

function wordsOf(statement: string): ReadonlySet<string> {
  return new Set(tokenize(statement).filter((term) => !/\p{Nd}/u.test(term)));
}

/** The figures of a statement, in order, whatever their script and their marks. */
function figuresOf(statement: string): string {
  const figures = asciiDigits(statement).match(/\d+(?:[.,]\d+)*/g) ?? [];
  return figures.map((figure) => figure.replaceAll(',', '')).join(' ');
}

function mergeInto(drafts: Draft[], draft: Draft): void {
  const index = drafts.findIndex(
    (other) => other.numbers === draft.numbers && likeness(other.words, draft.words) >= sameWords,
  );
  const known = drafts[index];
  if (!known) {
    drafts.push(draft);
    return;
  }
  const sources = new Set(known.fact.source_citation);
  const isAnother = draft.fact.source_citation.some((number) => !sources.has(number));
  const [a, b] = [known.fact.confidence, draft.fact.confidence];
  const fact: ExtractedFact = {
    ...known.fact,
    // Half of what independence would give: sources read each other.
    confidence: isAnother
      ? Math.min(surest, Math.max(a, b) + (1 - Math.max(a, b)) * Math.min(a, b) * 0.5)
      : Math.max(a, b),
    source_citation: [...new Set([...sources, ...draft.fact.source_citation])].sort((x, y) => x - y),
    entity_mentions: [...new Set([...known.fact.entity_mentions, ...draft.fact.entity_mentions])],
  };
  drafts[index] = { ...known, fact };
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

function withContradictions(drafts: readonly Draft[]): ExtractedFact[] {
  return drafts.map((draft, index) => {
    const against = drafts.flatMap((other, position) =>
      position !== index && isContradiction(draft, other) ? [position] : [],
    );
    return against.length > 0 ? { ...draft.fact, contradicted_by: against } : draft.fact;
  });
}

/** Whether two facts give other figures for one thing at one time. */
function isContradiction(a: Draft, b: Draft): boolean {
  if (a.numbers === b.numbers || a.numbers === '' || b.numbers === '') return false;
  if (fold(a.fact.temporal_marker) !== fold(b.fact.temporal_marker)) return false;
  const entities = new Set(a.fact.entity_mentions.map(fold));
  const isOfOne = entities.size === 0 || b.fact.entity_mentions.some((name) => entities.has(fold(name)));
  return isOfOne && likeness(a.words, b.words) >= sameSubject;
}
