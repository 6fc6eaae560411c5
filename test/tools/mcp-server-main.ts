/**
 * A small MCP server over stdio, made with the official SDK:
 *
 *     node --require ./test/support/typescript.cjs test/tools/mcp-server-main.ts [stubborn]
 *
 * `stubborn`: it does not end when its input ends, nor when it is asked to.
 */
import { spawn } from 'node:child_process';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'small', version: '1' }, { capabilities: { logging: {} } });
const text = (said: string) => ({ content: [{ type: 'text' as const, text: said }] });
let [waiting, cancelled] = [0, 0];

server.registerTool('who', { description: 'Tells its process.', annotations: { readOnlyHint: true } }, () =>
  text(String(process.pid)),
);
server.registerTool('wait', { description: 'Waits for ever.' }, ({ signal }) => {
  waiting += 1;
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      waiting -= 1;
      cancelled += 1;
      resolve(text('cancelled'));
    });
  });
});
server.registerTool('calls', { description: 'Counts calls that wait, and that were cancelled.' }, () =>
  text(`${waiting} wait, ${cancelled} cancelled`),
);
server.registerTool('die', { description: 'Dies.' }, () => process.exit(3));
server.registerTool('fail', { description: 'Fails.' }, () => ({
  ...text('The shelf\nis empty.'),
  isError: true,
}));
server.registerTool('grow', { description: 'Gets another tool.' }, () => {
  server.registerTool('grown', { description: 'The other tool.' }, () => text('grown'));
  return text('done');
});
server.registerTool(
  'sum.of',
  { description: 'Adds.', inputSchema: { a: z.number(), b: z.number().max(10) } },
  ({ a, b }) => ({ ...text(String(a + b)), structuredContent: { sum: a + b } }),
);
server.registerTool('spawn', { description: 'Starts a process of its own.' }, () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  return text(String(child.pid));
});
server.registerTool('secrets', { description: 'Tells names of its environment.' }, () =>
  text(`${Object.keys(process.env).sort().join(' ')} TOKEN=${process.env['TOKEN'] ?? ''}`),
);

if (process.argv.includes('stubborn')) {
  process.on('SIGTERM', () => undefined);
  setInterval(() => undefined, 1_000);
}
process.stderr.write('the small server starts\n');
void server.connect(new StdioServerTransport());
