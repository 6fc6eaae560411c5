import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspaces } from '../../src/providers/workspace';

let folder: string;
let root: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-workspace-'));
  root = join(folder, 'root');
  await writeFile(join(folder, 'secret.txt'), 'the secret');
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

let count = 0;
/** A workspace of its own, and the folder of its files. */
async function fresh(quotaBytes = 50_000_000) {
  const workspaces = createWorkspaces({ root, quotaBytes });
  const before = new Set(await readdir(root).catch(() => []));
  const workspace = workspaces.open('tenant', `session-${count++}`);
  await workspace.write('first.txt', Buffer.from('first'));
  const made = (await readdir(root)).filter((name) => !before.has(name));
  expect(made).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  return { workspace, files: join(root, made[0]!, 'files') };
}
const text = (value: string) => Buffer.from(value);

test('what is written is read again, with the folders on its way', async () => {
  const { workspace } = await fresh();
  await workspace.write('a/b/c.txt', text('one'));
  await workspace.write('./a/b/c.txt', text('two'));
  expect(await workspace.read('a//b/c.txt')).toMatchObject({ path: 'a/b/c.txt', text: 'two' });
  expect(await workspace.list('.', { recursive: true })).toEqual([
    { path: 'a', kind: 'folder', bytes: 0 },
    { path: 'a/b', kind: 'folder', bytes: 0 },
    { path: 'a/b/c.txt', kind: 'file', bytes: 3 },
    { path: 'first.txt', kind: 'file', bytes: 5 },
  ]);
  expect((await workspace.list()).map(({ path }) => path)).toEqual(['a', 'first.txt']);
  await workspace.change([{ path: 'a/b/c.txt', bytes: null }]);
  expect((await workspace.list()).map(({ path }) => path)).toEqual(['first.txt']);
});

test('bytes that are no text stay as they are', async () => {
  const { workspace } = await fresh();
  const bytes = Buffer.from([0, 255, 254, 10, 13]);
  await workspace.write('picture.bin', bytes);
  const file = await workspace.read('picture.bin');
  expect([file.bytes.equals(bytes), file.text]).toEqual([true, undefined]);
  await expect(workspace.edit('picture.bin', 'a', 'b', { callKey: 'k' })).rejects.toThrow('is no text');
});

describe('a path that could lead out, or mean two things, is refused everywhere', () => {
  test.each([
    '../secret.txt',
    'a/../../secret.txt',
    '..',
    'a/..',
    '...',
    '/etc/passwd',
    '//etc/passwd',
    '~/x',
    'C:/x',
    'c:x',
    'a\\..\\b',
    '..\\x',
    'a\0b',
    'a\nb',
    'name:stream',
    'what?',
    'a*b',
    'CON',
    'a/nul.txt',
    'LPT1',
    'dot.',
    'space ',
    ' space',
    '\uFF0E\uFF0E/secret.txt',
    '\u2025/secret.txt',
    '..\uFF0Fsecret.txt',
    'a\u2215b',
    'a\u2044b',
    'a\uFF3Cb',
    'a\u202Etxt.exe',
    'a\u2066b',
    'a\u200Bb',
    'a\uFEFFb',
    'a\u00ADb',
    'a\u3164b',
    'a\u00A0b',
    'a\uD800b',
    '.holdfast-x',
    '.HOLDFAST-x',
    'x'.repeat(201),
    `${'x/'.repeat(25)}y`,
    `${'long/'.repeat(300)}y`,
  ])('%j', async (path) => {
    const workspace = createWorkspaces({ root, quotaBytes: 1_000 }).open('tenant', 'paths');
    const refused = { name: 'ToolError' };
    await expect(workspace.write(path, text('x'))).rejects.toMatchObject(refused);
    await expect(workspace.read(path)).rejects.toMatchObject(refused);
    await expect(workspace.list(path)).rejects.toMatchObject(refused);
    await expect(workspace.edit(path, 'a', 'b', { callKey: path })).rejects.toMatchObject(refused);
    await expect(workspace.change([{ path, bytes: null }])).rejects.toMatchObject(refused);
    expect(await workspace.list('.', { recursive: true })).toEqual([]);
  });
});

test.each(['..%2fsecret.txt', '%2e%2e', 'übung.md', '.hidden', 'a b.txt', '日本.txt', '-rf', '$HOME'])(
  'an odd name is just a name: %j',
  async (path) => {
    const { workspace, files } = await fresh();
    await workspace.write(path, text('x'));
    expect((await workspace.read(path)).text).toBe('x');
    expect((await readdir(files)).sort()).toEqual([path.normalize('NFC'), 'first.txt'].sort());
  },
);

test('two spellings of one letter name one file', async () => {
  const { workspace } = await fresh();
  await workspace.write('u\u0308ber.txt', text('x'));
  expect(await workspace.read('\u00FCber.txt')).toMatchObject({ path: '\u00FCber.txt', text: 'x' });
});

test('names that differ in case only do not stand side by side', async () => {
  const { workspace } = await fresh();
  await workspace.write('Notes/Plan.md', text('x'));
  for (const path of ['notes/other.md', 'Notes/plan.md', 'FIRST.TXT']) {
    await expect(workspace.write(path, text('y'))).rejects.toThrow('upper and lower case');
  }
  await expect(workspace.read('notes/Plan.md')).rejects.toThrow('There is "Notes"');
});

test.each([
  ['tenant', 'a', 'tenant', 'b'],
  ['tenant', 'a', 'other', 'a'],
  ['ab', 'c', 'a', 'bc'],
  ['a","b', 'c', 'a', 'b","c'],
  ['../..', '../..', '..', '../../..'],
])('(%j, %j) and (%j, %j) share nothing', async (tenant, session, otherTenant, otherSession) => {
  const workspaces = createWorkspaces({ root, quotaBytes: 1_000 });
  await workspaces.open(tenant, session).write('mine.txt', text('mine'));
  expect(await workspaces.open(otherTenant, otherSession).list()).toEqual([]);
  await workspaces.remove(otherTenant, otherSession);
  expect((await workspaces.open(tenant, session).read('mine.txt')).text).toBe('mine');
  await workspaces.remove(tenant, session);
  expect(await workspaces.open(tenant, session).list()).toEqual([]);
  expect(await readdir(folder)).toEqual(['root', 'secret.txt']);
});

test('symbolic links are never followed, neither the last name nor one on the way', async () => {
  const { workspace, files } = await fresh();
  await symlink(folder, join(files, 'out'));
  await symlink(join(folder, 'secret.txt'), join(files, 'link.txt'));
  await symlink(join(folder, 'new.txt'), join(files, 'dangling.txt'));
  const tries: (() => Promise<unknown>)[] = [
    () => workspace.read('out/secret.txt'),
    () => workspace.read('link.txt'),
    () => workspace.write('out/new.txt', text('x')),
    () => workspace.write('link.txt', text('x')),
    () => workspace.write('dangling.txt', text('x')),
    () => workspace.list('out'),
    () => workspace.edit('link.txt', 'secret', 'x', { callKey: 'k' }),
    () => workspace.change([{ path: 'out/secret.txt', bytes: null }]),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ name: 'ToolError' });
  expect((await workspace.search('secret')).matches).toEqual([]);
  expect((await workspace.list('.', { recursive: true })).map(({ path }) => path)).toEqual(['first.txt']);
  expect((await readdir(folder)).sort()).toEqual(['root', 'secret.txt']);
  expect(await readFile(join(folder, 'secret.txt'), 'utf8')).toBe('the secret');
});

test('a folder that is swapped for a link while files are written and read lets nothing out', async () => {
  const { workspace, files } = await fresh();
  const outside = join(folder, 'outside');
  await mkdir(outside);
  await writeFile(join(outside, 'f.txt'), 'the secret');
  // Another process swaps as fast as it can, for a bounded time.
  const script = `
    const fs = require('node:fs');
    const [d, aside, outside] = process.argv.slice(1);
    fs.mkdirSync(d);
    fs.writeSync(1, 'ready');
    const end = Date.now() + 4000;
    while (Date.now() < end) {
      try {
        fs.rmSync(aside, { recursive: true, force: true });
        fs.renameSync(d, aside);
        fs.symlinkSync(outside, d);
      } catch {}
      try { fs.unlinkSync(d); fs.mkdirSync(d); fs.writeFileSync(d + '/f.txt', 'mine'); } catch {}
    }`;
  const swapper = spawn(process.execPath, ['-e', script, join(files, 'd'), join(folder, 'aside'), outside]);
  const ended = once(swapper, 'exit');
  await once(swapper.stdout, 'data');
  const outcomes = { written: 0, refused: 0 };
  for (let round = 0; round < 800; round += 1) {
    await workspace.write('d/f.txt', text('mine')).then(
      () => (outcomes.written += 1),
      () => (outcomes.refused += 1),
    );
    const seen = await workspace.read('d/f.txt').catch(() => undefined);
    expect(seen?.text ?? '').not.toContain('secret');
  }
  swapper.kill('SIGKILL');
  await ended;
  await rm(join(folder, 'aside'), { recursive: true, force: true });
  expect(outcomes.written).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(await readdir(outside)).toEqual(['f.txt']);
  expect(await readFile(join(outside, 'f.txt'), 'utf8')).toBe('the secret');
  await rm(outside, { recursive: true });
}, 90_000);

test('a named pipe does not hold the reader', async () => {
  const { workspace, files } = await fresh();
  expect(spawnSync('mkfifo', [join(files, 'pipe')]).status).toBe(0);
  await expect(workspace.read('pipe')).rejects.toThrow('no plain file');
  await expect(workspace.write('pipe', text('x'))).rejects.toThrow('no plain file');
});

test('the quota holds, also for writes at once, and a refused write leaves the old file', async () => {
  const { workspace } = await fresh(1_000);
  await workspace.write('big.txt', Buffer.alloc(900, 'a'));
  await expect(workspace.write('big.txt', Buffer.alloc(996, 'b'))).rejects.toThrow('The workspace is full');
  expect((await workspace.read('big.txt')).text).toBe('a'.repeat(900));
  const writes = Array.from({ length: 8 }, (_, at) => workspace.write(`w${at}`, Buffer.alloc(40)));
  const outcomes = await Promise.allSettled(writes);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  await workspace.write('big.txt', Buffer.alloc(10));
  await workspace.write('more', Buffer.alloc(800));
});

test('a file and a workspace have bounds', async () => {
  const { workspace, files } = await fresh();
  await expect(workspace.write('big', Buffer.alloc(10_000_001))).rejects.toThrow('10000000 bytes at most');
  await Promise.all(Array.from({ length: 9_999 }, (_, at) => writeFile(join(files, `f${at}`), '')));
  await expect(workspace.write('one-more', text(''))).rejects.toThrow('10000 files at most');
  await workspace.write('f1', text('as many as before'));
});
