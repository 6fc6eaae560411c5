import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';

const texts = z.record(z.string().min(1), z.string());
const usual = {
  timeout_seconds: z.number().min(1).max(590).default(60).describe('longest time of one call'),
  dangerous_tools: z
    .union([z.boolean(), z.array(z.string())], 'must be true, false or a list of tool names')
    .optional()
    .describe('all, none, or exactly these; absent: what the server does not mark as read-only'),
  tools: z.array(z.string()).optional().describe('the only ones that are offered'),
  disabled: z.boolean().default(false),
};
const StdioServer = z.strictObject({
  type: z.literal('stdio').optional(),
  command: z.string().min(1),
  args: z.array(z.string()).default([]),
  env: texts.default({}),
  cwd: z.string().min(1).optional(),
  ...usual,
});
const HttpServer = z.strictObject({
  type: z.enum(['http', 'streamable-http', 'streamableHttp']).optional(),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .refine((url) => !/\/\/[^/?#]*@/.test(url), 'must not hold a user name or password; use headers'),
  headers: texts.default({}),
  ...usual,
});

/** One server, as it is started or reached; what stood as `${VARIABLE}` is filled in. */
export type McpServerSettings = { readonly name: string } & (
  z.infer<typeof StdioServer> | z.infer<typeof HttpServer>
);

/** Names are prefixes of tools: with one `_` at a time, two of them make no tool's name the same. */
const ServerName = z
  .string()
  .max(32)
  .regex(/^[a-zA-Z][a-zA-Z0-9-]*(_[a-zA-Z0-9-]+)*$/);

/** Looks an environment variable up. */
export type Variable = (name: string) => string | undefined;

/**
 * Reads the file of MCP servers, JSON or YAML: `{"mcpServers": {"name": {"command", …} | {"url", …}}}`. Disabled ones
 * are left out; `${VARIABLE}` in a value of `env` or `headers` is taken from the environment.
 * Throws an error that names the file, the line and the field, and no value.
 */
export function readServersFile(path: string, variable: Variable): readonly McpServerSettings[] {
  const fail = (reason: string, cause?: unknown): never => {
    throw new Error(`HOLDFAST_MCP (${path}) cannot be used: ${reason}`, { cause });
  };
  const lines = new LineCounter();
  const document = parseDocument(read(path), { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  // The parser's own sentence may repeat what stands there.
  if (broken)
    fail(`line ${lines.linePos(broken.pos[0]).line}: it is not valid JSON or YAML (${broken.code})`);
  const problems: string[] = [];
  const report = (place: readonly PropertyKey[], message: string) => {
    problems.push(`${placeOf(document, lines, place)}: ${message}`);
  };
  const root = z.strictObject({ mcpServers: z.record(z.string(), z.unknown()) }).safeParse(document.toJS());
  if (!root.success) {
    for (const { path: place, message } of root.error.issues) report(place, message);
    return fail(problems.join('; '));
  }
  const servers = Object.entries(root.data.mcpServers).map(([name, value]) =>
    readServer(name, value, { report, variable, folder: dirname(path) }),
  );
  if (problems.length > 0) fail(problems.join('; '));
  return servers.filter((server) => server !== undefined && !server.disabled) as McpServerSettings[];
}

interface Reading {
  readonly report: (place: readonly PropertyKey[], message: string) => void;
  readonly variable: Variable;
  /** Paths are meant from the file's own folder. */
  readonly folder: string;
}

function readServer(name: string, value: unknown, reading: Reading): McpServerSettings | undefined {
  const place = ['mcpServers', name];
  const { report } = reading;
  if (!ServerName.safeParse(name).success)
    report(place, 'a name is a letter and up to 31 letters, digits, hyphens and single underscores');
  const has = (key: string) => typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  if (has('command') === has('url')) {
    report(place, 'give either a command or a url');
    return undefined;
  }
  const parsed = (has('url') ? HttpServer : StdioServer).safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) report([...place, ...issue.path], issue.message);
    return undefined;
  }
  const server = parsed.data;
  // What is switched off need not have its secrets at hand.
  if (server.disabled) return { name, ...server };
  if ('url' in server)
    return { name, ...server, headers: fill(server.headers, [...place, 'headers'], reading) };
  const cwd = server.cwd === undefined ? {} : { cwd: resolve(reading.folder, server.cwd) };
  return { name, ...server, ...cwd, env: fill(server.env, [...place, 'env'], reading) };
}

function fill(
  values: Record<string, string>,
  place: readonly string[],
  reading: Reading,
): Record<string, string> {
  const filled = Object.entries(values).map(([key, text]) => {
    const value = text.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, name: string) => {
      const found = reading.variable(name);
      if (found === undefined) reading.report([...place, key], `the environment variable ${name} is not set`);
      return found ?? '';
    });
    const isHeader = place.at(-1) === 'headers';
    if (isHeader && !/^[\x20-\x7e]*$/.test(value))
      reading.report([...place, key], 'must be plain characters on one line');
    if (value.includes('\0')) reading.report([...place, key], 'must not contain NUL');
    return [key, value];
  });
  return Object.fromEntries(filled) as Record<string, string>;
}

function placeOf(document: Document, lines: LineCounter, place: readonly PropertyKey[]): string {
  for (let length = place.length; length > 0; length -= 1) {
    const key = place[length - 1];
    const holder: unknown = document.getIn(place.slice(0, length - 1), true) ?? document.contents;
    const pair = isMap(holder) && holder.items.find((item) => String(item.key) === key);
    const offset = pair && (pair.key as { range?: readonly number[] }).range?.[0];
    if (typeof offset === 'number') return `line ${lines.linePos(offset).line}, ${place.join('.')}`;
  }
  return place.join('.') || 'file';
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`HOLDFAST_MCP names a file that cannot be read: ${path}`, { cause: error });
  }
}
