import fc from '../support/properties';
import { limits } from '../../src/contract/limits';
import { noUsage } from '../../src/contract/no-usage';
import type { Usage } from '../../src/contract/result';
import { allowCall, type CallEstimate } from '../../src/reasoning/budget';

const tokens = (max: number) => fc.integer({ min: 0, max });
const price = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e-3, noNaN: true }));

const estimates: fc.Arbitrary<CallEstimate> = fc
  .record({
    inputTokens: tokens(300_000),
    modelMaxOutputTokens: fc.integer({ min: 1, max: 200_000 }),
    wantedOutputTokens: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
    inputUsd: price,
    outputUsd: price,
  })
  .map(({ inputUsd, outputUsd, ...rest }) => ({
    ...rest,
    costUsd: (outputTokens) => rest.inputTokens * inputUsd + outputTokens * outputUsd,
  }));

const budgets = fc.record(
  {
    maxTokens: fc.integer({ min: 1, max: 1_000_000 }),
    maxCostUsd: fc.double({ min: 1e-9, max: 100, noNaN: true }),
  },
  { requiredKeys: [] },
);

const spendings: fc.Arbitrary<Usage> = fc
  .record({
    input: tokens(100_000),
    output: tokens(100_000),
    usd: fc.double({ min: 0, max: 10, noNaN: true }),
  })
  .map(({ input, output, usd }) => ({
    total_tokens: input + output,
    input_tokens: input,
    output_tokens: output,
    estimated_cost: usd,
  }));

const most = (estimate: CallEstimate) => estimate.wantedOutputTokens ?? estimate.modelMaxOutputTokens;

test('no call that is allowed can go over the budget, whatever was spent before', () => {
  const property = fc.property(estimates, budgets, spendings, (estimate, budget, spent) => {
    const allowance = allowCall(estimate, budget, spent);
    if (!allowance.allowed) return;
    const output = allowance.maxOutputTokens ?? Number.NaN;
    expect(Number.isInteger(output) && output >= 1 && output <= most(estimate)).toBe(true);
    if (budget.maxTokens !== undefined)
      expect(spent.total_tokens + estimate.inputTokens + output).toBeLessThanOrEqual(budget.maxTokens);
    if (budget.maxCostUsd !== undefined)
      expect(spent.estimated_cost + estimate.costUsd(output)).toBeLessThanOrEqual(budget.maxCostUsd + 1e-9);
    expect(allowance.cutByBudget).toBe(output < most(estimate));
  });
  fc.assert(property, { numRuns: 1_000 });
});

test('an answer is cut no shorter than the budget asks, and refused only when there is no room', () => {
  const property = fc.property(estimates, budgets, spendings, (estimate, budget, spent) => {
    const allowance = allowCall(estimate, budget, spent);
    const fits = (output: number) =>
      spent.total_tokens + estimate.inputTokens + output <= (budget.maxTokens ?? Infinity) &&
      estimate.costUsd(output) <= (budget.maxCostUsd ?? Infinity) - spent.estimated_cost;
    if (allowance.allowed) {
      if (allowance.cutByBudget) expect(fits((allowance.maxOutputTokens ?? 0) + 1)).toBe(false);
    } else {
      expect(fits(Math.min(most(estimate), limits.budgetLeastOutputTokens))).toBe(false);
      expect(allowance.sentence).toMatch(
        /^The budget of (\$[\d.]+|\d+ tokens)(, of which \$?[\d.]+ are left,)? does not cover .* question\.$/,
      );
    }
  });
  fc.assert(property, { numRuns: 1_000 });
});

test('a larger budget never allows less', () => {
  const allowed = (estimate: CallEstimate, budget: { maxTokens: number; maxCostUsd: number }) => {
    const allowance = allowCall(estimate, budget, noUsage);
    return allowance.allowed ? (allowance.maxOutputTokens ?? 0) : -1;
  };
  const both = fc.record({ maxTokens: fc.integer({ min: 1, max: 500_000 }), maxCostUsd: fc.constant(0.5) });
  const property = fc.property(estimates, both, tokens(1_000), (estimate, budget, more) => {
    const larger = { maxTokens: budget.maxTokens + more, maxCostUsd: budget.maxCostUsd * (1 + more) };
    expect(allowed(estimate, larger)).toBeGreaterThanOrEqual(allowed(estimate, budget));
  });
  fc.assert(property);
});

test('without a budget the wish of the client stands as it is', () => {
  const property = fc.property(estimates, spendings, (estimate, spent) => {
    expect(allowCall(estimate, undefined, spent)).toEqual({
      allowed: true,
      maxOutputTokens: estimate.wantedOutputTokens,
      cutByBudget: false,
    });
  });
  fc.assert(property);
});

describe('the sentence of a refusal', () => {
  const estimate: CallEstimate = {
    inputTokens: 120,
    modelMaxOutputTokens: 1_000,
    wantedOutputTokens: undefined,
    costUsd: (output) => (120 + output) * 1e-6,
  };
  test.each([
    [{ maxTokens: 130 }, '130 tokens'],
    [{ maxCostUsd: 0.0001 }, '$0.0001'],
    [{ maxCostUsd: 1e-7 }, '$0.0000001'],
    [{ maxTokens: 10_000, maxCostUsd: 0.00001 }, '$0.00001'],
    [{ maxTokens: 10, maxCostUsd: 1 }, '10 tokens'],
  ])('names the limit that is in the way: %j', (budget, limit) => {
    expect(allowCall(estimate, budget, noUsage)).toEqual({
      allowed: false,
      sentence:
        `The budget of ${limit} does not cover a model call for this question (its prompt alone is ` +
        'estimated at 120 tokens); raise the budget or shorten the question.',
    });
  });
});

test('an answer that was wanted short is made also where only so much is left', () => {
  const estimate = { inputTokens: 10, modelMaxOutputTokens: 100, wantedOutputTokens: 3, costUsd: () => 0 };
  expect(allowCall(estimate, { maxTokens: 13 }, noUsage)).toMatchObject({
    allowed: true,
    maxOutputTokens: 3,
  });
  expect(allowCall(estimate, { maxTokens: 12 }, noUsage)).toMatchObject({ allowed: false });
});
