import fc from 'fast-check';
import { reportProblems } from '../../../../eval/reports/check-report';
import { hostileReport } from '../../../../eval/reports/hostile-reports';

test('1,000 hostile reports hold: every number has its source, every source is used, every citation is still there', () => {
  fc.assert(
    fc.property(hostileReport, (hostile) => {
      expect(reportProblems(hostile)).toEqual([]);
    }),
    { numRuns: 1_000, seed: 6 },
  );
});
