import { z } from 'zod';
import { Place } from './pages';
import { Verdict } from './values';

const score = z.number().min(0).max(1);
/** Index of a citation, as `[n]` in the text: from 1. */
const citationNumber = z.int().min(1);

/** A source that the text cites; its position in the list is its number (contract, section 2). */
export const Citation = z
  .looseObject({
    url: z.string(),
    title: z.string(),
    source: z.string().describe("the publisher's name; the domain where that is not known"),
    credibility_score: score,
    quality_score: score,
    published_date: z.string().nullable().optional(),
    retrieved_at: z.iso.datetime().optional(),
    page: z.string().optional().describe('SHA-256 of the stored text'),
    mirrors: z.array(z.string()).optional().describe('addresses with the same text: one source'),
  })
  .meta({ id: 'Citation' });
export type Citation = z.infer<typeof Citation>;

/** Words of a stored page, exactly as they stand there. */
export const Quote = Place.extend({ text: z.string(), citation: citationNumber.nullable() });
export type Quote = z.infer<typeof Quote>;

/** A claim of the text and what became of it. */
export const ClaimDetail = z.looseObject({
  claim: z.string(),
  supporting_citations: z.array(citationNumber),
  conflicting_citations: z.array(citationNumber),
  confidence: score,
  verdict: Verdict,
  reason: z.string(),
  judged_by: z.enum(['rules', 'model']),
  supporting_quotes: z.array(Quote),
  conflicting_quotes: z.array(Quote),
});
export type ClaimDetail = z.infer<typeof ClaimDetail>;

/** Two sources that say different things: both claims, both sources, both quotes. */
export const Conflict = z.looseObject({
  claim: z.string(),
  sides: z
    .array(z.object({ statement: z.string(), citation: citationNumber.nullable(), quote: Quote }))
    .length(2),
  about: z.string().describe('what they differ in, such as number or date'),
});
export type Conflict = z.infer<typeof Conflict>;

/** `metadata.verification` (contract, section 2). */
export const Verification = z
  .looseObject({
    overall_confidence: score,
    total_claims: z.int().min(0),
    supported_claims: z.int().min(0),
    unsupported_claims: z.array(z.string()).describe('those that are contradicted'),
    undecided_claims: z.array(z.string()),
    conflicts: z.array(Conflict),
    claim_details: z.array(ClaimDetail),
    note: z.string().optional(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof Verification>;

/** `metadata.extracted_facts`. */
export const ExtractedFact = z
  .looseObject({
    statement: z.string(),
    confidence: score,
    source_citation: z.array(citationNumber),
    category: z.string(),
    entity_mentions: z.array(z.string()),
    temporal_marker: z.string(),
    is_quantitative: z.boolean(),
    contradicted_by: z.array(z.int().min(0)).optional().describe('positions of facts that say otherwise'),
  })
  .meta({ id: 'ExtractedFact' });
export type ExtractedFact = z.infer<typeof ExtractedFact>;

/** `metadata.fact_summary`, computed from the list. */
export const FactSummary = z
  .strictObject({
    total_facts: z.int().min(0),
    high_confidence: z.int().min(0),
    categorized_facts: z.record(z.string(), z.int().min(0)),
    contradiction_count: z.int().min(0),
  })
  .meta({ id: 'FactSummary' });
export type FactSummary = z.infer<typeof FactSummary>;
