import fc from '../support/properties';
import type { CallEstimate } from '../../src/reasoning/budget';
import { roomFor, type Purse } from '../../src/reasoning/call-room';

const spent = (tokens: number) => ({ total_tokens: tokens, estimated_cost: 0 });
const estimate: CallEstimate = {
  inputTokens: 100,
  modelMaxOutputTokens: 1_000,
  wantedOutputTokens: undefined,
  costUsd: (output) => output / 1_000,
};
const purse = (most: number, gone: number, held: number, isOwn = false): Purse => ({
  name: isOwn ? 'budget of ' : 'daily budget of the tenant, ',
  isOwn,
  maxTokens: most,
  spent: spent(gone),
  held: spent(held),
});
const purses = fc.array(
  fc
    .tuple(fc.nat(5_000), fc.nat(5_000), fc.nat(3_000), fc.boolean())
    .map(([most, gone, held, isOwn]) => purse(most, gone, held, isOwn)),
  { maxLength: 5 },
);

test('what is allowed now fits into every budget beside what others hold', () => {
  fc.assert(
    fc.property(purses, (all) => {
      const { now } = roomFor(estimate, all);
      if (!now.allowed) return;
      const output = now.maxOutputTokens ?? estimate.modelMaxOutputTokens;
      for (const { maxTokens = 0, spent: gone, held } of all)
        expect(gone.total_tokens + held.total_tokens + 100 + output).toBeLessThanOrEqual(maxTokens);
    }),
  );
});

test('what is spent comes never back, so nobody waits for it', () => {
  const { now, mayGrow } = roomFor(estimate, [purse(1_000, 950, 20)]);
  expect(mayGrow).toBe(false);
  expect(now).toMatchObject({
    allowed: false,
    sentence: expect.stringMatching(/^The daily budget of the tenant, 1000 tokens, of which 50 are left,/),
  });
});

test('a call waits for what others hold of a shared budget; its task’s own cuts it at once', () => {
  expect(roomFor(estimate, [purse(2_000, 0, 1_500)])).toMatchObject({
    now: { allowed: true, maxOutputTokens: 400, cutByBudget: true },
    mayGrow: true,
  });
  expect(roomFor(estimate, [purse(2_000, 0, 1_500, true)])).toMatchObject({
    now: { allowed: true, maxOutputTokens: 400 },
    mayGrow: false,
  });
  expect(roomFor(estimate, [purse(2_000, 0, 1_950)])).toMatchObject({
    now: { allowed: false },
    mayGrow: true,
  });
  expect(roomFor(estimate, [purse(2_000, 1_500, 0)])).toMatchObject({
    now: { allowed: true, maxOutputTokens: 400 },
    mayGrow: false,
  });
});

test('of several budgets the tightest decides, and the sentence is the one that refuses', () => {
  const { now } = roomFor(estimate, [purse(5_000, 0, 0), purse(700, 0, 0, true), purse(900, 0, 0)]);
  expect(now).toMatchObject({ allowed: true, maxOutputTokens: 600 });
  const refused = roomFor(estimate, [purse(5_000, 0, 0), purse(90, 0, 0, true)]);
  expect(refused).toMatchObject({
    isOwn: true,
    now: { sentence: expect.stringMatching(/^The budget of 90/) },
  });
});
