import type { ModelTier } from '../mode';
import type { Revised } from '../review';
import type {
  ClaimVerdicts,
  Coverage,
  Dimension,
  FoundFacts,
  MendedSentences,
  ResearchPlan,
  Understanding,
} from './values';

/** Said of an order that is carried out without a call: the house gives the value or text by its rules. */
interface ByRules {
  readonly byRules?: true;
}

/** What part of a report a call writes. */
export type ReportPart = 'whole' | 'section' | 'summary';

/** What a research task asks a model; passages and claims are named by the steps that hold them. */
export type ResearchPrompt = ByRules &
  (
    | { readonly name: 'understand' }
    | {
        readonly name: 'research_plan';
        readonly understanding: Understanding;
        /** Sub-questions, and searches of each, at most. */
        readonly most: number;
        readonly searches: number;
        readonly prefersScholarly: boolean;
        readonly revised?: Revised;
      }
    | {
        readonly name: 'cover';
        readonly dimensions: readonly Dimension[];
        readonly language: string;
        /** New sub-questions, and searches of each, at most. */
        readonly most: number;
        readonly searches: number;
        /** Searches that were made already. */
        readonly made: readonly string[];
      }
    | {
        readonly name: 'write';
        readonly part: ReportPart;
        readonly language: string;
        /** What it has to cover. */
        readonly dimensions: readonly Dimension[];
        /** What other sections cover. */
        readonly elsewhere: readonly string[];
        /** What no evidence was found for. */
        readonly missing: readonly string[];
      }
    | { readonly name: 'judge_claims' }
    | { readonly name: 'mend'; readonly language: string }
    | { readonly name: 'facts'; readonly language: string }
  );

/** The values that research asks for, by the prompt's name. */
export interface ResearchValues {
  readonly understand: Understanding;
  readonly research_plan: ResearchPlan;
  readonly cover: Coverage;
  readonly judge_claims: ClaimVerdicts;
  readonly mend: MendedSentences;
  readonly facts: FoundFacts;
}

/** How able a model each of these calls takes, where the client asked for none. */
export const researchTiers = {
  understand: 'small',
  research_plan: 'medium',
  cover: 'small',
  judge_claims: 'small',
  mend: 'medium',
  facts: 'small',
} as const satisfies Record<keyof ResearchValues, ModelTier>;
