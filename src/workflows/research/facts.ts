import { agents } from '../../contract/agents';
import { limits } from '../../contract/limits';
import type { FinishResearchInput } from '../../contract/research/orders';
import { researchTiers } from '../../contract/research/prompts';
import { stageEvent } from '../../reasoning/research/events';
import { agentCompleted, agentStarted, warning } from '../../reasoning/work-events';
import { sentenceOf } from '../task';
import { together } from '../together';
import { orElse, type ResearchRun } from './research-run';
import type { Section } from './write';

/** Lists the facts of the passages that the report was written from; undefined where none were wanted. */
export async function findFacts(
  run: ResearchRun,
  sections: readonly Section[],
  language: string,
): Promise<FinishResearchInput['facts']> {
  if (!run.settings.facts) return undefined;
  const agent = agents.factFinder;
  run.tell(stageEvent('facts', 'Listing the facts', {}, agent), agentStarted(agent, 'the facts'));
  const tell = (error: unknown) =>
    run.tell(warning('facts', agent, `Facts could not be listed: ${sentenceOf(error)}`));
  const steps = await together(
    sections.slice(0, limits.factCalls).map(async ({ material }) => {
      if (run.budgetEnded !== undefined || !run.hasRoom(2)) return undefined;
      const order = {
        step: material.replace(/^write\/(\d+)\/passages$/, 'facts/$1'),
        agent,
        tier: researchTiers.facts,
        summary: 'the facts',
      };
      const uses = [{ label: 'passages', step: material }];
      const asked = run.kept({ ...order, prompt: { name: 'facts', language }, uses });
      const step = await orElse(asked, tell);
      return step === undefined ? undefined : { step, material };
    }),
  );
  run.tell(agentCompleted(agent));
  return steps.filter((found) => found !== undefined);
}
