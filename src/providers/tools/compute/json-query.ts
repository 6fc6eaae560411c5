import { z } from 'zod';
import { limits } from '../../../contract/limits';
import { defineTool, ToolError, type Tool } from '../port';
import type { Processes } from './processes';
import { computing } from './spec';

const mostCharacters = 1_000_000;

/** Selects from JSON by JMESPath. */
export function jsonQuery(processes: Processes): Tool {
  return defineTool({
    ...computing,
    name: 'json_query',
    description:
      'Selects and reshapes JSON by a JMESPath expression and returns JSON (null where nothing is found). ' +
      'For example items[?price > `10`].{name: name, price: price} or sum(items[].price) or sort_by(items, &name)[0].',
    timeoutMs: 20_000,
    parameters: z.strictObject({
      expression: z.string().trim().min(1).max(4_000).describe('JMESPath'),
      data: z.unknown().describe('the JSON: an object or array, or the same as text'),
    }),
    run: async ({ expression, data }, { signal }) => {
      const { text, output } = await processes.run({ expression, data: textOf(data) }, signal);
      return { text, output };
    },
  });
}

/** The data as JSON text within the bounds. Throws `ToolError`. */
function textOf(data: unknown): string {
  if (data === undefined) throw new ToolError('Invalid arguments for json_query: data is missing.');
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  if (text.length > mostCharacters)
    throw new ToolError(`data is longer than ${mostCharacters} characters: query a part of it.`);
  const value = typeof data === 'string' ? parse(data) : data;
  if (isDeeper(value, limits.jsonDepth))
    throw new ToolError(`data is nested deeper than ${limits.jsonDepth} levels.`);
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const where = cause instanceof Error ? cause.message.slice(0, 200).toWellFormed() : '';
    throw new ToolError(`data is not valid JSON: ${where}`, { cause });
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels <= 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
