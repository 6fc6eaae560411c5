import type { ExtractedFact } from '../../../contract/research/results';
import type { FoundFacts } from '../../../contract/research/values';
import { asciiDigits } from '../report/digits';
import type { PassageIds } from '../report/report';
import { createAlikeIndex } from './alike-index';
import { factDraft, saysOtherwise, saysSame, surest, type FactDraft } from './fact-draft';

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

/** Share of the words of two statements that make them one; and one statement with another figure. */
const sameWords = 0.75;
const sameSubject = 0.6;

/**
 * Merges facts of several sources: the same statement with the same figures is one fact with all of its sources, and
 * the doubt in it is that of all of them together. Of the same thing at the same time with another figure, each names
 * the other by its position. `citationOf` gives the number of a page's source; facts without one are left out and
 * counted.
 *
 * @param language of the statements, such as `de`: it says what marks in figures mean.
 */
export function mergeFacts(
  found: readonly Found[],
  citationOf: (page: string) => number | undefined,
  language?: string,
): MergedFacts {
  const all = found.flatMap(({ value, passages }) =>
    value.facts.map((one) => ({ one, citations: citationsOf(one.passages, passages, citationOf) })),
  );
  const drafts = all
    .filter(({ citations }) => citations.length > 0)
    .map(({ one, citations }) => factDraft(one, citations, language));
  return { facts: withContradictions(merged(drafts)), withoutCitation: all.length - drafts.length };
}

function citationsOf(
  ids: readonly string[],
  passages: PassageIds,
  citationOf: (page: string) => number | undefined,
): number[] {
  return ids.flatMap((id) => {
    const name = asciiDigits(id)
      .toLowerCase()
      .replaceAll(/[^p\d]/g, '');
    const place = Object.hasOwn(passages, name) ? passages[name] : undefined;
    return (place && citationOf(place.page)) ?? [];
  });
}

function merged(drafts: readonly FactDraft[]): FactDraft[] {
  const index = createAlikeIndex(
    drafts.map(({ words }) => words),
    sameWords,
  );
  const kept: FactDraft[] = [];
  for (const draft of drafts) {
    const same = index.find(draft.words).find((position) => {
      const known = kept[position];
      return known !== undefined && saysSame(known, draft);
    });
    const known = same === undefined ? undefined : kept[same];
    if (same !== undefined && known) kept[same] = { ...known, fact: together(known.fact, draft.fact) };
    else index.add(draft.words, kept.push(draft) - 1);
  }
  return kept;
}

function together(known: ExtractedFact, other: ExtractedFact): ExtractedFact {
  const sources = new Set(known.source_citation);
  const isAnother = other.source_citation.some((number) => !sources.has(number));
  const [most, least] = [
    Math.max(known.confidence, other.confidence),
    Math.min(known.confidence, other.confidence),
  ];
  return {
    ...known,
    // Half of what independence would give: sources read each other.
    confidence: isAnother ? Math.min(surest, most + (1 - most) * least * 0.5) : most,
    source_citation: [...new Set([...sources, ...other.source_citation])].sort((a, b) => a - b),
    entity_mentions: [...new Set([...known.entity_mentions, ...other.entity_mentions])],
    temporal_marker: known.temporal_marker === '' ? other.temporal_marker : known.temporal_marker,
    is_quantitative: known.is_quantitative || other.is_quantitative,
  };
}

function withContradictions(drafts: readonly FactDraft[]): ExtractedFact[] {
  const index = createAlikeIndex(
    drafts.map(({ words }) => words),
    sameSubject,
  );
  drafts.forEach(({ words }, position) => index.add(words, position));
  return drafts.map((draft, position) => {
    const against = index.find(draft.words).filter((other) => {
      const rival = drafts[other];
      return other !== position && rival !== undefined && saysOtherwise(draft, rival);
    });
    return against.length > 0 ? { ...draft.fact, contradicted_by: against } : draft.fact;
  });
}
