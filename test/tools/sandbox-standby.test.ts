import { createSandbox } from '../../src/providers/sandbox';
import { childrenOf } from '../support/children';
import { eventually } from '../support/eventually';

jest.setTimeout(60_000);

/** The processes of sandboxes; a shell becomes Deno, so it is looked for first and none is missed. */
const processes = () => [...childrenOf('sh'), ...childrenOf('deno')];

/** A file of its own with one sandbox, for a standby process of another would come and go among those counted. */
test('a process stays loaded for the next program, and goes with the sandbox', async () => {
  expect(processes()).toEqual([]);
  const sandbox = createSandbox();
  const program = { language: 'python', code: '1', files: [], timeoutMs: 20_000 } as const;
  const run = () => sandbox.run(program, new AbortController().signal);
  /** Once the process that ran the program is gone, the one that waits. */
  const standby = () => eventually(processes, (pids) => pids.length === 1);
  await run();
  const [first] = await standby();
  await run();
  // The next program was run by it: it is gone, and another waits.
  const [second] = await standby();
  expect(second).not.toBe(first);
  await sandbox.close();
  expect(processes()).toEqual([]);
  await expect(run()).rejects.toThrow('The server is stopping');
});
