import type { Client } from '@temporalio/client';
import type { ScheduleCreated } from '../../src/contract/schedules';
import { connectEngine } from '../../src/temporal';
import { fireSchedule } from '../support/fire-schedule';
import { testEngine } from '../support/temporal';
import { Recorder } from './recorder';

/** Records firings of schedules, for `replay.test.ts`; run by `npm run histories`. */
const recorder = new Recorder();
let engine: Client;
beforeAll(async () => {
  engine = await connectEngine(testEngine());
});
afterAll(() => engine.connection.close());

async function fired(before: (id: string) => Promise<void> = () => Promise.resolve()): Promise<string> {
  const body = { name: 'news', cron_expression: '0 8 * * *', task_query: 'What is new?' };
  const made = await recorder.house.call<ScheduleCreated>('POST', '/api/v1/schedules', { body });
  await before(made.body.schedule_id);
  return (await fireSchedule(engine, made.body.schedule_id, '2026-03-02T08:00:00Z')).workflowId;
}

recorder.record('scheduled-run-submitted', () => fired());

recorder.record('scheduled-run-skipped', () => fired((id) => recorder.house.store.schedules.remove(id)));
