import type { StoredPage } from '../../../contract/research/pages';
import { Citation, ExtractedFact, FactSummary, Verification } from '../../../contract/research/results';
import type { JsonObject } from '../../../contract/task';
import { normaliseUrl } from '../../../text/normalise-url';
import { mergeFacts, summariseFacts, type Found } from '../facts';
import type { JudgedClaim } from '../judge/combine-verdicts';
import type { NumberedReport } from '../report';
import { verificationOf } from './verification-of';

/** What the four keys are made from. */
export interface Results {
  readonly numbered: NumberedReport;
  readonly pages: readonly StoredPage[];
  readonly sourceOf: (page: string) => string;
  /** Absent where nothing was judged. */
  readonly judged: readonly JudgedClaim[] | undefined;
  /** Why nothing was, where that was wanted. */
  readonly verificationNote: string | undefined;
  /** Absent where no facts were wanted. */
  readonly found: readonly Found[] | undefined;
}

/** The keys that research tasks alone have (contract, section 2). Throws where one has not its shape: a defect. */
export function fourKeys({
  numbered,
  pages,
  sourceOf,
  judged,
  verificationNote,
  found,
}: Results): JsonObject {
  const { citations, citationOf } = numbered;
  const facts = found && mergeFacts(found, citationOf);
  return {
    citations: citations.map((citation, index) => {
      const own = pages.filter(({ hash }) => citationOf(hash) === index + 1);
      return Citation.parse(withAddresses(citation, own));
    }),
    ...(judged && { verification: Verification.parse(verificationOf(judged, { citationOf, sourceOf })) }),
    ...(verificationNote !== undefined && { verification_note: verificationNote }),
    ...(facts && {
      extracted_facts: facts.facts.map((fact) => ExtractedFact.parse(fact)),
      fact_summary: FactSummary.parse(summariseFacts(facts.facts)),
    }),
  };
}

/** A citation with all addresses of its text: also those that gave it to the letter, and so are no page of their own. */
function withAddresses(citation: Citation, pages: readonly StoredPage[]): Citation {
  const others = new Map((citation.mirrors ?? []).map((url) => [normaliseUrl(url), url]));
  for (const url of pages.flatMap(({ also_at: urls = [] }) => urls)) {
    const key = normaliseUrl(url);
    if (key !== normaliseUrl(citation.url) && !others.has(key)) others.set(key, url);
  }
  return others.size === 0 ? citation : { ...citation, mirrors: [...others.values()] };
}
