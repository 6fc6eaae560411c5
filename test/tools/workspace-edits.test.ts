import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspaces } from '../../src/providers/workspace';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-edits-'));
});
afterAll(async () => rm(root, { recursive: true, force: true }));

let count = 0;
/** A workspace of its own, the folder of its files, and the same workspace as another process has it. */
async function fresh() {
  const session = `session-${count++}`;
  const open = () => createWorkspaces({ root, quotaBytes: 50_000_000 }).open('tenant', session);
  const before = new Set(await readdir(root));
  const workspace = open();
  await workspace.write('first.txt', text('first'));
  const [made] = (await readdir(root)).filter((name) => !before.has(name));
  return { workspace, other: open(), files: join(root, made!, 'files') };
}
const text = (value: string) => Buffer.from(value);

test('an edit with one call key is made once, whatever happened since', async () => {
  const { workspace, other } = await fresh();
  await workspace.write('f.txt', text('a'));
  expect(await workspace.edit('f.txt', 'a', 'aa', { callKey: 'k1' })).toBe(1);
  expect(await workspace.edit('f.txt', 'a', 'aa', { callKey: 'k1' })).toBe(1);
  expect((await workspace.read('f.txt')).text).toBe('aa');
  await workspace.edit('f.txt', 'aa', 'b', { callKey: 'k2' });
  await workspace.edit('f.txt', 'a', 'aa', { callKey: 'k1' });
  expect((await workspace.read('f.txt')).text).toBe('b');
  expect((await workspace.list('.', { recursive: true })).map(({ path }) => path)).toEqual([
    'f.txt',
    'first.txt',
  ]);
  await other.edit('f.txt', 'b', 'c', { callKey: 'k2' });
  expect((await workspace.read('f.txt')).text).toBe('b');
});

test('a change that a crash cut off is completed by its repeat, once', async () => {
  const { workspace, files } = await fresh();
  await workspace.change([
    { path: 'a.txt', bytes: text('old') },
    { path: 'b.txt', bytes: text('old') },
  ]);
  await workspace.changeOnce('k', () =>
    Promise.resolve({
      changes: [
        { path: 'a.txt', bytes: text('new') },
        { path: 'b.txt', bytes: text('new') },
      ],
      result: 'r',
    }),
  );
  // As a crash leaves it: the record of what is to be done, and the first of two files.
  const calls = join(files, '..', 'calls');
  const [name] = await readdir(calls);
  const digest = 'cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4';
  const pending = ['a.txt', 'b.txt'].map((path) => ({
    path,
    before: digest,
    content: text('new').toString('base64'),
  }));
  await writeFile(join(calls, name!), JSON.stringify({ result: 'r', pending }));
  await writeFile(join(files, 'a.txt'), 'changed by a later call');
  await writeFile(join(files, 'b.txt'), 'old');
  const never = () => Promise.reject(new Error('made twice'));
  expect(await workspace.changeOnce('k', never)).toEqual({ result: 'r' });
  expect((await workspace.read('a.txt')).text).toBe('changed by a later call');
  expect((await workspace.read('b.txt')).text).toBe('new');
});

test('an edit says what is wrong with it', async () => {
  const { workspace } = await fresh();
  await workspace.write('f.txt', text('x y x'));
  const edit = (old: string, all = false) => workspace.edit('f.txt', old, 'z', { callKey: old, all });
  await expect(edit('q')).rejects.toThrow('does not stand in the file');
  await expect(edit('x')).rejects.toThrow('stands there 2 times');
  await expect(edit('z')).rejects.toThrow('are the same');
  await expect(workspace.edit('none', 'a', 'b', { callKey: 'n' })).rejects.toThrow('no file "none"');
  expect(await edit('x', true)).toBe(2);
  expect((await workspace.read('f.txt')).text).toBe('z y z');
});

test('a search finds lines by text, pattern and place', async () => {
  const { workspace } = await fresh();
  await workspace.write('a/one.md', text('Alpha\nbeta 42\n'));
  await workspace.write('a/two.txt', text('alphabet\n'));
  await workspace.write('b.bin', Buffer.from([0, 97, 108, 112, 104, 97]));
  const find = async (query: string, options: object = {}) =>
    (await workspace.search(query, options)).matches.map(({ path, line }) => `${path}:${line}`);
  expect(await find('ALPHA')).toEqual(['a/one.md:1', 'a/two.txt:1']);
  expect(await find('alpha', { path: '*.md' })).toEqual(['a/one.md:1']);
  expect(await find('alpha', { path: 'a/*.txt' })).toEqual(['a/two.txt:1']);
  expect(await find('alpha', { path: '**/*.txt' })).toEqual(['a/two.txt:1']);
  expect(await find('alpha', { path: 'a/one.md' })).toEqual(['a/one.md:1']);
  expect(await find('\\d+$', { regex: true })).toEqual(['a/one.md:2']);
  expect(await find('.*')).toEqual([]);
  await expect(find('(', { regex: true })).rejects.toThrow('no valid regular expression');
  await expect(find('x', { path: '../*' })).resolves.toEqual([]);
});

test('a regular expression that never ends is ended', async () => {
  const { workspace } = await fresh();
  await workspace.write('f.txt', text(`${'a'.repeat(1_000)}!`));
  await expect(workspace.search('^(a+)+$', { regex: true })).rejects.toThrow('took too long');
});
