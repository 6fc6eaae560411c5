import { limits } from '../../contract/limits';
import type { ResearchRequest, ResearchSettings, ResearchStrategy } from '../../contract/research/settings';

/** What a strategy sets. */
export type StrategyFigures = Omit<ResearchSettings, 'strategy' | 'promptTokens'>;

/**
 * The figures of each strategy, where a client sets none of its own. `quick` looks once and writes; `standard` fills
 * gaps once; `deep` reads more and fills them twice; `academic` prefers scholarly sources.
 */
export const strategies: Readonly<Record<ResearchStrategy, StrategyFigures>> = {
  quick: {
    ...{ questions: 2, searches: 1, pages: 3, rounds: 0, gaps: 2, atOnce: 3, gatherSeconds: 120 },
    ...{ prefersScholarly: false, verify: false, facts: false, judgeCalls: 4 },
    ...{ sections: 1, material: 16_000, tier: 'medium' },
  },
  standard: {
    ...{ questions: 4, searches: 2, pages: 3, rounds: 1, gaps: 2, atOnce: 4, gatherSeconds: 480 },
    ...{ prefersScholarly: false, verify: true, facts: false, judgeCalls: 6 },
    ...{ sections: 3, material: 24_000, tier: 'large' },
  },
  deep: {
    ...{ questions: 6, searches: 3, pages: 5, rounds: 2, gaps: 3, atOnce: 5, gatherSeconds: 1_500 },
    ...{ prefersScholarly: false, verify: true, facts: false, judgeCalls: 14 },
    ...{ sections: 6, material: 32_000, tier: 'large' },
  },
  academic: {
    ...{ questions: 5, searches: 3, pages: 4, rounds: 2, gaps: 4, atOnce: 6, gatherSeconds: 1_500 },
    ...{ prefersScholarly: true, verify: true, facts: false, judgeCalls: 12 },
    ...{ sections: 5, material: 32_000, tier: 'large' },
  },
};

/** The settings of a research task: what the client asked for, else what its strategy says. */
export function researchSettings(asked: ResearchRequest, promptTokens: number): ResearchSettings {
  const { strategy } = asked;
  const usual = strategies[strategy];
  return {
    ...usual,
    strategy,
    promptTokens,
    questions: asked.questions ?? usual.questions,
    gaps: asked.gaps ?? usual.gaps,
    atOnce: asked.atOnce ?? usual.atOnce,
    verify: asked.verify ?? usual.verify,
    facts: asked.facts ?? usual.facts,
    rounds: roundsOf(asked, usual.rounds),
  };
}

function roundsOf({ fillsGaps, rounds }: ResearchRequest, usual: number): number {
  if (fillsGaps === false) return 0;
  const wanted = rounds ?? (fillsGaps ? Math.max(1, usual) : usual);
  return Math.min(wanted, limits.researchRounds);
}

/** What a research task takes at most. */
export interface ResearchCost {
  /** An answer that cannot be used is asked again once: that is one more. */
  readonly modelCalls: number;
  readonly searches: number;
  /** Pages that are asked for, those that cannot be read among them. */
  readonly pages: number;
  readonly tokens: number;
}

/** Tokens of a call beside its passages, at most: the question, instructions, and the answer. */
export const tokensBesideMaterial = limits.queryCharacters + 4_000 + limits.innerAnswerTokens;

/** What settings let a task take at most. Tokens are counted as if each character of a passage were one. */
export function mostOf(settings: ResearchSettings): ResearchCost {
  const questions = settings.questions + settings.rounds * settings.gaps;
  const written = settings.sections > 1 ? settings.sections + 1 : 1;
  const judged = settings.verify ? settings.judgeCalls + 2 * limits.mendCalls : 0;
  const found = settings.facts ? limits.factCalls : 0;
  const modelCalls = 2 + settings.rounds + written + judged + found;
  return {
    modelCalls,
    searches: questions * settings.searches,
    pages: questions * pagesOf(settings),
    tokens: modelCalls * (settings.material + tokensBesideMaterial),
  };
}

/** Pages that one sub-question may ask for: half as many again take the place of those that cannot be read. */
export function pagesOf({ pages }: Pick<ResearchSettings, 'pages'>): number {
  return Math.ceil(pages * 1.5);
}
