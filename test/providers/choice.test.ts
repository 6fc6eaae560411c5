import { ModelChoiceError, type LocalModel } from '../../src/providers/models/port';
import { startModelServer, type ModelServer } from '../support/model-server';
import { makeModels, rejection, targetOf, withModelsFile } from './make-models';

const all = { openai: { apiKey: 'a' }, anthropic: { apiKey: 'b' }, google: { apiKey: 'c' } };
const names = async (choice: object, wanted: Parameters<typeof makeModels>[0] = all) =>
  (await makeModels(wanted).targets(choice)).map(({ provider, model }) => `${provider}:${model}`);

const local: LocalModel = {
  name: 'tiny',
  contextWindow: 4_096,
  generate: () => Promise.resolve({ text: '', inputTokens: 1, outputTokens: 0, finish: 'stop' }),
  close: () => Promise.resolve(),
};

let server: ModelServer;
beforeAll(async () => (server = await startModelServer()));
beforeEach(() => server.reset());
afterAll(() => server.close());

describe('a tier', () => {
  test('gives one model of each configured provider, in the order of fallbacks', async () => {
    expect(await names({ tier: 'large' })).toEqual([
      'openai:gpt-6-astra',
      'anthropic:claude-opus-5-5',
      'google:gemini-3.8-flash',
    ]);
  });
  test('is small where none is asked for', async () => {
    expect(await names({})).toEqual(await names({ tier: 'small' }));
  });
  test('leaves out providers without a key', async () => {
    expect(await names({ tier: 'small' }, { anthropic: { apiKey: 'b' } })).toEqual([
      'anthropic:claude-haiku-4-5',
    ]);
  });
  test('stays with a provider that was asked for, with no fallback', async () => {
    expect(await names({ tier: 'medium', provider: 'google' })).toEqual(['google:gemini-3.8-flash']);
  });
});

describe('a model by name', () => {
  test.each([
    ['gpt-6-sol', 'openai:gpt-6-sol'],
    ['claude-opus-5-5', 'anthropic:claude-opus-5-5'],
    ['gemini-3.5-flash', 'google:gemini-3.5-flash'],
    ['anthropic:some-new-model', 'anthropic:some-new-model'],
    ['nobody-knows-it', 'openai:nobody-knows-it'],
    ['llama3:8b', 'openai:llama3:8b'],
  ])('%s is asked of %s alone', async (model, expected) => {
    expect(await names({ model })).toEqual([expected]);
  });
  test('goes to the provider given with it', async () => {
    expect(await names({ model: 'gpt-6-sol', provider: 'google' })).toEqual(['google:gpt-6-sol']);
  });
  test('keeps its colons where the provider is given', async () => {
    expect(await names({ model: 'openai:odd', provider: 'openai' })).toEqual(['openai:openai:odd']);
  });
});

describe('what is not to be had', () => {
  const only = { openai: { apiKey: 'a' } };
  test.each([[{ provider: 'anthropic' }], [{ model: 'anthropic:claude-opus-5-5' }]])(
    '%j is refused, naming what is configured',
    async (choice) => {
      const error = await rejection(makeModels(only).targets(choice));
      expect(error).toBeInstanceOf(ModelChoiceError);
      expect(error.message).toBe('provider anthropic is not configured on this server (configured: openai)');
    },
  );
  test('the local model is no stand-in for a paid provider', async () => {
    const both = { ...only, localModel: local };
    expect(await names({}, both)).toEqual(['openai:gpt-6-luna']);
    await expect(makeModels(both).targets({ provider: 'local' })).rejects.toThrow(ModelChoiceError);
  });
  test('another model than the local one', async () => {
    const models = makeModels({ localModel: local });
    expect(await targetOf(models)).toMatchObject({ provider: 'local', model: 'tiny', contextWindow: 4_096 });
    await expect(models.targets({ model: 'gpt-6-sol' })).rejects.toThrow('this server runs tiny');
  });
  test('no model at all is said at the start', () => {
    expect(() => makeModels({})).toThrow('set OPENAI_API_KEY, ANTHROPIC_API_KEY');
  });
});

describe('a server of the OpenAI format at an address of its own', () => {
  const at = (openaiModel?: string) =>
    makeModels({ openai: { baseUrl: server.url }, ...(openaiModel && { openaiModel }) });

  test('serves the tier with its first model where it does not have the configured one', async () => {
    server.list(['text-embedding-nomic', 'qwen3:8b', 'other']);
    expect(await targetOf(at(), { tier: 'large' })).toMatchObject({ provider: 'openai', model: 'qwen3:8b' });
  });
  test('serves the configured one where it lists it', async () => {
    server.list(['other', 'gpt-6-sol']);
    expect((await targetOf(at(), { tier: 'medium' })).model).toBe('gpt-6-sol');
  });
  test('is asked for its list once, also by many tasks at once', async () => {
    const models = at();
    await Promise.all(Array.from({ length: 20 }, () => models.targets({})));
    await models.targets({});
    expect(server.listings).toBe(1);
  });
  test('that lists nothing is asked for the configured model, and not for its list each time', async () => {
    server.list(404);
    const models = at();
    expect((await targetOf(models)).model).toBe('gpt-6-luna');
    expect((await targetOf(models)).model).toBe('gpt-6-luna');
    expect(server.listings).toBe(1);
  });
  test('is asked for a model that it lists, before a provider that comes earlier', async () => {
    server.list(['qwen3:8b']);
    await withModelsFile({ fallback_order: ['anthropic', 'openai'] }, async (modelsFile) => {
      const both = makeModels({ ...all, openai: { baseUrl: server.url }, modelsFile });
      expect((await targetOf(both, { model: 'qwen3:8b' })).provider).toBe('openai');
      expect((await targetOf(both, { model: 'claude-opus-5-5' })).provider).toBe('anthropic');
      expect((await targetOf(both, { model: 'nobody-knows-it' })).provider).toBe('anthropic');
    });
  });
  test('serves all tiers with OPENAI_MODEL, unlisted', async () => {
    const models = at('mine');
    expect((await targetOf(models, { tier: 'large' })).model).toBe('mine');
    expect(server.listings).toBe(0);
  });
});

describe('the models file', () => {
  test('replaces tiers entry by entry, and the order', async () => {
    const file = {
      default_tier: 'medium',
      fallback_order: ['google', 'openai'],
      tiers: { openai: { medium: 'mine' } },
      limits: { mine: { context_window: 1_000, max_output_tokens: 100 } },
    };
    await withModelsFile(file, async (modelsFile) => {
      const models = makeModels({ ...all, modelsFile });
      const targets = models.targets({});
      expect(await targets).toMatchObject([
        { provider: 'google', model: 'gemini-3.8-flash' },
        { provider: 'openai', model: 'mine', contextWindow: 1_000, maxOutputTokens: 100 },
      ]);
      // Left out of the order, but still there for who asks for it by name.
      expect((await targetOf(models, { provider: 'anthropic' })).model).toBe('claude-sonnet-5');
      expect((await targetOf(models, { model: 'mine' })).provider).toBe('openai');
      expect(models.description).toBe('google (gemini-3.8-flash), then openai (mine)');
    });
  });
  test.each([
    ['{', 'it is not valid JSON'],
    [{ tiers: { openai: { huge: 'x' } } }, 'tiers.openai'],
    [{ tiers: { local: { small: 'x' } } }, 'tiers'],
    [
      { prices: { m: { input_per_million_usd: -1, output_per_million_usd: 1 } } },
      'prices.m.input_per_million_usd',
    ],
    [{ fallback_order: ['openai', 'openai'] }, 'fallback_order: names a provider twice'],
    [{ fall_back: [] }, 'fall_back'],
  ])('%j is refused, naming file and field', (content, reason) => {
    withModelsFile(content, (modelsFile) => {
      const make = () => makeModels({ ...all, modelsFile });
      expect(make).toThrow(modelsFile);
      expect(make).toThrow(reason);
    });
  });
  test('that is not there is named', () => {
    expect(() => makeModels({ ...all, modelsFile: 'no/such.json' })).toThrow('cannot be read: no/such.json');
  });
  test('that leaves no configured provider is refused', () => {
    withModelsFile({ fallback_order: ['google'] }, (modelsFile) =>
      expect(() => makeModels({ openai: { apiKey: 'a' }, modelsFile })).toThrow('fallback_order leaves out'),
    );
  });
});
