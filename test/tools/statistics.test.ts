import fc from '../support/properties';
import { statistics } from '../../src/providers/tools/compute/statistics';
import { callerOf } from './call-tool';

const call = callerOf([statistics]);
const describe = (args: object) => call('statistics', args);

test('a list is described', async () => {
  expect(await describe({ numbers: [2, 4, 4, 4, 5, 5, 7, 9], percentiles: [50, 100] })).toMatchObject({
    ok: true,
    output: {
      n: 8,
      sum: 40,
      mean: 5,
      median: 4.5,
      modes: [4],
      min: 2,
      max: 9,
      population_variance: 4,
      population_standard_deviation: 2,
      sample_variance: 32 / 7,
      quartiles: [4, 4.5, 5.5],
      percentiles: { p50: 4.5, p100: 9 },
    },
    text: expect.stringContaining('population_standard_deviation: 2') as string,
  });
});

test('two lists are compared', async () => {
  expect(await describe({ numbers: [1, 2, 3, 4], second: [3, 5, 7, 9] })).toMatchObject({
    ok: true,
    output: { correlation: 1, regression: { slope: 2, intercept: 1, r_squared: 1 }, second: { mean: 6 } },
  });
});

test('figures that do not exist are told as none', async () => {
  expect(await describe({ numbers: [3] })).toMatchObject({
    output: { sample_variance: null, population_variance: 0, modes: [3] },
    text: expect.stringContaining('sample_variance: none') as string,
  });
  expect(await describe({ numbers: [1, 2, 3] })).toMatchObject({ output: { modes: [] } });
  expect(await describe({ numbers: [1, 1], second: [1, 2] })).toMatchObject({
    output: { correlation: null, regression: null },
  });
});

test.each([
  [{ numbers: [] }, /numbers: /],
  [{ numbers: [1, 'two'] }, /numbers\.1: /],
  [{ numbers: [1, 2], second: [1] }, /must have the same length: numbers has 2, second 1\.$/],
  [{ numbers: [1], second: [1] }, /from two numbers each/],
  [{ numbers: [1e308, 1e308] }, /too large/],
  [{ numbers: [1], percentiles: [101] }, /percentiles\.0: /],
  [{ numbers: Array(100_001).fill(1) }, /numbers: Too big/],
  [{ numbers: [1], __proto__x: 1 }, /unknown __proto__x/],
])('arguments that cannot be described are refused with a sentence', async (args, sentence) => {
  expect(await describe(args)).toMatchObject({
    ok: false,
    error: expect.stringMatching(sentence) as string,
  });
});

test('a list written as text is taken, and as many numbers as are allowed', async () => {
  expect(await describe({ numbers: '[1, 2, 3]' })).toMatchObject({ ok: true, output: { mean: 2 } });
  const many = Array.from({ length: 100_000 }, (_, index) => index);
  expect(await describe({ numbers: many })).toMatchObject({ ok: true, output: { median: 49_999.5 } });
});

test('the figures of any list keep their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }), async (numbers) => {
      const outcome = await describe({ numbers });
      if (!outcome.ok) throw new Error(outcome.error);
      const { min, max, mean, quartiles } = outcome.output as Record<string, number> & {
        quartiles: number[];
      };
      const [first, middle, third] = quartiles as [number, number, number];
      expect([min!, first, middle, third, max!]).toEqual(
        [min!, first, middle, third, max!].toSorted((a, b) => a - b),
      );
      expect(mean!).toBeGreaterThanOrEqual(min! - 1e-6);
      expect(mean!).toBeLessThanOrEqual(max! + 1e-6);
    }),
  );
});
