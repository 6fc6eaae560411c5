import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,31}$/);

/** What kind of source answers a question best. */
export const SourceKind = z.enum([
  'any',
  'official',
  'primary',
  'scholarly',
  'statistics',
  'news',
  'reference',
  'documentation',
]);
export type SourceKind = z.infer<typeof SourceKind>;

/** One thing that an answer must cover. */
export const Dimension = z.object({
  id: id.describe('short, such as d1'),
  what: z.string().min(1).max(300).describe('what has to be known, in the language of the question'),
});
export type Dimension = z.infer<typeof Dimension>;

/** How a research question is understood. */
export const Understanding = z.object({
  kind: z.enum(['fact', 'comparison', 'overview', 'timeline', 'how_to', 'forecast', 'other']),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .describe('of the question, such as en or zh-Hant'),
  time_frame: z
    .object({
      from: z.iso.date().nullable().default(null),
      to: z.iso.date().nullable().default(null),
    })
    .nullable()
    .default(null)
    .describe('the time that the question is about; null where it does not say'),
  entities: z
    .array(
      z.object({
        name: z.string().min(1).max(120),
        aliases: z.array(z.string().max(100)).max(10).default([]),
      }),
    )
    .max(12)
    .default([])
    .describe('people, organisations, places, works and things that it names'),
  dimensions: z.array(Dimension).min(3).max(7).describe('what would answer it'),
});
export type Understanding = z.infer<typeof Understanding>;

/** A sub-question, and how it is to be looked up: its contract. */
export const ResearchQuestion = z.object({
  id: id.describe('short, such as q1'),
  question: z.string().min(1).max(600).describe('complete in itself'),
  dimensions: z.array(id).min(1).max(7).describe('ids of the dimensions that it serves'),
  kinds: z.array(SourceKind).max(4).default(['any']).describe('which kinds of source answer it best'),
  queries: z
    .array(z.string().trim().min(1).max(300))
    .min(1)
    .max(6)
    .describe('searches, as for a search engine, the most useful first, in the language of the wanted pages'),
});
export type ResearchQuestion = z.infer<typeof ResearchQuestion>;

/** The sub-questions of a research task. */
export const ResearchPlan = z.object({ questions: z.array(ResearchQuestion).min(1).max(20) });
export type ResearchPlan = z.infer<typeof ResearchPlan>;

/** How far the evidence reaches, dimension by dimension, and what to look for next. */
export const Coverage = z.object({
  dimensions: z
    .array(
      z.object({
        id,
        covered: z.enum(['yes', 'partly', 'no']),
        missing: z.string().max(400).default('').describe('what is still not known; empty where nothing is'),
      }),
    )
    .min(1)
    .max(7),
  questions: z
    .array(ResearchQuestion)
    .max(10)
    .default([])
    .describe('new sub-questions for what is missing; none where the evidence is enough'),
});
export type Coverage = z.infer<typeof Coverage>;

export const Verdict = z.enum(['supported', 'contradicted', 'undecided']);
export type Verdict = z.infer<typeof Verdict>;

/** A model's verdicts on numbered claims, each with the words of a passage that carry it. */
export const ClaimVerdicts = z.object({
  verdicts: z
    .array(
      z.object({
        claim: z.int().min(1).describe('number of the claim'),
        verdict: Verdict,
        passage: z.string().max(16).default('').describe('id of the passage that decides it, such as p3'),
        quote: z
          .string()
          .max(1_000)
          .default('')
          .describe('the words of that passage that decide it, copied exactly'),
        confidence: z.number().min(0).max(1),
        reason: z.string().max(400).default(''),
      }),
    )
    .max(60),
});
export type ClaimVerdicts = z.infer<typeof ClaimVerdicts>;

/** Sentences mended so that passages carry them; an empty text takes the sentence out. */
export const MendedSentences = z.object({
  sentences: z.array(z.object({ claim: z.int().min(1), text: z.string().max(2_000) })).max(60),
});
export type MendedSentences = z.infer<typeof MendedSentences>;

/** Facts that passages state. */
export const FoundFacts = z.object({
  facts: z
    .array(
      z.object({
        statement: z.string().min(1).max(600),
        category: z.string().min(1).max(40).describe('one lower-case word, such as market or technical'),
        entities: z.array(z.string().max(200)).max(10).default([]),
        temporal_marker: z
          .string()
          .max(60)
          .default('')
          .describe('the time that it holds for, as the passage says'),
        is_quantitative: z.boolean(),
        passages: z.array(z.string().max(16)).min(1).max(10).describe('ids of the passages that state it'),
        confidence: z.number().min(0).max(1),
      }),
    )
    .max(60),
});
export type FoundFacts = z.infer<typeof FoundFacts>;
