import { agents } from '../../contract/agents';
import { limits } from '../../contract/limits';
import type { VerdictsResult } from '../../contract/research/orders';
import { researchTiers } from '../../contract/research/prompts';
import { stageEvent } from '../../reasoning/research/events';
import { agentCompleted, agentStarted, warning } from '../../reasoning/work-events';
import { sentenceOf } from '../task';
import { together } from '../together';
import { BudgetSpent } from '../run';
import { orElse, type ResearchRun } from './research-run';
import type { Section } from './write';

/** A report whose sources are numbered, and what its sentences were found to be worth. */
export interface Checked {
  /** The step that has the report. */
  readonly report: string;
  readonly verdicts?: string;
  /** Why there are no verdicts, where they were wanted. */
  readonly note?: string;
}

/** A report that is judged: its steps, and what it was judged by. */
interface Judged {
  readonly verdicts: string;
  readonly settled: VerdictsResult;
}

/** A report with its verdicts. */
type JudgedReport = Judged & { readonly report: string };

const agent = agents.verifier;

/**
 * Judges the claims of a report, mends the sentences that do not hold, once, and judges those anew. A part of it that
 * fails leaves the report as it was. Throws cancellation only.
 */
export async function verify(
  run: ResearchRun,
  report: string,
  written: { readonly sections: readonly Section[]; readonly language: string },
): Promise<Checked> {
  if (!run.settings.verify) return { report };
  run.tell(agentStarted(agent, 'the claims'));
  let note = 'It failed unexpectedly.';
  const first = await orElse(judge(run, { report, round: 1 }), (error) => (note = sentenceOf(error)));
  if (!first) {
    run.tell(warning('verify', agent, `The claims could not be judged: ${note}`));
    return { report, note };
  }
  const tell = (error: unknown) => {
    const reason = sentenceOf(error);
    run.tell(warning('mend', agent, `The sentences that do not hold could not be mended: ${reason}`));
  };
  const mended = await orElse(mend(run, { report, ...first }, written), tell);
  const checked = await recite(run, mended ?? { report, ...first });
  run.tell(agentCompleted(agent));
  return checked;
}

/** Gives supported claims the sources that bear them out; a part that fails leaves the report as it was. */
async function recite(run: ResearchRun, { report, verdicts, settled }: JudgedReport): Promise<Checked> {
  const step = 'cite/sources';
  if ((settled.miscited ?? 0) === 0) return { report, verdicts };
  const work = run.citeReport({ step, agent, sections: [], recited: { report, verdicts } });
  const tell = (error: unknown) => {
    run.tell(warning('recite', agent, `Sources could not be set right: ${sentenceOf(error)}`));
  };
  return { report: (await orElse(work, tell)) ? step : report, verdicts };
}

async function judge(
  run: ResearchRun,
  { report, round, known }: { readonly report: string; readonly round: number; readonly known?: string },
): Promise<Judged> {
  const claims = `verify/${round}/claims`;
  const batch = limits.claimsACall;
  const taken = await run.takeClaims({
    step: claims,
    agent,
    report,
    batch,
    ...(known !== undefined && { known }),
  });
  const most = round === 1 ? run.settings.judgeCalls : limits.mendCalls;
  const message = `Judging ${taken.claims} claims`;
  run.tell(stageEvent(`verify/${round}`, message, { claims: taken.claims, round }, agent));
  const judged = await judgeBatches(run, taken.batches.slice(0, most));
  const verdicts = `verify/${round}/verdicts`;
  const settled = await run.settleClaims({ step: verdicts, agent, report, claims, judged, batch });
  const { toMend: _toMend, ...counts } = settled;
  run.tell(stageEvent(`verdicts/${round}`, 'Judged the claims', { ...counts, round }, agent));
  return { verdicts, settled };
}

/**
 * Has a model judge batches of claims side by side; those of a call that failed are left to the rules. Throws what made
 * the first one fail where all did, for want of budget excepted.
 */
async function judgeBatches(run: ResearchRun, batches: readonly string[]): Promise<string[]> {
  const failures: Error[] = [];
  const steps = await together(
    batches.map(async (batch) => {
      if (run.budgetEnded !== undefined || !run.hasRoom(2)) return undefined;
      return orElse(
        run.kept({
          ...{ step: `${batch}/judge`, agent, tier: researchTiers.judge_claims, summary: 'judge claims' },
          ...{ prompt: { name: 'judge_claims' }, uses: [{ label: 'claims and passages', step: batch }] },
        }),
        (error) => failures.push(error instanceof Error ? error : new Error(String(error))),
      );
    }),
  );
  const judged = steps.filter((step) => step !== undefined);
  const [failure] = failures.filter((error) => !(error instanceof BudgetSpent));
  if (judged.length === 0 && failure !== undefined) throw failure;
  if (judged.length < batches.length) {
    const left = batches.length - judged.length;
    run.tell(
      warning(`judge:${batches[0] ?? ''}`, agent, `${left} batches of claims were judged by rules alone.`),
    );
  }
  return judged;
}

/** Mends what does not hold and judges it anew; undefined where there is nothing to mend or nothing came of it. */
async function mend(
  run: ResearchRun,
  { report, verdicts, settled }: JudgedReport,
  { sections, language }: { readonly sections: readonly Section[]; readonly language: string },
): Promise<JudgedReport | undefined> {
  const batches = settled.toMend.slice(0, limits.mendCalls);
  if (batches.length === 0 || run.budgetEnded !== undefined || !run.hasRoom(mendRoom)) return undefined;
  const steps = await together(
    batches.map((batch) =>
      run.kept({
        ...{ step: `${batch}/mend`, agent, tier: researchTiers.mend, summary: 'mend sentences' },
        ...{ prompt: { name: 'mend', language }, uses: [{ label: 'sentences and passages', step: batch }] },
      }),
    ),
  );
  const mends = steps.filter((step) => step !== undefined);
  if (mends.length === 0) return undefined;
  const again = 'cite/2';
  await run.citeReport({ step: again, agent, sections, mended: { report, verdicts, mends } });
  const second = await judge(run, { report: again, round: 2, known: verdicts });
  return { report: again, ...second };
}

/** Calls that mending and judging anew may take. */
const mendRoom = 4 * limits.mendCalls + 4;
