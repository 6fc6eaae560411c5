import type { LocalModel, ModelRequest } from '../../src/providers/models/port';
import { ask, hello, makeModels, rejection } from './make-models';

const asked: ModelRequest[] = [];
const local: LocalModel = {
  name: 'tiny',
  contextWindow: 4_096,
  generate: (request, { signal, onText }) => {
    asked.push(request);
    onText('Hel');
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    onText('lo');
    return Promise.resolve({ text: 'Hello', inputTokens: 3, outputTokens: 2, finish: 'length' });
  },
  close: () => Promise.resolve(),
};

test('the local model answers through the same port, for nothing', async () => {
  const models = makeModels({ localModel: local });
  expect(await ask(models, { ...hello, temperature: 0.1 })).toEqual({
    text: 'Hello',
    pieces: ['Hel', 'lo'],
    provider: 'local',
    model: 'tiny',
    usage: { inputTokens: 3, outputTokens: 2, source: 'provider' },
    price: { costUsd: 0, pricing: 'free' },
    finish: 'length',
    toolCalls: [],
  });
  expect(asked).toEqual([{ ...hello, temperature: 0.1 }]);
});

test('it makes one call at once, and the banner says how weak it is', () => {
  const models = makeModels({ localModel: local });
  expect(models.defaultConcurrency).toBe(1);
  expect(models.description).toMatch(/^tiny, a very small model on this machine: fluent, often wrong/);
});

test('an abort of it is the reason of who aborted it', async () => {
  const controller = new AbortController();
  const onText = () => controller.abort(new Error('enough'));
  const error = await rejection(
    ask(makeModels({ localModel: local }), hello, { signal: controller.signal, onText }),
  );
  expect(error.message).toBe('enough');
});
