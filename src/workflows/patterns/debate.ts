import type { Used } from '../../contract/orders';
import { agents } from '../../contract/agents';
import { agentStarted } from '../../reasoning/work-events';
import { answerWithin } from '../answer';
import { together } from '../together';
import { attempt, summary, throwFirst, type Part, type Pattern } from './support';

const usual = { sides: 2, rounds: 2 };

/**
 * Debate: sides with positions, rounds in which each answers the others, a moderator who judges and answers. Costs one
 * call a side and round, one for the moderator, and one for the positions where the client gave none.
 */
export const debate: Pattern = async (run, about) => {
  const {
    sides = usual.sides,
    rounds = usual.rounds,
    positions: given,
  } = run.task.settings.reasoningParams ?? {};
  const named = given
    ? { positions: given }
    : await run.value({
        step: 'positions',
        agent: agents.planner,
        prompt: { name: 'positions', count: sides },
        tier: 'medium',
        summary: `${sides} positions`,
      });
  const positions = (named?.positions ?? ['Yes: it holds.', 'No: it does not hold.']).slice(
    0,
    given ? given.length : sides,
  );
  positions.forEach((position, index) => run.tell(agentStarted(`side-${index + 1}`, position)));
  const said: Used[] = [];
  const lost: Part<string>[] = [];
  for (let round = 1; round <= rounds && !lost.some(isCut); round += 1) {
    const before = [...said];
    const spoken = await together(
      positions.map((position, index) => {
        const step = `side-${index + 1}-round-${round}`;
        const order = {
          step,
          agent: `side-${index + 1}`,
          tier: 'medium' as const,
          summary: `round ${round}`,
        };
        const prompt = { name: 'argue' as const, position, round, rounds };
        return attempt(run, step, () => run.text({ ...order, prompt, uses: before }));
      }),
    );
    spoken.forEach((part, index) => {
      if (part.ok) said.push({ label: `side ${index + 1}, round ${round}`, step: part.value });
      else lost.push(part);
    });
  }
  if (said.length === 0) throwFirst(lost);
  const more = { debate: { positions, rounds, arguments: said.length } };
  if (lost.some(isCut)) return run.finish(said, agents.synthesis, summary(run, about, more, true));
  const order = {
    prompt: { name: 'moderate' as const, positions },
    uses: said,
    agent: 'moderator',
    tier: 'medium' as const,
  };
  return answerWithin(run, order, summary(run, about, more));
};

function isCut(part: Part<string>): boolean {
  return !part.ok && part.isBudget;
}
