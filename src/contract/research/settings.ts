import { z } from 'zod';

/** How much a research task takes (docs/research.md says what each costs at most). */
export const ResearchStrategy = z.enum(['quick', 'standard', 'deep', 'academic'], {
  error: 'Invalid research_strategy (allowed: quick, standard, deep, academic)',
});
export type ResearchStrategy = z.infer<typeof ResearchStrategy>;

/** What a research task obeys: the strategy's figures where the client set none, decided when it is submitted. */
export interface ResearchSettings {
  readonly strategy: ResearchStrategy;
  /** Sub-questions of the plan, at most. */
  readonly questions: number;
  /** Searches of one sub-question, at most. */
  readonly searches: number;
  /** Pages read for one sub-question, at most. */
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
}
