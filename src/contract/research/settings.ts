import { z } from 'zod';
import type { ModelTier } from '../mode';

/** How much a research task takes (docs/research.md says what each costs at most). */
export const ResearchStrategy = z.enum(['quick', 'standard', 'deep', 'academic'], {
  error: 'Invalid research_strategy (allowed: quick, standard, deep, academic)',
});
export type ResearchStrategy = z.infer<typeof ResearchStrategy>;

/** What a client asked of its research; what it left open, the strategy says. */
export interface ResearchRequest {
  readonly strategy: ResearchStrategy;
  readonly questions?: number;
  readonly rounds?: number;
  readonly gaps?: number;
  readonly atOnce?: number;
  readonly verify?: boolean;
  readonly facts?: boolean;
  /** Whether gaps are to be filled, where the client says so without a number. */
  readonly fillsGaps?: boolean;
}

/** What a research task obeys: the strategy's figures where the client set none, decided when it is submitted. */
export interface ResearchSettings {
  readonly strategy: ResearchStrategy;
  /** Sub-questions of the plan, at most. */
  readonly questions: number;
  /** Searches of one sub-question, at most. */
  readonly searches: number;
  /** Pages read for one sub-question, at most; half as many more take the place of those that cannot be read. */
  readonly pages: number;
  /** Rounds of filling gaps that are really made, at most; none: what was found first is all. */
  readonly rounds: number;
  /** Sub-questions that one round of filling adds, at most. */
  readonly gaps: number;
  /** Sub-questions at work at once. */
  readonly atOnce: number;
  /** Whether scholarly sources come first where they exist. */
  readonly prefersScholarly: boolean;
  readonly verify: boolean;
  readonly facts: boolean;
  /** Sections of the report, at most. */
  readonly sections: number;
  /** Characters of passages that one call is shown at most. */
  readonly material: number;
  /** Calls that judge claims, at most; claims beyond them are judged by rules alone. */
  readonly judgeCalls: number;
  /** How able a model writes. */
  readonly tier: ModelTier;
  /** Seconds after which nothing new is looked for: what is there is written down. */
  readonly gatherSeconds: number;
  /** Tokens that a prompt may fill in the smallest window of the models that may be asked. */
  readonly promptTokens: number;
}
