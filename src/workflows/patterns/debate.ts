import type { Used } from '../../contract/orders';
import { agents } from '../../contract/agents';
import { agentStarted } from '../../reasoning/work-events';
import { attempt, summary, type Pattern } from './support';

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
  const cuts: boolean[] = [];
  for (let round = 1; round <= rounds && cuts.length === 0; round += 1) {
    const before = [...said];
    const spoken = await Promise.all(
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
      else if (part.isBudget) cuts.push(true);
    });
  }
  if (said.length === 0) throw new Error('No side of the debate came to an argument');
  const more = { debate: { positions, rounds, arguments: said.length } };
  if (cuts.length > 0) return run.finish(said, agents.synthesis, summary(about, more, true));
  const order = {
    prompt: { name: 'moderate' as const, positions },
    uses: said,
    agent: 'moderator',
    tier: 'medium' as const,
  };
  return run.answer(order, summary(about, more));
};
