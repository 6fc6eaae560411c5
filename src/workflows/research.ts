import { ApplicationFailure } from '@temporalio/workflow';
import { agents } from '../contract/agents';
import { FailureType, type FailureDetails } from '../contract/failures';
import type { TaskInput } from '../contract/workflow';
import { noSourceSentence } from '../reasoning/research/no-source';
import { openingEvents, agentCompleted } from '../reasoning/work-events';
import { fillGaps } from './research/cover';
import { findFacts } from './research/facts';
import { Findings } from './research/findings';
import { gather } from './research/gather';
import { ResearchRun } from './research/research-run';
import { summaryOf } from './research/summary';
import { plan, understand } from './research/understand';
import { verify } from './research/verify';
import { write } from './research/write';
import { recallSession } from './recall';
import { runTask, type ModeEnd } from './task';

/** Research: what is asked is looked up, written down with its sources, and checked against them. */
export async function researchTask(task: TaskInput): Promise<unknown> {
  const { research: settings } = task.settings;
  if (!settings) throw ApplicationFailure.nonRetryable('The task has no settings of research.');
  const run = new ResearchRun(task, settings);
  return runTask(
    run,
    () => research(run),
    () => run.takeUntold(),
  );
}

async function research(run: ResearchRun): Promise<ModeEnd> {
  run.tell(...openingEvents(run.task.query));
  if (run.task.settings.hasLongSession) await recallSession(run);
  const understanding = await understand(run);
  const { language } = understanding;
  const findings = new Findings();
  await gather(run, await plan(run, understanding), findings);
  if (findings.reach.pages === 0) throw noSource(run, findings);
  const covered = await fillGaps(run, understanding, findings);
  const evidence = { understanding, findings, covered };
  const sections = await write(run, evidence);
  if (sections.length === 0) throw noSource(run, findings);
  const report = 'cite/1';
  await run.citeReport({ step: report, agent: agents.synthesis, sections });
  run.tell(agentCompleted(agents.synthesis));
  const checked = await verify(run, report, { sections, language });
  const facts = await findFacts(run, sections, language);
  return run.end({
    report: checked.report,
    ...(checked.verdicts !== undefined && { verdicts: checked.verdicts }),
    ...(checked.note !== undefined && { verificationNote: checked.note }),
    ...(facts && { facts }),
    run: summaryOf(run, evidence),
  });
}

/** The failure of a task that found nothing to cite: never an essay without sources. */
function noSource({ budgetEnded }: ResearchRun, findings: Findings): ApplicationFailure {
  const sentence = noSourceSentence(findings, budgetEnded);
  const details: FailureDetails = { sentence };
  return ApplicationFailure.create({
    type: FailureType.noSource,
    message: sentence,
    nonRetryable: true,
    details: [details],
  });
}
