import fc from '../support/properties';
import { ModelShare, Usage, type ModelCall } from '../../src/contract/result';
import { mainModel, modelBreakdown, pricingOf, roundUsd, sumUsage } from '../../src/reasoning/usage';

const billionths = fc.integer({ min: 0, max: 10_000_000_000 }).map((units) => units / 1e9);
const call: fc.Arbitrary<ModelCall> = fc.record({
  provider: fc.constantFrom('openai', 'anthropic', 'google'),
  model: fc.constantFrom('a', 'b', 'c', 'a/b'),
  input_tokens: fc.nat({ max: 1_000_000 }),
  output_tokens: fc.nat({ max: 1_000_000 }),
  cost_usd: billionths,
  pricing: fc.constantFrom('known', 'unknown', 'free'),
  counted_by: fc.constantFrom('provider', 'estimated'),
});
const calls = fc.array(call, { maxLength: 30 });
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

test('a sum is what its calls add up to, and keeps the form of the wire', () => {
  const property = fc.property(calls, (given) => {
    const usage = sumUsage(given);
    expect(Usage.parse(usage)).toEqual(usage);
    expect(usage.input_tokens).toBe(sum(given.map(({ input_tokens }) => input_tokens)));
    expect(usage.output_tokens).toBe(sum(given.map(({ output_tokens }) => output_tokens)));
    expect(usage.total_tokens).toBe(usage.input_tokens + usage.output_tokens);
    expect(usage.estimated_cost).toBeCloseTo(sum(given.map(({ cost_usd }) => cost_usd)), 7);
  });
  fc.assert(property);
});

test('sums of known cents show no noise of floats', () => {
  const tenth = { ...fc.sample(call, { numRuns: 1, seed: 1 })[0]!, cost_usd: 0.1 };
  expect(sumUsage([tenth, tenth, tenth]).estimated_cost).toBe(0.3);
  fc.assert(fc.property(billionths, (usd) => expect(roundUsd(usd)).toBe(usd)));
});

test('the order of calls changes neither sum nor shares', () => {
  const property = fc.property(
    calls.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    ),
    ([given, shuffled]) => {
      expect(sumUsage(shuffled)).toEqual(sumUsage(given));
      expect(modelBreakdown(shuffled)).toEqual(modelBreakdown(given));
      expect(mainModel(shuffled)).toEqual(mainModel(given));
    },
  );
  fc.assert(property);
});

test('the shares add up to the whole, each model once, dearest first', () => {
  const property = fc.property(calls, (given) => {
    const shares = modelBreakdown(given);
    for (const share of shares) expect(ModelShare.parse(share)).toEqual(share);
    const names = shares.map(({ provider, model }) => JSON.stringify([provider, model]));
    expect(new Set(names)).toEqual(new Set(given.map((one) => JSON.stringify([one.provider, one.model]))));
    expect(names).toHaveLength(new Set(names).size);
    expect(sum(shares.map(({ executions }) => executions))).toBe(given.length);
    expect(sum(shares.map(({ tokens }) => tokens))).toBe(sumUsage(given).total_tokens);
    expect(sum(shares.map(({ cost_usd }) => cost_usd))).toBeCloseTo(sumUsage(given).estimated_cost, 7);
    const costs = shares.map(({ cost_usd }) => cost_usd);
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
    if (given.length > 0) {
      const percentages = sum(shares.map(({ percentage }) => percentage));
      expect(Math.abs(percentages - 100)).toBeLessThanOrEqual(0.05 * shares.length + 1e-9);
    }
  });
  fc.assert(property);
});

test('the main model is the one that spent most tokens', () => {
  const property = fc.property(calls, (given) => {
    const main = mainModel(given);
    const shares = modelBreakdown(given);
    const most = Math.max(0, ...shares.map(({ tokens }) => tokens));
    const tokens = shares.find(({ model, provider }) => model === main.model && provider === main.provider);
    expect(tokens?.tokens ?? 0).toBe(most);
    if (given.length === 0) expect(main).toEqual({ model: '', provider: '' });
  });
  fc.assert(property);
});

test('equals of two providers have one order', () => {
  const [one] = fc.sample(call, { numRuns: 1, seed: 1 }) as [ModelCall];
  const equals = ['google', 'anthropic'].map((provider) => ({ ...one, provider }));
  for (const given of [equals, [...equals].reverse()]) {
    expect(modelBreakdown(given).map(({ provider }) => provider)).toEqual(['anthropic', 'google']);
    expect(mainModel(given).provider).toBe('anthropic');
  }
});

test('where nothing cost anything the shares are those of the tokens, else of the calls', () => {
  const free = { provider: 'local', pricing: 'free', counted_by: 'provider', cost_usd: 0 } as const;
  const counted = (model: string, tokens: number): ModelCall => ({
    ...free,
    model,
    input_tokens: tokens,
    output_tokens: 0,
  });
  expect(modelBreakdown([counted('a', 25), counted('b', 75)])).toMatchObject([
    { model: 'b', percentage: 75 },
    { model: 'a', percentage: 25 },
  ]);
  expect(modelBreakdown([counted('a', 0), counted('b', 0)]).map(({ percentage }) => percentage)).toEqual([
    50, 50,
  ]);
});

test('one unknown price makes the sum unknown; free is free only where all is', () => {
  const property = fc.property(calls, (given) => {
    const kinds = new Set(given.map(({ pricing }) => pricing));
    const expected = kinds.has('unknown')
      ? 'unknown'
      : kinds.size === 1 && kinds.has('free')
        ? 'free'
        : 'known';
    expect(pricingOf(given)).toBe(expected);
  });
  fc.assert(property);
});
