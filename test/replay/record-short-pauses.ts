import { eventually } from '../support/house';
import { Recorder } from './recorder';

/** Records a task whose workflow hears of a pause and of its end at once, for `replay.test.ts`; run by `npm run histories`. */
const recorder = new Recorder({ worker: false });

recorder.record('held-simple-resumed-at-once', async () => {
  const { house } = recorder;
  house.model.answer(() => ({ text: 'The answer of the task.', holdAfter: 0 }));
  const worker = await house.startWorker();
  const id = await house.submit({ query: 'Say it.', mode: 'simple' });
  await eventually(
    () => house.model.calls.length,
    (made) => made === 1,
  );
  await worker.stop();
  for (const verb of ['pause', 'resume']) await house.call('POST', `/api/v1/tasks/${id}/${verb}`);
  house.model.release();
  await house.startWorker();
  return id;
});
