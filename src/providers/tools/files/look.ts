import { z } from 'zod';
import type { Workspaces } from '../../workspace';
import { defineTool, type Tool } from '../port';
import { filePath, fileSpec, workspaceOf } from './spec';

/** Entries that one listing gives. */
const mostEntries = 1_000;

/** Lists files and folders of the session's workspace. */
export function fileList(workspaces: Workspaces): Tool {
  return defineTool({
    ...fileSpec,
    name: 'file_list',
    description: 'Lists the files and folders of the workspace, or of one folder in it, with their sizes.',
    parameters: z.strictObject({
      path: filePath.default('.').describe('Folder; the whole workspace if left out'),
      recursive: z.boolean().default(false).describe('Also what lies in the folders below'),
    }),
    run: async ({ path, recursive }, context) => {
      const all = await workspaceOf(workspaces, context).list(path, { recursive });
      const entries = all.slice(0, mostEntries).map(({ path: entry, kind, bytes }) => ({
        path: entry,
        type: kind,
        ...(kind === 'file' ? { bytes } : {}),
      }));
      const lines = all
        .slice(0, mostEntries)
        .map((entry) => (entry.kind === 'file' ? `${entry.path} (${entry.bytes} bytes)` : `${entry.path}/`));
      if (all.length > mostEntries) lines.push(`[${all.length - mostEntries} more]`);
      return {
        text: lines.length === 0 ? 'There are no files.' : lines.join('\n'),
        output: { entries, total: all.length, truncated: all.length > mostEntries },
      };
    },
  });
}

/** Searches the text of the files of the session's workspace. */
export function fileSearch(workspaces: Workspaces): Tool {
  return defineTool({
    ...fileSpec,
    name: 'file_search',
    description:
      'Finds lines in the text files of the workspace, upper and lower case alike. Returns path, line number and line.',
    foreignText: true,
    parameters: z.strictObject({
      query: z.string().min(1).max(500).describe('Text to find'),
      regex: z.boolean().default(false).describe('The query is a regular expression (JavaScript)'),
      path: filePath.default('.').describe('Folder, file, or simple pattern such as *.md'),
    }),
    run: async ({ query, regex, path }, context) => {
      const options = { regex, path, signal: context.signal };
      const { matches, isComplete } = await workspaceOf(workspaces, context).search(query, options);
      const lines = matches.map((match) => `${match.path}:${match.line}: ${match.text}`);
      if (!isComplete) lines.push('[there may be more: narrow the search]');
      return {
        text: lines.length === 0 ? 'Nothing was found.' : lines.join('\n'),
        output: { matches, truncated: !isComplete },
      };
    },
  });
}
