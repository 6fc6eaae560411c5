import { z } from 'zod';
import * as simple from 'simple-statistics';
import { defineTool, ToolError, type Tool } from '../port';
import { computing } from './spec';

const mostNumbers = 100_000;
const mostModes = 20;
const numbers = z.array(z.number()).max(mostNumbers);

/** Describes lists of numbers. */
export const statistics: Tool = defineTool({
  ...computing,
  name: 'statistics',
  description:
    'Describes a list of numbers: count, sum, mean, median, modes, variance and standard deviation (of a sample and ' +
    'of a population), minimum, maximum, quartiles and any percentiles (interpolated). With a second list of the same length also ' +
    'correlation, covariance and the regression line from the first (x) to the second (y).',
  timeoutMs: 10_000,
  parameters: z.strictObject({
    numbers: numbers.min(1),
    second: numbers.min(1).optional().describe('y values, where numbers are the x values'),
    percentiles: z.array(z.number().min(0).max(100)).max(20).default([]),
  }),
  run: ({ numbers, second, percentiles }) => {
    const output = {
      ...describe(numbers),
      ...(percentiles.length > 0 && { percentiles: percentilesOf(numbers, percentiles) }),
      ...(second && { second: describe(second), ...compare(numbers, second) }),
    };
    return Promise.resolve({ text: lines(output).join('\n'), output });
  },
});

/** Null where a figure does not exist: a sample of one has no variance. */
function describe(values: number[]): Record<string, unknown> {
  const sorted = values.toSorted((a, b) => a - b);
  const quartile = (p: number) => finite(simple.quantileSorted(sorted, p));
  const isSample = values.length > 1;
  const figures = {
    n: values.length,
    sum: finite(simple.sum(values)),
    mean: finite(simple.mean(values)),
    median: finite(simple.medianSorted(sorted)),
    modes: modesOf(sorted),
    min: simple.minSorted(sorted),
    max: simple.maxSorted(sorted),
    sample_variance: isSample ? finite(simple.sampleVariance(values)) : null,
    sample_standard_deviation: isSample ? finite(simple.sampleStandardDeviation(values)) : null,
    population_variance: finite(simple.variance(values)),
    population_standard_deviation: finite(simple.standardDeviation(values)),
    quartiles: [quartile(0.25), quartile(0.5), quartile(0.75)],
  };
  return figures;
}

/** The values that are there most often; none where each is there once. */
function modesOf(sorted: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = [...counts.values()].reduce((a, b) => Math.max(a, b), 0);
  if (most === 1 && counts.size > 1) return [];
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([value]) => value)
    .slice(0, mostModes);
}

function percentilesOf(values: number[], percentiles: readonly number[]): Record<string, number> {
  return Object.fromEntries(percentiles.map((p) => [`p${p}`, finite(simple.quantile(values, p / 100))]));
}

function compare(x: number[], y: number[]): Record<string, unknown> {
  if (x.length !== y.length)
    throw new ToolError(`The lists must have the same length: numbers has ${x.length}, second ${y.length}.`);
  if (x.length < 2) throw new ToolError('Two lists are compared from two numbers each on.');
  const isFlat = (values: number[]) => simple.min(values) === simple.max(values);
  const points = x.map((value, index): [number, number] => [value, y[index] ?? 0]);
  const line = isFlat(x) ? undefined : simple.linearRegression(points);
  return {
    correlation:
      isFlat(x) || isFlat(y) ? null : Math.max(-1, Math.min(1, finite(simple.sampleCorrelation(x, y)))),
    sample_covariance: finite(simple.sampleCovariance(x, y)),
    regression: line
      ? {
          slope: finite(line.m),
          intercept: finite(line.b),
          r_squared: isFlat(y) ? null : finite(simple.rSquared(points, simple.linearRegressionLine(line))),
        }
      : null,
  };
}

/** Sums beyond the range of numbers are said, and not told as null. */
function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new ToolError('The numbers are too large for their statistics: divide them by a power of ten first.');
}

function lines(output: object, prefix = ''): string[] {
  return Object.entries(output).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return lines(value, `${prefix}${key}.`);
    const shown = Array.isArray(value) ? value.join(', ') : value === null ? '' : JSON.stringify(value);
    return [`${prefix}${key}: ${shown || 'none'}`];
  });
}
