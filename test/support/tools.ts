import { z } from 'zod';
import { defineTool, ToolError, type Tool, type ToolSpec } from '../../src/providers/tools/port';

const usual: Omit<ToolSpec, 'name' | 'description'> = {
  category: 'compute',
  version: '1.0.0',
  timeoutMs: 5_000,
  costUsd: 0,
  dangerous: false,
  changes: false,
  foreignText: false,
};

/** A tool of a test, which does what the test says. */
export function testTool(
  name: string,
  run: (args: { input: string }, callKey: string) => Promise<string> | string,
  more: Partial<ToolSpec> = {},
): Tool {
  return defineTool({
    ...usual,
    name,
    description: `The tool ${name} of a test.`,
    ...more,
    parameters: z.strictObject({ input: z.string().default('') }),
    run: async (args, { callKey }) => {
      const text = await run(args, callKey);
      return { text, output: { text } };
    },
  });
}

/** A tool that always fails, with a sentence. */
export function failingTool(name: string, sentence: string): Tool {
  return testTool(name, () => {
    throw new ToolError(sentence);
  });
}
