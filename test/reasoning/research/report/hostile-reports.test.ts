import fc from '../../../support/properties';
import { mendedProblems, reportProblems } from '../../../../eval/reports/check-report';
import { hostileReport } from '../../../../eval/reports/hostile-reports';

test('1,000 hostile reports hold: each number has its source, each source is used, each citation is still there', () => {
  fc.assert(
    fc.property(hostileReport, (hostile) => {
      expect(reportProblems(hostile)).toEqual([]);
    }),
    { numRuns: 1_000, seed: 6 },
  );
}, 120_000);

test('they hold as well when every other claim of theirs was mended', () => {
  fc.assert(
    fc.property(hostileReport, hostileReport, (hostile, other) => {
      expect(mendedProblems(hostile, other)).toEqual([]);
    }),
    { numRuns: 300, seed: 6 },
  );
}, 120_000);
