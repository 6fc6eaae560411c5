import { agents } from '../../contract/agents';
import { researchTiers } from '../../contract/research/prompts';
import type { Coverage, Understanding } from '../../contract/research/values';
import { coverageEvent, questionsEvent } from '../../reasoning/research/events';
import { materialCharacters } from '../../reasoning/research/material';
import { takeQuestions } from '../../reasoning/research/plan';
import { isCovered, isSaturated } from '../../reasoning/research/progress';
import { warning } from '../../reasoning/work-events';
import { sentenceOf } from '../task';
import type { Findings } from './findings';
import { gather, whyNot } from './gather';
import { orElse, type ResearchRun } from './research-run';

/** A round of filling gaps that was made. */
export interface Round {
  readonly questions: readonly string[];
  readonly new_pages: number;
  readonly new_hosts: number;
}

/** How the filling of gaps ended. */
export interface Covered {
  readonly rounds: readonly Round[];
  /** Why no further round was made. */
  readonly stopped: string;
  /** How far the evidence reached when it was last judged, and whether more was found since. */
  readonly coverage?: Coverage;
  readonly isOutdated: boolean;
}

/** Judges the evidence by dimension and looks for what is missing, round by round, while that brings anything. */
export async function fillGaps(
  run: ResearchRun,
  understanding: Understanding,
  findings: Findings,
): Promise<Covered> {
  const rounds: Round[] = [];
  let coverage: Coverage | undefined;
  for (let round = 1; round <= run.settings.rounds; round += 1) {
    const why = whyNot(run);
    if (why !== undefined) return endOf(why);
    const judged = await judge(run, understanding, findings, round);
    if (!judged) return endOf('The evidence could not be judged.');
    coverage = judged;
    if (isCovered(judged)) return endOf('Every dimension is covered.', { isOutdated: false });
    const { gaps: most, searches } = run.settings;
    const taking = { prefix: `r${round}q`, most, searches, made: findings.made };
    const questions = takeQuestions(judged.questions, taking);
    if (questions.length === 0) return endOf('There is nothing new to search for.', { isOutdated: false });
    run.tell(questionsEvent(questions, round));
    const before = findings.reach;
    await gather(run, questions, findings);
    const after = findings.reach;
    rounds.push({
      questions: questions.map(({ id }) => id),
      new_pages: after.pages - before.pages,
      new_hosts: after.hosts - before.hosts,
    });
    if (isSaturated(before, after)) return endOf('The last round brought nothing new.');
  }
  return endOf(run.settings.rounds === 0 ? 'No round was wanted.' : 'All rounds were made.');

  function endOf(stopped: string, { isOutdated = rounds.length > 0 } = {}): Covered {
    return { rounds, stopped, isOutdated, ...(coverage && { coverage }) };
  }
}

async function judge(
  run: ResearchRun,
  { dimensions, language }: Understanding,
  findings: Findings,
  round: number,
): Promise<Coverage | undefined> {
  const agent = agents.critic;
  const material = `cover/${round}/passages`;
  const { gaps: most, searches } = run.settings;
  const work = async () => {
    const wanted = dimensions.map(({ id, what }) => ({ id, text: what }));
    const mostCharacters = materialCharacters(run.settings, language);
    await run.pickPassages({ step: material, agent, wanted, kinds: ['any'], mostCharacters });
    return run.value({
      ...{ step: `cover/${round}`, agent, tier: researchTiers.cover, summary: `evidence, round ${round}` },
      prompt: { name: 'cover', dimensions, language, most, searches, made: findings.made },
      uses: [{ label: 'passages', step: material }],
    });
  };
  const tell = (error: unknown) =>
    run.tell(warning(`cover:${round}`, agent, `The evidence could not be judged: ${sentenceOf(error)}`));
  const coverage = await orElse(work(), tell);
  if (coverage) run.tell(coverageEvent(coverage, round));
  return coverage;
}
