import type { ToolContext, ToolOutcome } from '../../src/contract/tools';
import { createToolBox } from '../../src/providers/tools/box';
import type { Tool } from '../../src/providers/tools/port';

/** Who calls in a test that does not care who calls. */
export const anybody = (more: Partial<ToolContext> = {}): ToolContext => ({
  tenant: 'tenant',
  sessionId: 'session',
  signal: new AbortController().signal,
  callKey: 'key',
  ...more,
});

/** Calls tools as a worker does: by a box, which checks their arguments. A defect fails the test. */
export function callerOf(tools: readonly Tool[]): (name: string, args: unknown) => Promise<ToolOutcome> {
  const box = createToolBox([{ list: () => tools }], {
    error: ({ err }: { err?: unknown }) => {
      throw err instanceof Error ? err : new Error(String(err));
    },
  });
  return (name, args) => box.call(name, args, anybody());
}
