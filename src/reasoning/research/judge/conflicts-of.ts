import type { Conflict } from '../../../contract/research';
import type { JudgedClaim } from './combine-verdicts';
import type { EvidenceQuote } from './evidence';

interface Sources {
  /** Which source a page belongs to: mirrors of one text are one. */
  readonly sourceOf: (page: string) => string;
  /** The number of the citation that a page is of; null where the text does not cite it. */
  readonly citationOf: (page: string) => number | null;
}

/**
 * The claims on which independent sources disagree: both statements, both quotes, and what they differ in. Two statements
 * are one conflict, whichever of them the text makes, and however often.
 */
export function conflictsOf(claims: readonly JudgedClaim[], sources: Sources): Conflict[] {
  const known = new Set<string>();
  return claims.flatMap((claim) => {
    const pair = independentPair(claim, sources);
    if (!pair) return [];
    const both = pair.map(({ page, start }) => `${page} ${start}`).sort();
    if (known.has(both.join(' '))) return [];
    known.add(both.join(' '));
    const [first, second] = pair.map((quote) => {
      const citation = sources.citationOf(quote.page);
      return { statement: quote.text, citation, quote: { ...quote, citation } };
    });
    return first && second
      ? [{ claim: claim.claim, sides: [first, second], about: claim.difference?.kind ?? 'statement' }]
      : [];
  });
}

function independentPair(
  { supporting, conflicting }: JudgedClaim,
  { sourceOf }: Sources,
): readonly [EvidenceQuote, EvidenceQuote] | undefined {
  for (const other of conflicting) {
    const one = supporting.find((quote) => sourceOf(quote.page) !== sourceOf(other.page));
    if (one) return [one, other];
  }
  return undefined;
}
