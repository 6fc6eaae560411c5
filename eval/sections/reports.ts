import { shareOf } from '../measure/bootstrap';
import { holdsTogether, mendedProblems, reportProblems } from '../reports/check-report';
import { hostileReports } from '../reports/hostile-reports';
import type { EvalRow } from '../section';

/** Reports of careless and hostile writers, the same in every run. */
const reportsMade = 1_000;
const seed = 20_260;

/** Whether numbers, sources and the list of sources agree, in whatever a writer gives: also after sentences are mended. */
export function reports(): Promise<EvalRow[]> {
  const made = hostileReports(reportsMade, seed);
  const row = (figure: string, held: readonly boolean[], least?: number): EvalRow => ({
    ...{ figure, unit: 'share', n: held.length, value: shareOf(held, Boolean), baselines: [] },
    ...(least !== undefined && { target: { value: least } }),
  });
  const next = (at: number) => made[(at + 1) % made.length];
  const mended = made.map((one, at) => mendedProblems(one, next(at) ?? one).length === 0);
  return Promise.resolve([
    row('every [n] resolves, no source unused, doubled or foreign', made.map(holdsTogether), 1),
    row('the same after half of the sentences were mended', mended, 1),
    row(
      'each sentence cites what its writer named, no more and no less',
      made.map((one) => reportProblems(one).length === 0),
    ),
  ]);
}
