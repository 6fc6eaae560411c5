import type { z } from 'zod';
import { ToolError } from './tool-error';

/**
 * Checks arguments against a tool's schema. Models write numbers and lists as text now and then: text that says the
 * wanted type plainly is taken as that type. Throws `ToolError` with every violation, so that one more try can do.
 */
export function parseArguments<P extends z.ZodObject>(schema: P, args: unknown, tool: string): z.output<P> {
  const given = args ?? {};
  const first = schema.safeParse(given);
  if (first.success) return first.data;
  const second = schema.safeParse(coerced(given, first.error.issues));
  if (second.success) return second.data;
  const known = Object.keys(schema.shape).join(', ') || 'none';
  throw new ToolError(
    `Invalid arguments for ${tool}: ${second.error.issues.map(sentenceOf).join('; ')}. Known parameters: ${known}.`,
  );
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `unknown ${issue.keys.join(', ')}`;
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

/** A copy in which text at the place of each violation is read as the type that was wanted there. */
function coerced(args: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const copy = structuredClone(args);
  for (const issue of issues) {
    if (issue.code !== 'invalid_type') continue;
    const key = issue.path.at(-1);
    const holder = issue.path.slice(0, -1).reduce<unknown>(step, copy);
    if (key === undefined || typeof holder !== 'object' || holder === null) continue;
    const text = (holder as Record<PropertyKey, unknown>)[key];
    if (typeof text !== 'string') continue;
    const value = read(text, issue.expected);
    if (value !== undefined) (holder as Record<PropertyKey, unknown>)[key] = value;
  }
  return copy;
}

function step(holder: unknown, key: PropertyKey): unknown {
  return typeof holder === 'object' && holder !== null
    ? (holder as Record<PropertyKey, unknown>)[key]
    : undefined;
}

function read(text: string, expected: string): unknown {
  if (!['number', 'int', 'boolean', 'array', 'object', 'record', 'null'].includes(expected)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
