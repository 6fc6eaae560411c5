import type { Used } from '../../contract/orders';
import { agents } from '../../contract/agents';
import { agentCompleted, agentStarted } from '../../reasoning/work-events';
import { answerWithin } from '../answer';
import type { Run } from '../run';
import { together } from '../together';
import { attempt, summary, throwFirst, type Part, type Pattern } from './support';

const usual = { sides: 2, rounds: 2 };

/**
 * Debate: sides with positions, rounds in which each answers the others, a moderator who judges and answers. Costs one
 * call a side and round, one for the moderator, and one for the positions where the client gave none.
 */
export const debate: Pattern = async (run, about) => {
  const { rounds = usual.rounds } = run.task.settings.reasoningParams ?? {};
  const positions = await positionsOf(run);
  positions.forEach((position, index) => run.tell(agentStarted(sideName(index), position)));
  const said: Used[] = [];
  const lost: Part<string>[] = [];
  const spoke = new Set<string>();
  for (let round = 1; round <= rounds && !lost.some(isCut); round += 1) {
    const before = [...said];
    const spoken = await together(
      positions.map((position, index) => argue(run, index, { position, round, rounds }, before)),
    );
    spoken.forEach((part, index) => {
      if (!part.ok) return void lost.push(part);
      said.push({ label: `side ${index + 1}, round ${round}`, step: part.value });
      spoke.add(sideName(index));
    });
  }
  if (said.length === 0) throwFirst(lost);
  run.tell(...[...spoke].map(agentCompleted));
  const more = { debate: { positions, rounds, arguments: said.length } };
  if (lost.some(isCut)) return run.finish(said, agents.synthesis, summary(run, about, more, true));
  const prompt = { name: 'moderate' as const, positions };
  const order = { prompt, uses: said, agent: 'moderator', tier: 'medium' as const };
  return answerWithin(run, order, summary(run, about, more));
};

/** The client's positions, else those that a model names, else yes and no. */
async function positionsOf(run: Run): Promise<readonly string[]> {
  const { sides = usual.sides, positions: given } = run.task.settings.reasoningParams ?? {};
  if (given) return given;
  const named = await run.value({
    step: 'positions',
    agent: agents.planner,
    prompt: { name: 'positions', count: sides },
    tier: 'medium',
    summary: `${sides} positions`,
  });
  return (named?.positions ?? ['Yes: it holds.', 'No: it does not hold.']).slice(0, sides);
}

interface Speech {
  readonly position: string;
  readonly round: number;
  readonly rounds: number;
}

/** What one side says in one round, having read what was said before it. */
function argue(run: Run, index: number, speech: Speech, before: readonly Used[]): Promise<Part<string>> {
  const agent = sideName(index);
  const step = `${agent}-round-${speech.round}`;
  return attempt(run, { name: step, agent }, () =>
    run.text({
      step,
      agent,
      prompt: { name: 'argue', ...speech },
      uses: before,
      tier: 'medium',
      summary: `round ${speech.round}`,
    }),
  );
}

function sideName(index: number): string {
  return `side-${index + 1}`;
}

function isCut(part: Part<string>): boolean {
  return !part.ok && part.isBudget;
}
