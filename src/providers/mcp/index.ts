import { setTimeout as delay } from 'node:timers/promises';
import type { ToolSource } from '../tools/box';
import { McpServer } from './server';
import { readServersFile, type Variable } from './servers-file';
import type { McpLog } from './session';

/** The first listing waits so long for servers that are being started; later ones take those that are there. */
const firstListMs = 5_000;

/** The tools of MCP servers, and what ends the servers that were started. */
export interface McpTools extends ToolSource {
  /** Ends all connections and servers, and returns when their processes are gone. */
  close(): Promise<void>;
}

/**
 * Connects to the MCP servers of a file, in the background: nothing waits for one that is down, and it is tried again.
 * Throws an error that names the file and the place where the file is wrong.
 */
export function createMcpTools(options: {
  readonly file: string;
  /** Looks up what stands as `${NAME}` in the file. */
  readonly variable: Variable;
  readonly log: McpLog;
}): McpTools {
  const servers = readServersFile(options.file, options.variable).map(
    (settings) => new McpServer(settings, options.log),
  );
  const reached = Promise.all(servers.map((server) => server.reach()));
  const started = Promise.race([reached, delay(firstListMs, undefined, { ref: false })]);
  return {
    list: async () => {
      await started;
      return servers.flatMap((server) => server.tools);
    },
    absence: (name) => servers.find((server) => name.startsWith(`${server.name}__`))?.absence,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
