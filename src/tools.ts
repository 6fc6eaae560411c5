import { environmentVariable, type Config } from './config';
import type { SessionFiles } from './contract/session-files';
import type { ToolBox } from './contract/tools';
import { createMcpTools } from './providers/mcp';
import { createPages } from './providers/pages/create-pages';
import type { PageReader } from './providers/pages/port';
import { createSearch } from './providers/search/create-search';
import { createToolBox, type ToolLog } from './providers/tools/box';
import { createCodeTool } from './providers/tools/code';
import { createComputeTools } from './providers/tools/compute';
import { fileTools } from './providers/tools/files';
import { webFetch } from './providers/tools/web/web-fetch';
import { createWorkspaces } from './providers/workspace';
import { createSessionFiles } from './providers/workspace/session-files';
import { readVersion } from './version';

/** The tools of a process, and what of them is to be closed with it. */
export interface Tools {
  readonly box: ToolBox;
  /** What reads the pages of the web and of the corpus. */
  readonly pages: PageReader;
  /** The files that they work on. */
  readonly files: SessionFiles;
  close(): Promise<void>;
}

/** What tools log with. */
type ToolsLog = ToolLog & Record<'debug' | 'info' | 'warn', (fields: object, message: string) => void>;

/** Makes every tool that the environment configures. Throws an error that names the file of MCP servers if it is wrong. */
export function createTools({ tools: settings }: Pick<Config, 'tools'>, log: ToolsLog): Tools {
  const workspaces = createWorkspaces({
    root: settings.workspaces,
    quotaBytes: settings.workspaceQuotaBytes,
  });
  const compute = createComputeTools();
  const code = createCodeTool({ workspaces });
  const search = createSearch(settings, { log });
  const pages = createPages(settings.fetch, {
    corpusPage: search.corpusPage,
    userAgent: `Holdfast/${readVersion()}`,
  });
  const web = [...(search.tool ? [search.tool] : []), webFetch(pages.reader)];
  const builtIn = [...compute.tools, ...fileTools(workspaces), code.tool, ...web];
  const mcp = settings.mcpFile
    ? createMcpTools({ file: settings.mcpFile, variable: environmentVariable, log })
    : undefined;
  return {
    box: createToolBox([{ list: () => builtIn }, ...(mcp ? [mcp] : [])], log),
    pages: pages.reader,
    files: createSessionFiles(workspaces),
    close: async () => {
      await Promise.all([compute.close(), code.close(), pages.close(), mcp?.close()]);
    },
  };
}
