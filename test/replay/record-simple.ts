import { House } from '../support/house';
import { Recorder } from './recorder';

/** Records SIMPLE in every way in which it can end, for `replay.test.ts`; run by `npm run histories`. */
const held = { pieces: ['some ', 'text'], holdAfter: 1 };
const recorder = new Recorder();
const pausing = (max_tokens: number) => ({ max_tokens, on_budget: 'pause' });
const submit = (body: object | string) => recorder.house.submit(body);
const script: Recorder['house']['model']['script'] = (...behaviours) =>
  recorder.house.model.script(...behaviours);
const json = { query: 'x', response_format: { type: 'json_object' } };

recorder.record('simple-completed', () => submit('complete'));

recorder.record('simple-failed', () => {
  script({ error: { status: 401 } });
  return submit('fail');
});

recorder.record('simple-cancelled', async () => {
  script(held);
  const id = await submit('cancel');
  await recorder.house.until(id, ({ model_used }) => model_used !== '');
  return recorder.cancelAt(id, 1);
});

recorder.record('simple-timed-out', () => {
  script(held);
  return submit({ query: 'slow', timeout_seconds: 1 });
});

recorder.record('simple-retried', () => {
  script({ error: { status: 503, headers: { 'retry-after-ms': '20' } } }, { text: 'well again' });
  return submit('retry');
});

recorder.record('simple-asked-again', () => {
  script({ text: 'no JSON' }, { text: '{"a":1}' });
  return submit(json);
});

recorder.record('simple-unusable-twice', () => {
  script({ text: 'no JSON' }, { text: 'again none' });
  return submit(json);
});

recorder.record('simple-budget-exhausted', () => submit({ query: 'x', budget: { max_tokens: 1 } }));

recorder.record('simple-budget-paused', () => recorder.raised({ query: 'x', budget: pausing(1) }));

recorder.record('simple-waits-for-room', () => {
  recorder.house.model.answer(({ body }) =>
    body.messages?.at(-1)?.content === 'hold' ? { text: 'Held.', holdAfter: 0 } : { text: 'There is room.' },
  );
  return recorder.waited({ query: 'x' });
});

recorder.record('simple-cancelled-while-queued', async () => {
  const idle = await House.open({ worker: false, sweepMs: 60_000 });
  const id = await idle.submit('early');
  await idle.call('POST', `/api/v1/tasks/${id}/cancel`);
  await idle.startWorker();
  await idle.ended(id);
  await idle.close();
  return id;
});
