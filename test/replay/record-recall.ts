import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brain } from '../support/brain';
import { Recorder } from './recorder';

/** Records tasks whose session is summed up first, for `replay.test.ts`; run by `npm run histories`. */
let folder: string;
const recorder = new Recorder(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-record-recall-'));
  const modelsFile = join(folder, 'models.json');
  const limits = { 'scripted-model': { context_window: 4_000, max_output_tokens: 500 } };
  await writeFile(modelsFile, JSON.stringify({ limits }));
  return { models: { modelsFile, openaiModel: 'scripted-model' } };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const long = { text: 'word '.repeat(700) };

/** Talks until the next task must sum up; returns the session. */
async function longTalk(session_id: string, rules: Parameters<typeof brain>[0]): Promise<string> {
  recorder.house.model.answer(brain({ other: long }));
  for (const query of ['one', 'two', 'three'])
    await recorder.house.ended(await recorder.house.submit({ query, session_id, mode: 'simple' }));
  recorder.house.model.answer(brain({ other: { text: 'ok' }, whole: { text: 'ok' }, ...rules }));
  return session_id;
}

recorder.record('simple-recalled', async () => {
  const session_id = await longTalk('a', { sum_up: { text: 'In short.' } });
  return recorder.house.submit({ query: 'four', session_id, mode: 'simple' });
});

recorder.record('simple-recall-failed', async () => {
  const session_id = await longTalk('b', { sum_up: { error: { status: 400 } } });
  return recorder.house.submit({ query: 'four', session_id, mode: 'simple' });
});

recorder.record('standard-recalled', async () => {
  const session_id = await longTalk('c', { sum_up: { text: 'In short.' } });
  return recorder.house.submit({ query: 'four', session_id, mode: 'standard' });
});

recorder.record('simple-cancelled-in-recall', async () => {
  const session_id = await longTalk('d', { sum_up: { text: 'In short.', holdAfter: 0 } });
  const before = recorder.house.model.calls.length;
  const id = await recorder.house.submit({ query: 'four', session_id, mode: 'simple' });
  return recorder.cancelAt(id, before + 1);
});
