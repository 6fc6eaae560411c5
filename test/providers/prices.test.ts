import { unknownPriceUpperUsd } from '../../src/providers/models';
import { makeModels, withModelsFile } from './make-models';

const all = { openai: { apiKey: 'a' }, anthropic: { apiKey: 'b' }, google: { apiKey: 'c' } };
const million = { inputTokens: 1e6, outputTokens: 1e6, source: 'provider' } as const;
const thousand = { inputTokens: 1_000, outputTokens: 1_000, source: 'provider' } as const;

test.each(['small', 'medium', 'large'] as const)(
  'every shipped %s model has a price and a window',
  async (tier) => {
    const models = makeModels(all);
    const targets = await models.targets({ tier });
    expect(targets).toHaveLength(3);
    for (const target of targets) {
      expect([target.model, models.price(target, thousand)]).toMatchObject([
        target.model,
        { pricing: 'known' },
      ]);
      expect(models.price(target, thousand).costUsd).toBeGreaterThan(0);
      expect(target.contextWindow).toBeGreaterThanOrEqual(200_000);
    }
  },
);

test('a known price is that of the list', () => {
  const haiku = { provider: 'anthropic', model: 'claude-haiku-4-5' };
  expect(makeModels(all).price(haiku, million)).toEqual({ costUsd: 6, pricing: 'known' });
});

test('a dated name has the price of its model', () => {
  const haiku = { provider: 'anthropic', model: 'claude-haiku-4-5-20251001' };
  expect(makeModels(all).price(haiku, million).costUsd).toBe(6);
});

test('tokens that the provider had kept cost less', () => {
  const haiku = { provider: 'anthropic', model: 'claude-haiku-4-5' };
  const usage = { inputTokens: 1e6, outputTokens: 0, cachedInputTokens: 1e6, source: 'provider' } as const;
  expect(makeModels(all).price(haiku, usage).costUsd).toBeCloseTo(0.1);
});

test('an unknown price counts nothing in sums, and much for a budget', () => {
  const target = { provider: 'openai', model: 'nobody-knows-it', contextWindow: 1, maxOutputTokens: 1 };
  const models = makeModels(all);
  expect(models.price(target, million)).toEqual({ costUsd: 0, pricing: 'unknown', upperUsd: 90 });
  expect(models.upperPriceUsd(target, million)).toBe(
    unknownPriceUpperUsd.input + unknownPriceUpperUsd.output,
  );
});

test('own prices win over the table', () => {
  const own = { input_per_million_usd: 1, output_per_million_usd: 2 };
  withModelsFile({ prices: { 'gpt-6-sol': own, mine: own } }, (modelsFile) => {
    const models = makeModels({ ...all, modelsFile });
    for (const model of ['gpt-6-sol', 'mine']) {
      expect(models.price({ provider: 'openai', model }, million)).toEqual({ costUsd: 3, pricing: 'known' });
    }
  });
});

test('a model named like a property of objects has no price of its own', () => {
  const odd = { provider: 'openai', model: 'constructor' };
  expect(makeModels(all).price(odd, million).pricing).toBe('unknown');
});

test('the local model is free', () => {
  const free = makeModels(all).price({ provider: 'local', model: 'tiny' }, million);
  expect(free).toEqual({ costUsd: 0, pricing: 'free' });
});

test("another vendor behind OpenAI's format has that vendor's prices, known by its address", () => {
  const models = makeModels({ openai: { apiKey: 'a', baseUrl: 'https://api.groq.com/openai/v1' } });
  const llama = { provider: 'openai', model: 'llama-3.3-70b-versatile' };
  expect(models.price(llama, million)).toMatchObject({ pricing: 'known' });
  expect(makeModels(all).price(llama, million)).toMatchObject({ pricing: 'unknown' });
});
