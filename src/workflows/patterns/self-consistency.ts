import { agents } from '../../contract/agents';
import type { Groups } from '../../contract/values';
import { agentCompleted, agentStarted } from '../../reasoning/work-events';
import { majority } from '../../reasoning/majority';
import { answerWithin } from '../answer';
import type { Run } from '../run';
import { together } from '../together';
import { attempt, summary, throwFirst, type Part, type Pattern } from './support';

const usual = { samples: 5, temperature: 0.8 };

/**
 * Self-consistency: chains of thought side by side, their answers grouped by meaning, the majority's first chain wins
 * with its share as confidence. Costs one call a sample, one to group them, and one to write where a form is asked for.
 */
export const selfConsistency: Pattern = async (run, about) => {
  const { samples = usual.samples } = run.task.settings.reasoningParams ?? {};
  const chains = await together(Array.from({ length: samples }, (_, index) => solve(run, index)));
  const steps = chains.flatMap((chain) => (chain.ok ? [chain.value] : []));
  const [first] = steps;
  if (first === undefined) throwFirst(chains);
  const grouped = steps.length < 2 ? undefined : await group(run, steps);
  const groups = grouped?.ok ? grouped.value.groups : undefined;
  const isCut = [...chains, ...(grouped ? [grouped] : [])].some((part) => !part.ok && part.isBudget);
  const { winner, votes, sizes } = majority(steps.length, groups);
  const confidence = groups || steps.length === 1 ? Math.round((votes / samples) * 100) / 100 : null;
  const more = { self_consistency: { samples, answered: steps.length, groups: sizes, votes, confidence } };
  const step = steps[winner] ?? first;
  const summed = summary(run, about, more, isCut);
  const uses = [{ label: 'the answer', step }];
  if (!run.task.settings.responseFormat) return run.finish(uses, agents.synthesis, summed);
  // A chain of thought cannot have a form: the winner's answer is written anew in it.
  const prompt = { name: 'conclude' as const, path: [] };
  return answerWithin(run, { prompt, uses, agent: agents.synthesis, tier: 'medium' }, summed);
};

/** One chain of thought, by an agent of its own. */
async function solve(run: Run, index: number): Promise<Part<string>> {
  const agent = `solver-${index + 1}`;
  run.tell(agentStarted(agent, 'a way of its own'));
  const chain = await attempt(run, { name: `chain ${index + 1}`, agent }, () =>
    run.text({
      step: `think-${index + 1}`,
      agent,
      prompt: { name: 'think', index },
      tier: 'medium',
      temperature: run.task.settings.temperature ?? usual.temperature,
      summary: 'chain of thought',
    }),
  );
  if (chain.ok) run.tell(agentCompleted(agent));
  return chain;
}

/** The answers of several chains, grouped by what they mean. */
async function group(run: Run, steps: readonly string[]): Promise<Part<Groups>> {
  run.tell(agentStarted(agents.critic, 'grouping the answers'));
  const grouped = await attempt(run, { name: 'grouping', agent: agents.critic }, () =>
    run.value({
      step: 'group',
      agent: agents.critic,
      prompt: { name: 'group', count: steps.length },
      uses: steps.map((step, index) => ({ label: `answer ${index + 1}`, step })),
      tier: 'small',
      temperature: 0,
      summary: 'group the answers by meaning',
    }),
  );
  if (grouped.ok) run.tell(agentCompleted(agents.critic));
  return grouped;
}
