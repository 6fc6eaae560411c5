import { z } from 'zod';
import type { ToolOutput } from '../../../contract/tools';
import type { FileContent, Workspaces } from '../../workspace';
import { defineTool, ToolError, type Tool } from '../port';
import { filePath, fileSpec, workspaceOf } from './spec';

/** Characters of a file that one call gives; base64 is cut at a multiple of four. */
const mostCharacters = 150_000;

/** Reads a file of the session's workspace. */
export function fileRead(workspaces: Workspaces): Tool {
  return defineTool({
    ...fileSpec,
    name: 'file_read',
    description:
      'Reads a file of the workspace. Text comes line by line from start_line; binary files come as base64. ' +
      'Long files come in parts: the answer says which lines there are.',
    foreignText: true,
    parameters: z.strictObject({
      path: filePath,
      start_line: z.number().int().min(1).default(1).describe('First line, counted from 1'),
      lines: z.number().int().min(1).max(10_000).default(2_000).describe('Lines to read at most'),
    }),
    run: async ({ path, start_line, lines }, context) => {
      const file = await workspaceOf(workspaces, context).read(path);
      return file.text === undefined ? binary(file) : part(file, file.text, start_line, lines);
    },
  });
}

function binary({ path, bytes }: FileContent): ToolOutput {
  const content = bytes.toString('base64').slice(0, mostCharacters);
  const isCut = content.length < Math.ceil(bytes.length / 3) * 4;
  const note = `[binary file of ${bytes.length} bytes, base64${isCut ? ', first part only' : ''}]`;
  const output = { path, encoding: 'base64', content, bytes: bytes.length, truncated: isCut };
  return { text: `${note}\n${content}`, output };
}

function part(file: FileContent, text: string, first: number, lines: number): ToolOutput {
  const all = text.split('\n');
  const total = text.endsWith('\n') ? all.length - 1 : all.length;
  if (first > Math.max(total, 1)) throw new ToolError(`The file has ${total} lines only.`);
  const last = Math.min(first + lines - 1, total);
  const wanted = `${all.slice(first - 1, last).join('\n')}${last < all.length && last > 0 ? '\n' : ''}`;
  const content = wanted.slice(0, mostCharacters).toWellFormed();
  const isCut = content.length < wanted.length;
  const isWhole = first === 1 && last === total && !isCut;
  const cut = isCut ? `, cut after ${mostCharacters} characters` : '';
  const output = {
    path: file.path,
    encoding: 'utf-8',
    content,
    bytes: file.bytes.length,
    start_line: first,
    end_line: last,
    total_lines: total,
    truncated: !isWhole,
  };
  return { text: isWhole ? content : `${content}\n[lines ${first} to ${last} of ${total}${cut}]`, output };
}
