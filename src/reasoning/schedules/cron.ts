import { Cron } from 'croner';

/** A cron expression as the engine takes it: it fires where any of these does. */
export interface ReadCron {
  readonly expressions: readonly string[];
}

const fieldForms = [
  /^[\d*,/-]+$/,
  /^[\d*,/-]+$/,
  /^[\d*,/-]+$/,
  /^(?:[\d*,/-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)+$/i,
  /^(?:[\d*,/-]|sun|mon|tue|wed|thu|fri|sat)+$/i,
];
const fieldNames = ['minute', 'hour', 'day of month', 'month', 'day of week'];

/**
 * Reads a cron expression of five fields. As in any crontab it fires on either day where both days are restricted; the
 * engine would want both, so it is given two expressions. Returns the reason where it is none.
 */
export function readCron(text: string): ReadCron | string {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) return `it must have five fields (${fieldNames.join(', ')})`;
  const wrong = fields.findIndex((field, place) => !fieldForms[place]?.test(field));
  if (wrong >= 0) return `the ${fieldNames[wrong] ?? ''} "${fields[wrong] ?? ''}" cannot be read`;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const isEither = !day.startsWith('*') && !weekday.startsWith('*');
  const expressions = isEither
    ? [`${minute} ${hour} ${day} ${month} *`, `${minute} ${hour} * ${month} ${weekday}`]
    : [fields.join(' ')];
  try {
    // Both are read, so that the second is not found wrong by the engine alone.
    for (const expression of expressions) cronOf(expression, 'UTC');
    return { expressions };
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/^CronPattern: /, '');
  }
}

/** The next times at which it fires after a time, in a zone; a time that the clocks leave out comes right behind the gap. */
export function nextRuns({ expressions }: ReadCron, timezone: string, after: Date, count: number): Date[] {
  const times = expressions.flatMap((expression) => cronOf(expression, timezone).nextRuns(count, after));
  const distinct = new Set(times.map((time) => time.getTime()));
  return [...distinct]
    .sort((one, other) => one - other)
    .slice(0, count)
    .map((time) => new Date(time));
}

/** Runs that are looked at for the shortest time between two: more than two days of the densest that is allowed. */
const runsLookedAt = 64;

/** Shortest time between two of the coming runs, ms, by UTC; undefined where it never fires. Infinite where once. */
export function shortestGapMs(cron: ReadCron, after: Date): number | undefined {
  const times = nextRuns(cron, 'UTC', after, runsLookedAt).map((time) => time.getTime());
  if (times.length === 0) return undefined;
  return Math.min(...times.slice(1).map((time, place) => time - (times[place] ?? time)), Infinity);
}

/** By how much clocks are set back, ms: an hour, but half an hour on Lord Howe Island. */
const setBacks = [3_600_000, 1_800_000];

/**
 * Whether a time is the second of two that a zone's clocks show alike when they are set back, and the cron means one of
 * them: "at 1:30" is once a day, "every hour" is every hour. The engine fires at both.
 */
export function isSecondOfTwo(cron: ReadCron, timezone: string, at: Date): boolean {
  const first = setBacks
    .map((ms) => new Date(at.getTime() - ms))
    .find((earlier) => wallClock(earlier, timezone) === wallClock(at, timezone));
  return first !== undefined && isRun(cron, timezone, first) && !isRun(cron, timezone, at);
}

/** Whether a name is one of the zones of IANA; an offset is not. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isRun(cron: ReadCron, timezone: string, at: Date): boolean {
  const [next] = nextRuns(cron, timezone, new Date(at.getTime() - 1_000), 1);
  return next?.getTime() === at.getTime();
}

function wallClock(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
}

function cronOf(expression: string, timezone: string): Cron {
  // Without a function to call it is a pattern alone: it sets no timer.
  return new Cron(expression, {
    timezone,
    mode: '5-part',
    domAndDow: true,
    sloppyRanges: true,
    paused: true,
  });
}
