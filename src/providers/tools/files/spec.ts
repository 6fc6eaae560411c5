import { z } from 'zod';
import type { ToolContext } from '../../../contract/tools';
import type { Workspace, Workspaces } from '../../workspace';
import type { ToolSpec } from '../port';

/** What the file tools have in common. */
export const fileSpec = {
  category: 'files',
  version: '1.0.0',
  timeoutMs: 20_000,
  costUsd: 0,
  dangerous: false,
  changes: false,
  foreignText: false,
} as const satisfies Partial<ToolSpec>;

/** Argument that names a file. */
export const filePath = z.string().min(1).max(1_000).describe('Path in the workspace, such as notes/plan.md');

/** The workspace of whoever calls. */
export function workspaceOf(workspaces: Workspaces, context: ToolContext): Workspace {
  return workspaces.open(context.tenant, context.sessionId);
}
