import { eventually } from '../support/house';
import { Recorder } from './recorder';

/** Records tasks that waited for a place of their tenant, for `replay.test.ts`; run by `npm run histories`. */
const recorder = new Recorder({ tenantTasks: 1 });

/** Submits a task while another takes the only place; returns both. */
async function waiting(): Promise<{ first: string; second: string }> {
  const { house } = recorder;
  house.model.answer(() => ({ text: 'The answer of the task.', holdAfter: 0 }));
  const first = await house.submit({ query: 'Say it.', mode: 'simple' });
  await eventually(
    () => house.model.calls.length,
    (calls) => calls === 1,
  );
  return { first, second: await house.submit({ query: 'Say it too.', mode: 'simple' }) };
}

recorder.record('placed-simple', async () => {
  const { second } = await waiting();
  recorder.house.model.release();
  return second;
});

recorder.record('placed-simple-cancelled', async () => {
  const { first, second } = await waiting();
  await recorder.house.call('POST', `/api/v1/tasks/${second}/cancel`, { body: { reason: 'enough' } });
  recorder.house.model.release();
  await recorder.house.ended(first);
  return second;
});

recorder.record('placed-simple-paused', async () => {
  const { second } = await waiting();
  await recorder.house.call('POST', `/api/v1/tasks/${second}/pause`, { body: { reason: 'lunch' } });
  recorder.house.model.release();
  await recorder.house.until(second, ({ status }) => status === 'TASK_STATUS_PAUSED');
  await recorder.house.call('POST', `/api/v1/tasks/${second}/resume`, { body: {} });
  return second;
});
