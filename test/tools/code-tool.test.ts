import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createToolBox } from '../../src/providers/tools/box';
import { createCodeTool, type CodeTool } from '../../src/providers/tools/code';
import { createWorkspaces, type Workspaces } from '../../src/providers/workspace';

jest.setTimeout(60_000);

let root: string;
let workspaces: Workspaces;
let code: CodeTool;
let box: ReturnType<typeof createToolBox>;
const logged: unknown[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-code-'));
  workspaces = createWorkspaces({ root, quotaBytes: 1_000_000 });
  code = createCodeTool({ workspaces });
  box = createToolBox([{ list: () => [code.tool] }], { error: (fields) => logged.push(fields) });
});
afterAll(async () => {
  await code.close();
  await rm(root, { recursive: true, force: true });
  expect(logged).toEqual([]);
});

let calls = 0;
const call = (args: object, more: { session?: string; callKey?: string } = {}) =>
  box.call('code', args, {
    tenant: 'tenant',
    sessionId: more.session ?? 'session',
    signal: new AbortController().signal,
    callKey: more.callKey ?? `key-${calls++}`,
  });
const fileOf = async (session: string, path: string) =>
  (await workspaces.open('tenant', session).read(path)).text;

test('the tool says that it is dangerous and changes files', async () => {
  expect(await box.list()).toMatchObject([
    { name: 'code', category: 'code', dangerous: true, changes: true, foreignText: true },
  ]);
});

test('Python finds the files of the workspace, and what it writes and removes is kept', async () => {
  const workspace = workspaces.open('tenant', 'py');
  await workspace.write('data/in.csv', Buffer.from('1\n2\n3\n'));
  await workspace.write('old.txt', Buffer.from('old'));
  await workspace.write('helper.py', Buffer.from('def double(x): return 2 * x\n'));
  const program = `
import os, helper
total = sum(int(line) for line in open("data/in.csv"))
os.makedirs("out/deep")
open("out/deep/sum.txt", "w").write(str(helper.double(total)))
open("bytes.bin", "wb").write(bytes([0, 255, 1]))
os.remove("old.txt")
os.symlink("/etc/passwd", "link")
print("sum", total)
total`;
  const outcome = await call({ language: 'python', code: program }, { session: 'py' });
  expect(outcome).toMatchObject({
    ok: true,
    text: 'sum 6\n[value]\n6\n[files written]\nbytes.bin, out/deep/sum.txt\n[files removed]\nold.txt',
    output: { stdout: 'sum 6\n', value: '6', error: null, files_removed: ['old.txt'] },
    metadata: { succeeded: true },
  });
  expect(await fileOf('py', 'out/deep/sum.txt')).toBe('12');
  expect([...(await workspace.read('bytes.bin')).bytes]).toEqual([0, 255, 1]);
  expect((await workspace.list('.', { recursive: true })).map(({ path }) => path)).toEqual([
    'bytes.bin',
    'data',
    'data/in.csv',
    'helper.py',
    'out',
    'out/deep',
    'out/deep/sum.txt',
  ]);
});

test('JavaScript reads, writes and removes files of the workspace, and another session has none of them', async () => {
  await workspaces.open('tenant', 'js').write('a.json', Buffer.from('{"n": 20}'));
  const program =
    'const { n } = JSON.parse(files.read("a.json")); files.write("b/c.txt", `${n + 1}`); files.remove("a.json"); files.list()';
  expect(await call({ language: 'javascript', code: program }, { session: 'js' })).toMatchObject({
    ok: true,
    output: { value: '[\n "b/c.txt"\n]', files_changed: ['b/c.txt'], files_removed: ['a.json'] },
  });
  expect(await fileOf('js', 'b/c.txt')).toBe('21');
  const other = await call({ language: 'javascript', code: 'files.list().length' }, { session: 'other' });
  expect(other).toMatchObject({ output: { value: '0' } });
});

test('a call that is repeated with its key runs once, and answers the same', async () => {
  await workspaces.open('tenant', 'once').write('log.txt', Buffer.from(''));
  const program = 'files.write("log.txt", files.read("log.txt") + "x"); files.read("log.txt").length';
  const args = { language: 'javascript', code: program };
  for (const repeat of [1, 2, 3]) {
    const outcome = await call(args, { session: 'once', callKey: 'same' });
    expect([repeat, outcome]).toMatchObject([repeat, { ok: true, output: { value: '1' } }]);
  }
  expect(await fileOf('once', 'log.txt')).toBe('x');
  await call(args, { session: 'once' });
  expect(await fileOf('once', 'log.txt')).toBe('xx');
});

test.each([
  ['files.write("../out.txt", "x")', /A file was not kept\. Invalid path "\.\.\/out\.txt"/],
  ['files.write("/etc/x", "x")', /Invalid path "\/etc\/x"/],
  ['files.write("A.txt", "x"); files.write("a.txt", "y")', /not kept: .*upper and lower case/],
  ['files.write("d", "x"); files.write("d/e", "y")', /not kept: .*both a file and a folder/],
  ['files.write("big.txt", "x".repeat(2e6))', /not kept: The workspace is full/],
])('files that a workspace does not take are named, and the rest is told: %s', async (program, note) => {
  const args = { language: 'javascript', code: `console.log("ran"); ${program}` };
  const outcome = await call(args, { session: 'refused' });
  expect(outcome).toMatchObject({ ok: true, text: expect.stringMatching(note) as string });
  expect(outcome).toMatchObject({ output: { stdout: 'ran\n', files_changed: [] } });
  expect(await workspaces.open('tenant', 'refused').list()).toEqual([]);
});

test('a program that fails is an answer: what it printed and what went wrong', async () => {
  const outcome = await call({ language: 'javascript', code: 'console.log("one"); throw new Error("two")' });
  expect(outcome).toMatchObject({
    ok: true,
    text: expect.stringMatching(/^one\n\[error\]\nError: two\n/) as string,
    metadata: { succeeded: false },
  });
});

test('a program is stopped after its own limit', async () => {
  const outcome = await call({ language: 'javascript', code: 'for (;;) {}', timeout_seconds: 1 });
  expect(outcome).toMatchObject({ ok: true, output: { error: 'The program was stopped after 1 s.' } });
});

test.each([
  { language: 'ruby', code: '1' },
  { language: 'python', code: '' },
  { language: 'python', code: '1', timeout_seconds: 61 },
  { language: 'python', code: '1', timeout_seconds: 0 },
  { language: 'python' },
])('arguments %j are refused', async (args) => {
  expect(await call(args)).toMatchObject({
    ok: false,
    error: expect.stringContaining('Invalid arguments') as string,
  });
});

test('after close no program is run', async () => {
  const other = createCodeTool({ workspaces });
  await other.close();
  const context = { tenant: 't', sessionId: 's', signal: new AbortController().signal, callKey: 'k' };
  await expect(
    other.tool.run({ language: 'python', code: '1', timeout_seconds: 1 }, context),
  ).rejects.toThrow('The server is stopping');
});
