import type { JsonObject } from '../../contract/task';
import type { ToolContext, ToolOutput } from '../../contract/tools';
import type { Tool } from '../tools/port';
import { argumentsCheck, objectOf } from './check-arguments';
import { namesFor } from './names';
import type { McpTool } from './sdk';
import { connectMs, type McpLog } from './session';
import type { McpServerSettings } from './servers-file';

/** Tools of one server, and what their descriptions may take of a model's window. */
const [mostTools, mostDescription, mostSchema] = [200, 4_000, 50_000];

/** One call of a server's tool, by the tool's own name. */
export interface McpCall {
  readonly tool: string;
  readonly shownName: string;
  readonly args: Record<string, unknown>;
  /** A repeat does no harm: the server says that the tool only reads, or that twice is as once. */
  readonly isRepeatable: boolean;
}

/** Makes tools of what a server lists. What cannot be offered is left out with a warning in the log. */
export function toolsOf(
  settings: McpServerSettings,
  listed: readonly McpTool[],
  run: (call: McpCall, context: ToolContext) => Promise<ToolOutput>,
  log: McpLog,
): readonly Tool[] {
  const server = settings.name;
  const wanted = settings.tools;
  const chosen = listed.filter(({ name }) => wanted?.includes(name) ?? true);
  for (const name of wanted ?? [])
    if (!listed.some((tool) => tool.name === name))
      log.warn({ server, tool: name }, 'an MCP server has no such tool');
  if (chosen.length > mostTools)
    log.warn(
      { server, tools: chosen.length },
      `an MCP server has more tools than the ${mostTools} that are offered`,
    );
  const names = namesFor(
    server,
    chosen.map(({ name }) => name),
  );
  return chosen.slice(0, mostTools).flatMap((tool) => {
    const name = names.get(tool.name);
    if (name === undefined || JSON.stringify(tool.inputSchema).length > mostSchema) {
      log.warn({ server, tool: tool.name.slice(0, 100) }, 'a tool of an MCP server cannot be offered');
      return [];
    }
    return [toolOf(settings, tool, name, run, log)];
  });
}

function toolOf(
  settings: McpServerSettings,
  tool: McpTool,
  name: string,
  run: (call: McpCall, context: ToolContext) => Promise<ToolOutput>,
  log: McpLog,
): Tool {
  const { $schema: _, ...parameters } = tool.inputSchema as JsonObject;
  const { title, readOnlyHint, idempotentHint } = tool.annotations ?? {};
  const isReading = readOnlyHint === true;
  const said = tool.description ?? tool.title ?? title ?? tool.name;
  return {
    name,
    description: said.slice(0, mostDescription).toWellFormed(),
    category: 'mcp',
    version: '1.0.0',
    // A server that has gone is started or reached again within the call.
    timeoutMs: settings.timeout_seconds * 1_000 + connectMs,
    costUsd: 0,
    dangerous: isDangerous(settings, tool),
    changes: !isReading,
    foreignText: true,
    parameters,
    check: checkOf(settings, tool, name, log),
    run: (args, context) => {
      const isRepeatable = isReading || idempotentHint === true;
      const call = { tool: tool.name, shownName: name, args: args as Record<string, unknown>, isRepeatable };
      return run(call, context);
    },
  };
}

/** What the operator says counts; else only a tool that its server marks as read-only is harmless. */
function isDangerous({ dangerous_tools: dangerous }: McpServerSettings, tool: McpTool): boolean {
  if (typeof dangerous === 'boolean') return dangerous;
  return dangerous?.includes(tool.name) ?? tool.annotations?.readOnlyHint !== true;
}

function checkOf(settings: McpServerSettings, tool: McpTool, name: string, log: McpLog): Tool['check'] {
  try {
    return argumentsCheck(name, tool.inputSchema);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : '';
    log.warn(
      { server: settings.name, tool: tool.name, reason },
      'arguments of an MCP tool cannot be checked',
    );
    return (args) => objectOf(name, args ?? {});
  }
}
