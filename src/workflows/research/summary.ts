import type { RunSummary } from '../../contract/orders';
import { coverageOf } from '../../reasoning/research/progress';
import type { ResearchRun } from './research-run';
import type { Evidence } from './write';

/** What ran, for the record: how the question was read, what was looked for, and how far that reached. */
export function summaryOf(run: ResearchRun, { understanding, findings, covered }: Evidence): RunSummary {
  const { strategy } = run.settings;
  const { kind, language, time_frame, dimensions, entities } = understanding;
  const { pages, hosts } = findings.reach;
  return {
    mode: run.task.mode,
    metadata: {
      research: {
        strategy,
        ...{ kind, language, time_frame, entities: entities.map(({ name }) => name) },
        dimensions: coverageOf(dimensions, covered.coverage),
        questions: findings.gathered,
        queries: findings.made,
        pages_read: pages,
        hosts,
        rounds: covered.rounds,
        rounds_stopped: covered.stopped,
        refused: findings.refused.slice(0, mostRefused),
      },
    },
    isCutByBudget: run.budgetEnded !== undefined,
  };
}

/** Reasons that the record lists. */
const mostRefused = 60;
