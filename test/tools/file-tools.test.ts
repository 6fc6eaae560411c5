import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createToolBox } from '../../src/providers/tools/box';
import { fileTools } from '../../src/providers/tools/files';
import { createWorkspaces } from '../../src/providers/workspace';

let root: string;
let box: ReturnType<typeof createToolBox>;
const logged: unknown[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-file-tools-'));
  const tools = fileTools(createWorkspaces({ root, quotaBytes: 20_000_000 }));
  box = createToolBox([{ list: () => tools }], { error: (fields) => logged.push(fields) });
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
  expect(logged).toEqual([]);
});

let calls = 0;
const call = (name: string, args: object, more: { session?: string; callKey?: string } = {}) =>
  box.call(name, args, {
    tenant: 'tenant',
    sessionId: more.session ?? 'session',
    signal: new AbortController().signal,
    callKey: more.callKey ?? `key-${calls++}`,
  });

test('a repeat of a call that wrote a file does not write over what came after it', async () => {
  const write = (content: string, callKey: string) =>
    call('file_write', { path: 'note.txt', content }, { session: 'once', callKey });
  expect(await write('first', 'one')).toMatchObject({ ok: true, output: { bytes: 5 } });
  await write('second', 'two');
  expect(await write('first', 'one')).toMatchObject({ ok: true, output: { path: 'note.txt', bytes: 5 } });
  const read = await call('file_read', { path: 'note.txt' }, { session: 'once' });
  expect(read).toMatchObject({ ok: true, text: 'second' });
});

test('what the tools say of themselves', async () => {
  const facts = (await box.list()).map(({ name, category, changes, foreignText, dangerous }) => [
    name,
    category,
    { changes, foreignText, dangerous },
  ]);
  const no = { changes: false, foreignText: false, dangerous: false };
  expect(facts).toEqual([
    ['file_edit', 'files', { ...no, changes: true }],
    ['file_list', 'files', no],
    ['file_read', 'files', { ...no, foreignText: true }],
    ['file_search', 'files', { ...no, foreignText: true }],
    ['file_write', 'files', { ...no, changes: true }],
  ]);
});

test('a file is written, edited once a key, found, listed and read in parts', async () => {
  expect(await call('file_write', { path: 'notes/a.md', content: 'one\ntwo\nthree\n' })).toMatchObject({
    ok: true,
    text: 'Wrote notes/a.md (14 bytes).',
  });
  const edit = { path: 'notes/a.md', old_text: 'two', new_text: 'two two' };
  for (const repeat of [1, 2]) {
    const outcome = await call('file_edit', edit, { callKey: 'same' });
    expect([repeat, outcome]).toMatchObject([repeat, { ok: true, output: { replacements: 1 } }]);
  }
  expect(await call('file_read', { path: 'notes/a.md' })).toMatchObject({ text: 'one\ntwo two\nthree\n' });
  expect(await call('file_read', { path: 'notes/a.md', start_line: 2, lines: 1 })).toMatchObject({
    text: 'two two\n\n[lines 2 to 2 of 3]',
    output: { content: 'two two\n', start_line: 2, end_line: 2, total_lines: 3, truncated: true },
  });
  expect(await call('file_search', { query: 'TWO' })).toMatchObject({ text: 'notes/a.md:2: two two' });
  expect(await call('file_list', { recursive: true })).toMatchObject({
    text: 'notes/\nnotes/a.md (18 bytes)',
  });
});

test('another session sees nothing of it', async () => {
  expect(await call('file_list', {}, { session: 'other' })).toMatchObject({ text: 'There are no files.' });
  expect(await call('file_read', { path: 'notes/a.md' }, { session: 'other' })).toMatchObject({
    ok: false,
    error: 'There is no file "notes/a.md".',
  });
});

test.each([
  ['file_read', { path: '../x' }, /^Invalid path "\.\.\/x": it may not lead out of the workspace\.$/],
  ['file_read', { path: 'notes' }, /is a folder or no plain file/],
  ['file_read', { path: 'notes/a.md', start_line: 9 }, /has 3 lines only/],
  ['file_write', { path: 'notes', content: '' }, /both a file and a folder/],
  ['file_write', { path: 'notes/a.md/b', content: '' }, /"notes\/a\.md" cannot be both/],
  ['file_list', { path: 'none' }, /no folder "none"/],
  ['file_search', { query: '[', regex: true }, /no valid regular expression/],
])('%s %j says what is wrong', async (name, args, sentence) => {
  expect(await call(name, args)).toMatchObject({
    ok: false,
    error: expect.stringMatching(sentence) as string,
  });
});

test('a long file comes in parts, and no call gives more than its bound', async () => {
  const line = `${'x'.repeat(99)}\n`;
  await call('file_write', { path: 'long.txt', content: line.repeat(9_000) });
  const first = await call('file_read', { path: 'long.txt' });
  expect(first).toMatchObject({ ok: true, output: { total_lines: 9_000, truncated: true } });
  if (first.ok) expect(first.text.length).toBeLessThan(160_000);
  const last = await call('file_read', { path: 'long.txt', start_line: 8_999 });
  expect(last).toMatchObject({ output: { content: line.repeat(2), end_line: 9_000 } });
});
