import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ToolContext, ToolOutcome } from '../../src/contract/tools';
import { createMcpTools, type McpTools } from '../../src/providers/mcp';
import { createToolBox } from '../../src/providers/tools/box';
import { anybody } from './call-tool';

const root = join(__dirname, '..', '..');

/** What starts the small server of these tests. */
export const smallServer = (...args: string[]): { command: string; args: string[]; env: object } => ({
  command: process.execPath,
  args: [
    '--require',
    join(root, 'test/support/typescript.cjs'),
    join(__dirname, 'mcp-server-main.ts'),
    ...args,
  ],
  env: ownMark(),
});

/** Path of the reference server's program. */
export const everything = join(root, 'node_modules/@modelcontextprotocol/server-everything/dist/index.js');

/** By this the test run finds processes that are left behind. */
export function ownMark(): Record<string, string> {
  const run = process.env['HOLDFAST_TEST_RUN'];
  return run === undefined ? {} : { HOLDFAST_TEST_RUN: run };
}

/** MCP servers of a test behind a tool box, and what was logged. */
export interface McpHouse {
  readonly box: ReturnType<typeof createToolBox>;
  readonly logged: { level: string; fields: object; message: string }[];
  call(name: string, args?: unknown, more?: Partial<ToolContext>): Promise<ToolOutcome>;
  names(): Promise<string[]>;
  close(): Promise<void>;
}

/** Writes a file of servers, and opens them as Holdfast does at its start. */
export function openMcp(mcpServers: object, variables: Record<string, string> = {}): McpHouse {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-mcp-'));
  const file = join(folder, 'mcp.json');
  writeFileSync(file, JSON.stringify({ mcpServers }));
  const logged: McpHouse['logged'] = [];
  const write = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields, message });
  const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const tools: McpTools = createMcpTools({ file, variable: (name) => variables[name], log });
  const box = createToolBox([tools], log);
  return {
    box,
    logged,
    call: (name, args = {}, more = {}) => box.call(name, args, anybody(more)),
    names: async () => (await box.list()).map(({ name }) => name),
    close: async () => {
      await tools.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a process lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
