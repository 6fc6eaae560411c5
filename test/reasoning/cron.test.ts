import {
  isSecondOfTwo,
  isTimeZone,
  nextRuns,
  readCron,
  shortestGapMs,
} from '../../src/reasoning/schedules/cron';

const from = new Date('2027-01-01T00:00:00Z');
const minutes = (text: string) => {
  const cron = readCron(text);
  if (typeof cron === 'string') throw new Error(cron);
  const gapMs = shortestGapMs(cron, from);
  return gapMs === undefined ? undefined : gapMs / 60_000;
};

test.each([
  ['0 8 * * *', 1_440],
  ['0 * * * *', 60],
  ['*/15 * * * *', 15],
  ['0,30 9 1 * *', 30],
  ['59 23,0 * * *', 60],
  ['0 0 29 2 *', 1_461 * 1_440],
  ['0 8 1 * MON', 1_440],
  ['0 8 31 2 *', undefined],
])('the shortest time between two runs of %s is %s minutes', (text, expected) => {
  expect(minutes(text)).toBe(expected);
});

test.each([
  ['@daily', 'it must have five fields'],
  ['0 8 * *', 'it must have five fields'],
  ['0 0 8 * * *', 'it must have five fields'],
  ['60 8 * * *', '60'],
  ['0 8 L * *', 'the day of month "L" cannot be read'],
  ['0 8 * * monday', ''],
  ['0 8 * * FRI#2', 'the day of week "FRI#2" cannot be read'],
  ['0 8 ? * *', 'the day of month "?" cannot be read'],
  ['TZ=UTC 8 * * *', 'the minute "TZ=UTC" cannot be read'],
  ['0 8 * 13 1', ''],
])('%s is refused with a reason', (text, reason) => {
  expect(readCron(text)).toEqual(expect.stringContaining(reason));
});

test('where both days are restricted it fires on either, as in any crontab', () => {
  const cron = readCron('0 8 1 * MON');
  if (typeof cron === 'string') throw new Error(cron);
  // 1 January 2027 is a Friday.
  const days = nextRuns(cron, 'UTC', from, 5).map((at) => at.toISOString().slice(0, 10));
  expect(days).toEqual(['2027-01-01', '2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25']);
  expect(readCron('0 8 */2 * MON')).toEqual({ expressions: ['0 8 */2 * MON'] });
});

test.each([
  // New York sets its clocks back at 06:00 UTC on 7 November 2027; 1:30 comes at 05:30 and at 06:30.
  ['30 1 * * *', 'America/New_York', '2027-11-07T05:30:00Z', false],
  ['30 1 * * *', 'America/New_York', '2027-11-07T06:30:00Z', true],
  ['30 * * * *', 'America/New_York', '2027-11-07T06:30:00Z', false],
  ['30 1 * * *', 'America/New_York', '2027-11-08T06:30:00Z', false],
  // Lord Howe Island sets them back by half an hour at 15:00 UTC on 3 April 2027: 1:45 comes twice.
  ['45 1 * * *', 'Australia/Lord_Howe', '2027-04-03T14:45:00Z', false],
  ['45 1 * * *', 'Australia/Lord_Howe', '2027-04-03T15:15:00Z', true],
])('of two times that clocks show alike %s means one (%s, %s: %s)', (text, zone, at, expected) => {
  const cron = readCron(text);
  if (typeof cron === 'string') throw new Error(cron);
  expect(isSecondOfTwo(cron, zone, new Date(at))).toBe(expected);
});

test('zones are names of IANA', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'EST5EDT'])
    expect(isTimeZone(zone)).toBe(true);
  for (const zone of ['Mars/Olympus', '+05:00', '', 'Europe/Berlin; drop'])
    expect(isTimeZone(zone)).toBe(false);
});
