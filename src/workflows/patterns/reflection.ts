import { agents } from '../../contract/agents';
import type { Judgement } from '../../contract/values';
import { agentCompleted, agentStarted } from '../../reasoning/work-events';
import type { Run } from '../run';
import { attempt, summary, type Part, type Pattern } from './support';

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
  const order = { agent: writer, prompt: { name: 'draft' as const }, tier: 'medium' as const };
  let draft = await run.text({ ...order, step: 'draft-0', summary: 'draft' });
  let best: { readonly step: string; readonly score: number | null } = { step: draft, score: null };
  const scores: (number | null)[] = [];
  let isCut: boolean;
  run.tell(agentStarted(agents.critic, 'judging the drafts'));
  for (let round = 0; ; round += 1) {
    const judged = await judge(run, round, draft, criteria);
    const judgement = judged.ok ? judged.value : undefined;
    scores.push(judgement?.score ?? null);
    isCut = !judged.ok && judged.isBudget;
    // A draft that could not be judged is no better than one that was.
    if (judgement && judgement.score > (best.score ?? -1)) best = { step: draft, score: judgement.score };
    if (!judgement || judgement.score >= threshold || round >= rounds) break;
    const rewritten = await rewrite(run, round + 1, best.step, judgement);
    isCut = !rewritten.ok && rewritten.isBudget;
    if (!rewritten.ok) break;
    draft = rewritten.value;
  }
  if (best.score !== null) run.tell(agentCompleted(agents.critic));
  run.tell(agentCompleted(writer));
  const more = { reflection: { scores, score: best.score, threshold, drafts: scores.length } };
  return run.finish([{ label: 'the answer', step: best.step }], writer, summary(run, about, more, isCut));
};

function judge(
  run: Run,
  round: number,
  draft: string,
  criteria: readonly string[],
): Promise<Part<Judgement>> {
  return attempt(run, { name: `judge ${round}`, agent: agents.critic }, () =>
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
}

function rewrite(run: Run, round: number, draft: string, judgement: Judgement): Promise<Part<string>> {
  return attempt(run, { name: `rewrite ${round}`, agent: writer }, () =>
    run.text({
      step: `draft-${round}`,
      agent: writer,
      prompt: { name: 'rewrite', reasons: reasonsOf(judgement) },
      uses: [{ label: 'the draft', step: draft }],
      tier: 'medium',
      summary: `rewrite ${round}`,
    }),
  );
}

function reasonsOf({ reasons, criteria }: Judgement): string[] {
  return reasons.length > 0 ? [...reasons] : criteria.map(({ name, reason }) => `${name}: ${reason}`);
}
