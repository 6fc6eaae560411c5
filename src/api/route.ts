import { limits } from '../contract/limits';
import type { ReasoningPattern } from '../contract/reasoning';
import type { Submission, TaskSettings } from '../contract/submission';
import { researchSettings } from '../reasoning/research/strategies';
import { chooseMode, choosePattern, needsPlan, type Route } from '../reasoning/routing';
import { withoutEffectIn } from './without-effect';

/** A submission whose way is decided: what the rules say travels in its settings, so that no replay decides anew. */
export interface Routed extends Submission {
  readonly route: Route;
}

/**
 * Decides mode, pattern and plan by the rules, and what depends on them: the limit of time, what has an effect. How much
 * the models can read at once is not known here; who starts research fills it in.
 */
export function route(submission: Submission): Routed {
  const { query, settings, research } = submission;
  const { tools } = settings;
  // Research is asked for by its own name: that says mode and way of reasoning.
  const mode = research ? undefined : submission.mode;
  const reasoning = research ? undefined : settings.reasoning;
  const chosen = chooseMode({
    query,
    ...(mode && { mode }),
    // They are refused before they come here, until they are there.
    hasAttachments: false,
    forceResearch: research !== undefined,
    ...(tools && { tools }),
    ...(reasoning && { reasoning }),
  });
  const way = wayOf(submission, chosen);
  return {
    ...submission,
    route: chosen,
    withoutEffect: [...submission.withoutEffect, ...withoutEffectIn(chosen.mode, way.reasoning, submission)],
    settings: {
      ...withoutReasoning(settings),
      ...way,
      ...(submission.sessionId === undefined && { isNewSession: true }),
      ...(!submission.hasTimeout && { timeoutSeconds: defaultSeconds[chosen.mode] }),
      ...(mode === undefined && { modeReason: chosen.reason }),
      ...(mode === undefined && chosen.isDoubtful && { isModeDoubtful: true }),
    },
  };
}

type Way = Pick<TaskSettings, 'reasoning' | 'reasoningReason' | 'plan' | 'research'>;

/** How a mode is carried out: COMPLEX by a pattern or as research, STANDARD and one of the patterns by a plan. */
function wayOf(submission: Submission, { mode }: Route): Way {
  const { research } = submission;
  if (research) return { research: researchSettings(research, 0) };
  switch (mode) {
    case 'EXECUTION_MODE_SIMPLE':
      return {};
    case 'EXECUTION_MODE_STANDARD':
      return { plan: planOf(submission) };
    case 'EXECUTION_MODE_COMPLEX': {
      const { pattern, reason } = patternOf(submission);
      const way = { reasoning: pattern, reasoningReason: reason };
      const always = { needed: true, reason: 'plan_and_execute begins with a plan.' };
      return pattern === 'plan_and_execute' ? { ...way, plan: always } : way;
    }
  }
}

function planOf({ query, settings }: Submission): NonNullable<TaskSettings['plan']> {
  if (settings.maxSteps === undefined) return needsPlan(query);
  return { needed: true, reason: 'The client asked for steps (max_steps).' };
}

function patternOf({ query, mode, settings }: Submission): { pattern: ReasoningPattern; reason: string } {
  if (mode === 'supervisor')
    return { pattern: 'plan_and_execute', reason: 'The client asked for supervisor, which is this pattern.' };
  if (settings.reasoning) return { pattern: settings.reasoning, reason: 'The client asked for it.' };
  return choosePattern(query, (settings.tools ?? []).length > 0);
}

/** A pattern that was asked for stands in the settings only where it runs. */
function withoutReasoning({ reasoning: _asked, ...rest }: TaskSettings): TaskSettings {
  return rest;
}

const defaultSeconds = {
  EXECUTION_MODE_SIMPLE: limits.timeoutSeconds.simple,
  EXECUTION_MODE_STANDARD: limits.timeoutSeconds.standard,
  EXECUTION_MODE_COMPLEX: limits.timeoutSeconds.complex,
} as const;
