import type { Client } from '@temporalio/client';
import { isSecondOfTwo, nextRuns, readCron } from '../../src/reasoning/schedules/cron';
import { connectEngine } from '../../src/temporal';
import { testEngine } from '../support/temporal';

let engine: Client;
beforeAll(async () => {
  engine = await connectEngine(testEngine());
});
afterAll(() => engine.connection.close());

function cronOf(text: string) {
  const cron = readCron(text);
  if (typeof cron === 'string') throw new Error(cron);
  return cron;
}

/** The next ten times at which the engine would fire after a time. */
async function enginesRuns(text: string, timezone: string, after: Date): Promise<Date[]> {
  const scheduleId = `times-${Math.random()}`;
  const handle = await engine.schedule.create({
    scheduleId,
    spec: {
      cronExpressions: [...cronOf(text).expressions],
      timezone,
      startAt: new Date(after.getTime() + 1),
    },
    action: { type: 'startWorkflow', workflowType: 'none', taskQueue: scheduleId },
    state: { paused: true },
  });
  const { info } = await handle.describe();
  await handle.delete();
  return info.nextActionTimes;
}

test.each([
  ['0 8 * * *', 'Europe/Berlin'],
  ['0 8 * * MON-FRI', 'Asia/Kolkata'],
  ['30 6 * jan,Jul sun', 'UTC'],
  ['0 8 * * 7', 'America/New_York'],
  ['5/20 */7 * * *', 'UTC'],
  ['0 10-20/3 1/5 * *', 'Australia/Adelaide'],
  ['0 8 */2 * 1', 'UTC'],
  ['0 8 1,15 * 5-7', 'Africa/Cairo'],
  ['0 0 29 2 *', 'UTC'],
  ['0 8 * * 1-7/2', 'Pacific/Chatham'],
])('the engine fires when we say that %s does (%s)', async (text, zone) => {
  // No zone changes its clocks in these weeks of June, and the rare ones fire in the morning.
  const after = new Date('2031-06-01T00:00:00Z');
  const runs = await enginesRuns(text, zone, after);
  expect(runs.length).toBeGreaterThan(1);
  expect(nextRuns(cronOf(text), zone, after, runs.length)).toEqual(runs);
});

const hoursOf = (runs: readonly Date[], count: number) =>
  runs.slice(0, count).map((at) => at.toISOString().slice(5, 16));

test('where clocks are set forward, a time that they leave out is not run that day', async () => {
  // New York goes from 2:00 to 3:00 on 9 March 2031, at 07:00 UTC.
  const after = new Date('2031-03-08T00:00:00Z');
  const daily = await enginesRuns('30 2 * * *', 'America/New_York', after);
  expect(hoursOf(daily, 3)).toEqual(['03-08T07:30', '03-10T06:30', '03-11T06:30']);
  const hourly = await enginesRuns('0 * * * *', 'America/New_York', new Date('2031-03-09T05:30:00Z'));
  expect(hoursOf(hourly, 3)).toEqual(['03-09T06:00', '03-09T07:00', '03-09T08:00']);
  const morning = await enginesRuns('0 8 * * *', 'America/New_York', after);
  expect(hoursOf(morning, 3)).toEqual(['03-08T13:00', '03-09T12:00', '03-10T12:00']);
});

test('where clocks are set back, the engine fires at both times, and one of them counts', async () => {
  // New York goes from 2:00 to 1:00 on 2 November 2031, at 06:00 UTC.
  const zone = 'America/New_York';
  const counted = async (text: string, after: string) => {
    const runs = await enginesRuns(text, zone, new Date(after));
    return runs.filter((at) => !isSecondOfTwo(cronOf(text), zone, at));
  };
  const daily = await counted('30 1 * * *', '2031-11-01T00:00:00Z');
  expect(hoursOf(daily, 3)).toEqual(['11-01T05:30', '11-02T05:30', '11-03T06:30']);
  const hourly = await counted('30 * * * *', '2031-11-02T04:45:00Z');
  expect(hoursOf(hourly, 3)).toEqual(['11-02T05:30', '11-02T06:30', '11-02T07:30']);
});
