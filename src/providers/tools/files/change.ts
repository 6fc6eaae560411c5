import { z } from 'zod';
import type { Workspaces } from '../../workspace';
import { defineTool, type Tool } from '../port';
import { filePath, fileSpec, workspaceOf } from './spec';

/** Longest text that a call may bring: the arguments of a call travel through the engine. */
const mostTextCharacters = 1_000_000;

/** Writes a file of the session's workspace whole. */
export function fileWrite(workspaces: Workspaces): Tool {
  return defineTool({
    ...fileSpec,
    name: 'file_write',
    description:
      'Writes a text file of the workspace: makes it, with the folders on its way, or replaces all it held. ' +
      'Use file_edit to change a part.',
    changes: true,
    parameters: z.strictObject({
      path: filePath,
      content: z.string().max(mostTextCharacters).describe('All that the file is to hold'),
    }),
    run: async ({ path, content }, context) => {
      const bytes = Buffer.from(content);
      const write = () => Promise.resolve({ changes: [{ path, bytes }], result: null });
      await workspaceOf(workspaces, context).changeOnce(context.callKey, write);
      return { text: `Wrote ${path} (${bytes.length} bytes).`, output: { path, bytes: bytes.length } };
    },
  });
}

/** Replaces a part of a file of the session's workspace. */
export function fileEdit(workspaces: Workspaces): Tool {
  return defineTool({
    ...fileSpec,
    name: 'file_edit',
    description:
      'Replaces text in a file of the workspace. The old text must stand there exactly, and once unless all is set.',
    changes: true,
    parameters: z.strictObject({
      path: filePath,
      old_text: z
        .string()
        .min(1)
        .max(mostTextCharacters)
        .describe('Text to replace, as it stands in the file'),
      new_text: z.string().max(mostTextCharacters).describe('Text to put there; may be empty'),
      all: z.boolean().default(false).describe('Replace every place, not just one'),
    }),
    run: async ({ path, old_text, new_text, all }, context) => {
      const options = { all, callKey: context.callKey };
      const replaced = await workspaceOf(workspaces, context).edit(path, old_text, new_text, options);
      const places = replaced === 1 ? 'one place' : `${replaced} places`;
      return { text: `Replaced ${places} in ${path}.`, output: { path, replacements: replaced } };
    },
  });
}
