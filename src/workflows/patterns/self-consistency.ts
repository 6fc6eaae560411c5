import { agents } from '../../contract/agents';
import { agentStarted } from '../../reasoning/work-events';
import { together } from '../together';
import { majority } from '../../reasoning/majority';
import { attempt, summary, throwFirst, type Pattern } from './support';

const usual = { samples: 5, temperature: 0.8 };

/**
 * Self-consistency: chains of thought side by side, their answers grouped by meaning, the majority's first chain wins
 * with its share as confidence. Costs one call a sample, and one to group them.
 */
export const selfConsistency: Pattern = async (run, about) => {
  const { samples = usual.samples } = run.task.settings.reasoningParams ?? {};
  const temperature = run.task.settings.temperature ?? usual.temperature;
  const chains = await together(
    Array.from({ length: samples }, (_, index) => {
      const agent = `solver-${index + 1}`;
      run.tell(agentStarted(agent, 'a way of its own'));
      const order = {
        agent,
        prompt: { name: 'think' as const, index },
        tier: 'medium' as const,
        temperature,
      };
      return attempt(run, `chain ${index + 1}`, () =>
        run.text({ ...order, step: `think-${index + 1}`, summary: 'chain of thought' }),
      );
    }),
  );
  const steps = chains.flatMap((chain) => (chain.ok ? [chain.value] : []));
  const [first] = steps;
  if (first === undefined) throwFirst(chains);
  const grouped =
    steps.length < 2
      ? undefined
      : await attempt(run, 'grouping', () =>
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
  const groups = grouped?.ok ? grouped.value?.groups : undefined;
  const isCut = [...chains, ...(grouped ? [grouped] : [])].some((part) => !part.ok && part.isBudget);
  const { winner, votes, sizes } = majority(steps.length, groups);
  const confidence = groups || steps.length === 1 ? Math.round((votes / samples) * 100) / 100 : null;
  const more = { self_consistency: { samples, answered: steps.length, groups: sizes, votes, confidence } };
  const step = steps[winner] ?? first;
  return run.finish([{ label: 'the answer', step }], agents.synthesis, summary(run, about, more, isCut));
};
