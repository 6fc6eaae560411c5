import { calculate } from './calculate';
import { serve } from './serve';

// What the evaluator makes only when it is needed is made before the first job's time begins.
for (const expression of ['1 + 1/3', 'sqrt(2) * pi', 'erf(1)', 'sum([1, 2; 3, 4])', '5 inch to cm']) {
  calculate(expression);
}
serve(({ expression }) => calculate(expression));
