import { z } from 'zod';
import type { JsonObject } from '../../../contract/task';
import type { ToolContext, ToolOutput } from '../../../contract/tools';
import { createSandbox, programBounds, type RunResult, type Sandbox } from '../../sandbox';
import { cleanPath, type Change, type Workspace, type Workspaces } from '../../workspace';
import { defineTool, ToolError, type Tool } from '../port';

const mostSeconds = 60;
/** A call may wait for its turn and for its interpreter before its program starts. */
const waitSeconds = 60;

/** The tool that runs programs, and what ends the processes that it keeps. */
export interface CodeTool {
  readonly tool: Tool;
  /** Ends all programs, and returns when their processes are gone. */
  close(): Promise<void>;
}

/** Makes the tool `code`; its programs find the files of their session's workspace. */
export function createCodeTool({ workspaces }: { readonly workspaces: Workspaces }): CodeTool {
  const sandbox = createSandbox();
  const tool = defineTool({
    name: 'code',
    description:
      'Runs a program and returns what it prints, the value of its last expression and the files it changed. ' +
      'Python: standard library only; the files of the workspace lie in its working folder. ' +
      'JavaScript: console.log, and the files by files.read(path), files.write(path, text), files.list() and ' +
      'files.remove(path). There is no network, no process and no other file.',
    category: 'code',
    version: '1.0.0',
    timeoutMs: (mostSeconds + waitSeconds) * 1_000,
    costUsd: 0,
    dangerous: true,
    // A program writes files of the workspace, and its text may be that of a file from outside.
    changes: true,
    foreignText: true,
    parameters: z.strictObject({
      language: z.enum(['javascript', 'python']),
      code: z.string().min(1).max(200_000),
      timeout_seconds: z.number().int().min(1).max(mostSeconds).default(20),
    }),
    run: (args, context) => runIn(workspaces.open(context.tenant, context.sessionId), sandbox, args, context),
  });
  return { tool, close: () => sandbox.close() };
}

async function runIn(
  workspace: Workspace,
  sandbox: Sandbox,
  args: { language: 'javascript' | 'python'; code: string; timeout_seconds: number },
  context: ToolContext,
): Promise<ToolOutput> {
  const earlier = await workspace.answered(context.callKey);
  if (earlier) return earlier.result as ToolOutput;
  const { files, leftOut } = await filesFor(workspace, context.signal);
  const { language, code } = args;
  const program = { language, code, files, timeoutMs: args.timeout_seconds * 1_000 };
  const result = await sandbox.run(program, context.signal);
  const notes: string[] = [];
  if (leftOut > 0)
    notes.push(`${leftOut} files of the workspace were too large or too many to be given to it.`);
  if (result.isOutputCut)
    notes.push(`The output was cut after ${programBounds.outputCharacters} characters.`);
  if (result.areFilesCut) notes.push('It left more or larger files than can be kept.');
  const { changes, refused } = allowed(result);
  notes.push(...refused);
  if (changes.length === 0) return answer(result, [], notes);
  try {
    const output = answer(result, changes, notes);
    return (await workspace.changeOnce(context.callKey, () => Promise.resolve({ changes, result: output })))
      .result as ToolOutput;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return answer(result, [], [...notes, `Its files were not kept: ${error.message}`]);
  }
}

/** The files of the workspace that a program is given, up to the bounds. */
async function filesFor(
  workspace: Workspace,
  signal: AbortSignal,
): Promise<{ files: { path: string; bytes: Uint8Array }[]; leftOut: number }> {
  const entries = (await workspace.list('.', { recursive: true })).filter(({ kind }) => kind === 'file');
  const files: { path: string; bytes: Uint8Array }[] = [];
  let left = programBounds.fileBytes;
  for (const { path, bytes } of entries) {
    signal.throwIfAborted();
    if (bytes > left || files.length >= programBounds.files) continue;
    left -= bytes;
    files.push({ path, bytes: (await workspace.read(path)).bytes });
  }
  return { files, leftOut: entries.length - files.length };
}

/** A program may name its files as it likes; only those with names that a workspace takes are kept. */
function allowed({ changes }: RunResult): { changes: readonly Change[]; refused: string[] } {
  const kept: Change[] = [];
  const refused: string[] = [];
  for (const change of changes) {
    try {
      kept.push({ ...change, path: cleanPath(change.path).join('/') });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      if (refused.length < 10) refused.push(`A file was not kept. ${error.message}`);
    }
  }
  return { changes: kept, refused };
}

function answer(result: RunResult, changes: readonly Change[], notes: readonly string[]): ToolOutput {
  const changed = changes.filter(({ bytes }) => bytes !== null).map(({ path }) => path);
  const removed = changes.filter(({ bytes }) => bytes === null).map(({ path }) => path);
  const parts = [
    ['', result.stdout],
    ['[error]', result.error],
    ['[value]', result.value],
    ['[stderr]', result.stderr],
    ['[files written]', changed.join(', ')],
    ['[files removed]', removed.join(', ')],
    ['[note]', notes.join(' ')],
  ].filter(([, text]) => text !== undefined && text !== '');
  const text = parts.map(([title, part]) => [title, part?.trimEnd()].filter(Boolean).join('\n')).join('\n');
  const output = {
    stdout: result.stdout,
    stderr: result.stderr,
    value: result.value ?? null,
    error: result.error ?? null,
    files_changed: changed,
    files_removed: removed,
    notes,
  };
  const metadata: JsonObject = { succeeded: result.error === undefined };
  return { text: text === '' ? 'The program ended and printed nothing.' : text, output, metadata };
}
