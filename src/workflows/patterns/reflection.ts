import { agents } from '../../contract/agents';
import { agentStarted } from '../../reasoning/work-events';
import { attempt, summary, type Pattern } from './support';

const usual = {
  rounds: 2,
  threshold: 0.85,
  criteria: ['correctness', 'completeness', 'clarity', 'fit to what was asked'],
};
const writer = 'writer';

/**
 * Reflection: a draft, a judge with named criteria, a rewrite with its reasons, until the score is good enough or the
 * rounds are used. The best draft wins. Costs 2 calls, and 2 more a round; the last rewrite is judged too.
 */
export const reflection: Pattern = async (run, about) => {
  const {
    rounds = usual.rounds,
    threshold = usual.threshold,
    criteria = usual.criteria,
  } = run.task.settings.reasoningParams ?? {};
  run.tell(agentStarted(writer, 'a first draft'));
  let draft = await run.text({
    step: 'draft-0',
    agent: writer,
    prompt: { name: 'draft' },
    tier: 'medium',
    summary: 'draft',
  });
  let best: { readonly step: string; readonly score: number | null } = { step: draft, score: null };
  const scores: (number | null)[] = [];
  let isCut = false;
  for (let round = 0; ; round += 1) {
    const judged = await attempt(run, `judge ${round}`, () =>
      run.value({
        step: `judge-${round}`,
        agent: agents.critic,
        prompt: { name: 'judge', criteria },
        uses: [{ label: 'the draft', step: draft }],
        tier: 'medium',
        temperature: 0,
        summary: `judge draft ${round + 1}`,
      }),
    );
    if (!judged.ok) isCut ||= judged.isBudget;
    const judgement = judged.ok ? judged.value : undefined;
    scores.push(judgement?.score ?? null);
    // A draft that could not be judged is no better than one that was.
    if (judgement && judgement.score > (best.score ?? -1)) best = { step: draft, score: judgement.score };
    if (!judgement || judgement.score >= threshold || round >= rounds) break;
    const rewritten = await attempt(run, `rewrite ${round + 1}`, () =>
      run.text({
        step: `draft-${round + 1}`,
        agent: writer,
        prompt: { name: 'rewrite', reasons: reasonsOf(judgement) },
        uses: [{ label: 'the draft', step: best.step }],
        tier: 'medium',
        summary: `rewrite ${round + 1}`,
      }),
    );
    if (!rewritten.ok) {
      isCut ||= rewritten.isBudget;
      break;
    }
    draft = rewritten.value;
  }
  const more = { reflection: { scores, score: best.score, threshold, drafts: scores.length } };
  return run.finish([{ label: 'the answer', step: best.step }], writer, summary(run, about, more, isCut));
};

function reasonsOf({
  reasons,
  criteria,
}: {
  reasons: readonly string[];
  criteria: readonly { name: string; reason: string }[];
}): string[] {
  return reasons.length > 0 ? [...reasons] : criteria.map(({ name, reason }) => `${name}: ${reason}`);
}
