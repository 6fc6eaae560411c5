import type { Client } from '@temporalio/client';
import { runTaskId } from '../../../src/activities/schedules/run-task-id';
import type {
  ScheduleCreated,
  ScheduleList,
  ScheduleRunList,
  ScheduleView,
} from '../../../src/contract/schedules';
import type { TaskList } from '../../../src/contract/task';
import { connectEngine, engineSettings } from '../../../src/temporal';
import { eventually } from '../../support/eventually';
import { piecesOf, type Scene, type Stage } from './scene';

const firings = 4;
const minuteMs = 60_000;

/**
 * A schedule that fires for several times, for each more than once: there is one task for each time, the list of runs
 * says so, and the engine knows of no other. It is made once, is as its last change says, and gone from both when it is
 * deleted.
 */
export async function fired(stage: Stage): Promise<Scene> {
  const { stack, name, random } = stage;
  const key = await stack.createKey(name);
  const now = Math.floor(Date.now() / minuteMs) * minuteMs;
  const times = Array.from({ length: firings }, (_, index) => new Date(now - (index + 1) * minuteMs));
  let scheduleId = '';
  const fire = async (time: Date) => {
    const start = new Date(time.getTime() - 1_000);
    const order = { start, end: time, overlap: 'ALLOW_ALL' } as const;
    await withEngine(stage, (engine) => engine.schedule.getHandle(scheduleId).backfill(order));
    // Of several that it is sent before it comes to one, the engine keeps the last.
    const starter = `schedule-${scheduleId}-${time.toISOString().replace('.000', '')}`;
    await withEngine(stage, (engine) => engine.workflow.getHandle(starter).describe());
  };
  return {
    answer: () => ({ pieces: piecesOf(name), delayMs: 10 + random() * 40 }),
    play: async () => {
      const { body } = await stack.ask<ScheduleCreated>('POST', '/api/v1/schedules', {
        key,
        headers: { 'Idempotency-Key': name },
        body: { name, cron_expression: '* * * * *', task_query: name, overlap_policy: 'allow' },
        fits: ({ status }) => status === 201 || status === 200,
      });
      scheduleId = body.schedule_id;
      for (const time of times) {
        await fire(time);
        if (random() < 0.5) await fire(time);
        const change = { description: time.toISOString() };
        const wasChanged = ({ status }: { status: number }) => status === 200;
        await stack.ask('PUT', `/api/v1/schedules/${scheduleId}`, { key, body: change, fits: wasChanged });
      }
    },
    check: async () => {
      const path = `/api/v1/schedules/${scheduleId}`;
      // Its own minutes may have come meanwhile.
      const all = ({ runs }: ScheduleRunList) =>
        times.every((time) => runs.some(({ triggered_at: at }) => at === time.toISOString())) &&
        runs.every(({ completed_at: at }) => at !== null);
      const { body } = await stack.ask<ScheduleRunList>('GET', `${path}/runs?page_size=100`, {
        key,
        fits: ({ status, body: list }) => status === 200 && all(list),
      });
      const triggered = body.runs.map(({ triggered_at: at }) => at);
      expect(new Set(triggered).size).toBe(triggered.length);
      for (const { triggered_at: at, workflow_id: id, status, result } of body.runs) {
        expect({ id, status, result }).toEqual({
          ...{ id: runTaskId(scheduleId, new Date(at)), status: 'COMPLETED' },
          result: piecesOf(name).join(''),
        });
      }
      const isThere = ({ status }: { status: number }) => status === 200;
      const { body: now } = await stack.ask<ScheduleView>('GET', path, { key, fits: isThere });
      expect(now).toMatchObject({ status: 'ACTIVE', description: times.at(-1)?.toISOString() });
      await expectNoOther(stage, key, scheduleId, body);
    },
  };
}

async function expectNoOther(
  stage: Stage,
  key: string,
  scheduleId: string,
  { runs }: ScheduleRunList,
): Promise<void> {
  const { stack } = stage;
  const path = `/api/v1/schedules/${scheduleId}`;
  const isThere = ({ status }: { status: number }) => status === 200;
  const list = async () =>
    (await stack.ask<ScheduleList>('GET', '/api/v1/schedules', { key, fits: isThere })).body.schedules;
  expect((await list()).map(({ schedule_id: id }) => id)).toEqual([scheduleId]);
  await stack.ask('DELETE', path, { key, fits: ({ status }) => status === 200 || status === 404 });
  expect(await list()).toEqual([]);
  const { tasks } = (await stack.ask<TaskList>('GET', '/api/v1/tasks?limit=100', { key, fits: isThere }))
    .body;
  const known = new Set(runs.map(({ workflow_id: id }) => id));
  // Minutes that came after the list was read are runs as well.
  const others = tasks.filter(({ task_id: id, created_at: at }) => !known.has(id) && at < lastOf(runs));
  expect(others).toEqual([]);
  // One that the minute has just started is through in a moment.
  const starters = await eventually(
    () => startersOf(stage, scheduleId),
    (found) => !found.includes('RUNNING'),
  );
  expect(starters.length).toBeGreaterThanOrEqual(runs.length);
  expect(starters.filter((status) => status !== 'COMPLETED')).toEqual([]);
}

/** How the workflows stand that the engine has started for a schedule. */
function startersOf(stage: Stage, scheduleId: string): Promise<string[]> {
  return withEngine(stage, async (engine) => {
    const found: string[] = [];
    const query = `WorkflowId STARTS_WITH 'schedule-${scheduleId}'`;
    for await (const { status } of engine.workflow.list({ query })) found.push(status.name);
    return found;
  });
}

function lastOf(runs: ScheduleRunList['runs']): string {
  return (
    runs
      .map(({ started_at: at }) => at ?? '')
      .sort()
      .at(-1) ?? ''
  );
}

/** Does something with the engine itself, again and again until it answers. */
async function withEngine<T>({ stack }: Stage, work: (engine: Client) => Promise<T>): Promise<T> {
  const settings = engineSettings({ address: stack.engineAddress, namespace: 'default' });
  const once = async () => {
    try {
      const engine = await connectEngine(settings);
      try {
        return { value: await engine.withDeadline(Date.now() + 10_000, () => work(engine)) };
      } finally {
        await engine.connection.close();
      }
    } catch {
      return undefined;
    }
  };
  const done = await eventually(once, (seen) => seen !== undefined, 120_000);
  return (done as { value: T }).value;
}
