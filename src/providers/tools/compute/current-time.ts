import { z } from 'zod';
import { defineTool, ToolError, type Tool } from '../port';
import { computing } from './spec';

/** The time now, in a time zone. */
export const currentTime: Tool = defineTool({
  ...computing,
  name: 'current_time',
  description:
    'Tells the current date and time, in UTC and in a time zone by its IANA name. Use it for anything that depends on today.',
  timeoutMs: 1_000,
  parameters: z.strictObject({
    timezone: z.string().max(64).default('UTC').describe('IANA name, such as Europe/Berlin'),
  }),
  run: ({ timezone }) => {
    const now = new Date();
    const local = inZone(now, timezone);
    const output = { utc: now.toISOString(), timezone, local };
    return Promise.resolve({ text: `${local} (${timezone}); UTC ${output.utc}`, output });
  },
});

function inZone(time: Date, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', timeZone }).format(time);
  } catch (cause) {
    throw new ToolError(
      `Unknown time zone ${JSON.stringify(timeZone)}: use an IANA name such as Europe/Berlin.`,
      { cause },
    );
  }
}
