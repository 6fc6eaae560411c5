import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionFileContent, SessionFileList } from '../../src/contract/session-files';
import { createWorkspaces, workspaceBounds, type Workspaces } from '../../src/providers/workspace';
import { House, type Answer } from '../support/house';

let house: House;
let root: string;
let otherKey: string;
let workspaces: Workspaces;
/** The folder on disk of the session `linked`, into which somebody has put links. */
let linked: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'holdfast-api-files-'));
  workspaces = createWorkspaces({ root: join(root, 'workspaces'), quotaBytes: 40_000_000 });
  house = await House.open({ worker: false, workspaces });
  otherKey = await house.store.keys.create({ tenant: 'other', owner: 'o', name: 'o' });
  await writeFile(join(root, 'secret.txt'), 'outside');
  await workspaces.open('acme', 'linked').write('plain.txt', Buffer.from('inside'));
  const [folder] = await readdir(join(root, 'workspaces'));
  linked = join(root, 'workspaces', folder ?? '', 'files');
  await symlink(join(root, 'secret.txt'), join(linked, 'link.txt'));
  await symlink(root, join(linked, 'way-out'));
  const open = workspaces.open('acme', 'talk:1');
  await open.write('notes/plan.md', Buffer.from('# Plan\n'));
  await open.write('data.json', Buffer.from('{"a":1}'));
  await open.write('notes/deep/ünïcode 名前.txt', Buffer.from('名前\n'));
  await open.write('picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]));
  await open.write('fake.txt', Buffer.from([0xff, 0xfe, 0x41]));
  await open.write('LICENSE', Buffer.from('free'));
  await open.write('page.SVG', Buffer.from('<svg/>'));
  await open.write('empty.csv', Buffer.alloc(0));
  await open.write('a%2e%2e..b.txt', Buffer.from('dots'));
});
afterAll(async () => {
  await house.close();
  await rm(root, { recursive: true, force: true });
});

const list = (session: string, query = '', key = house.key) =>
  house.call<SessionFileList>('GET', `/api/v1/sessions/${session}/files${query}`, { key });
const read = (session: string, path: string, key = house.key) =>
  house.call<SessionFileContent>('GET', `/api/v1/sessions/${session}/files/${path}`, { key });

/** A request whose path goes out as it is written: `fetch` would tidy it up before. */
function raw(path: string): Promise<Pick<Answer, 'status' | 'text'>> {
  return new Promise((resolve, reject) => {
    const { port } = house.api;
    httpRequest({ host: '127.0.0.1', port, path, headers: { 'X-API-Key': house.key } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

test('the topmost folder is listed, not what lies below it', async () => {
  const answer = await list('talk:1');
  expect(answer.status).toBe(200);
  expect(SessionFileList.parse(answer.body)).toEqual(answer.body);
  const file = (name: string, size_bytes: number) => ({ name, path: name, is_dir: false, size_bytes });
  expect(answer.body).toEqual({
    success: true,
    files: [
      file('LICENSE', 4),
      file('a%2e%2e..b.txt', 4),
      file('data.json', 7),
      file('empty.csv', 0),
      file('fake.txt', 3),
      { name: 'notes', path: 'notes', is_dir: true, size_bytes: 0 },
      file('page.SVG', 6),
      file('picture.png', 5),
    ],
  });
  for (const path of ['.', './', ''])
    expect((await list('talk:1', `?path=${path}`)).body).toEqual(answer.body);
});

test('a folder is listed with paths from the top, and one that is not there is empty', async () => {
  const paths = async (path: string) =>
    (await list('talk:1', `?path=${encodeURIComponent(path)}`)).body.files.map((file) => file.path);
  expect(await paths('notes')).toEqual(['notes/deep', 'notes/plan.md']);
  expect(await paths('notes/deep/')).toEqual(['notes/deep/ünïcode 名前.txt']);
  expect(await paths('nowhere')).toEqual([]);
  expect(await paths('nowhere/at/all')).toEqual([]);
});

test.each([
  ['notes/plan.md', '# Plan\n', 'text/markdown', 7],
  ['data.json', '{"a":1}', 'application/json', 7],
  [`notes/deep/${encodeURIComponent('ünïcode 名前.txt')}`, '名前\n', 'text/plain', 7],
  [`notes/deep/${encodeURIComponent('ünïcode 名前.txt'.normalize('NFD'))}`, '名前\n', 'text/plain', 7],
  ['notes%2Fplan.md', '# Plan\n', 'text/markdown', 7],
  ['LICENSE', 'free', 'text/plain', 4],
  ['empty.csv', '', 'text/csv', 0],
  [encodeURIComponent('a%2e%2e..b.txt'), 'dots', 'text/plain', 4],
  ['picture.png', 'iVBORwA=', 'image/png', 5],
  ['page.SVG', 'PHN2Zy8+', 'image/svg+xml', 6],
  ['fake.txt', '//5B', 'application/octet-stream', 3],
])('the file %s is read with its type', async (path, content, content_type, size_bytes) => {
  const answer = await read('talk:1', path);
  expect(answer.status).toBe(200);
  expect(SessionFileContent.parse(answer.body)).toEqual({ success: true, content, content_type, size_bytes });
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
});

test.each([
  ['../secret.txt', /may not lead out/],
  ['notes/../../secret.txt', /may not lead out/],
  ['..%2f..%2fsecret.txt', /may not lead out/],
  ['%2e%2e/secret.txt', /may not lead out/],
  ['...', /may not lead out/],
  ['%2Fetc%2Fpasswd', /relative to the workspace/],
  ['/etc/passwd', /relative to the workspace/],
  ['~root', /relative to the workspace/],
  ['C:%5Cboot.ini', /forward slashes/],
  ['notes%5Cplan.md', /forward slashes/],
  ['a%00.txt', /control or invisible/],
  ['a%0d%0aSet-Cookie:x', /control or invisible/],
  ['plan%E2%80%AE.md', /control or invisible/],
  ['notes%E2%88%95plan.md', /looks like a slash/],
  ['%EF%BC%8E%EF%BC%8E/secret.txt', /looks like a slash/],
  ['.holdfast-draft', /reserved/],
  ['aux.txt', /not allowed on every system/],
  ['DATA.json', /differs only in upper and lower case/],
  ['data.json/x', /is not a folder/],
  ['x/'.repeat(30), /nested too deeply/],
  ['x'.repeat(2_000), /too long/],
  ['notes', /^path is a directory$/],
  ['notes/', /^path is a directory$/],
  ['.', /^path is a directory$/],
  ['%ff', /^Invalid path encoding$/],
])('the path %s is refused with a sentence', async (path, sentence) => {
  const answer = await raw(`/api/v1/sessions/talk:1/files/${path}`);
  expect(answer.status).toBe(400);
  expect((JSON.parse(answer.text) as { error: string }).error).toMatch(sentence);
  expect(answer.text).not.toContain(root);
});

test('hostile folders are refused too, and so is a path that is given twice', async () => {
  for (const path of ['..', '../..', '/', '/etc', 'a\0', 'notes\\deep', 'data.json']) {
    const answer = await list('talk:1', `?path=${encodeURIComponent(path)}`);
    expect([path, answer.status]).toEqual([path, 400]);
    expect(answer.text).not.toContain(root);
  }
  expect(await list('talk:1', '?path=a&path=b')).toMatchObject({
    status: 400,
    body: { error: 'Give path once' },
  });
});

test('what is not there is 404: a file, a session, a session of another tenant', async () => {
  expect(await read('talk:1', 'nowhere.txt')).toMatchObject({
    status: 404,
    body: { error: 'file not found' },
  });
  expect(await read('talk:1', '%252e%252e')).toMatchObject({ status: 404 });
  const unknown = { status: 404, body: { error: 'session not found' } };
  expect(await list('unheard-of')).toMatchObject(unknown);
  expect(await read('unheard-of', 'data.json')).toMatchObject(unknown);
  expect(await list('..')).not.toMatchObject({ status: 200 });
  expect(await raw('/api/v1/sessions/../files')).toMatchObject({ status: 404 });
  expect(await list('talk:1', '', otherKey)).toMatchObject(unknown);
  expect(await read('talk:1', 'data.json', otherKey)).toMatchObject(unknown);
});

test('equal sessions of two tenants have their own files', async () => {
  await workspaces.open('other', 'talk:1b').write('theirs.txt', Buffer.from('theirs'));
  await workspaces.open('acme', 'talk:1b').write('ours.txt', Buffer.from('ours'));
  const names = async (key: string) => (await list('talk:1b', '', key)).body.files.map(({ name }) => name);
  expect(await names(house.key)).toEqual(['ours.txt']);
  expect(await names(otherKey)).toEqual(['theirs.txt']);
  expect((await read('talk:1b', 'theirs.txt')).status).toBe(404);
});

test('a session with a task and without a file is empty', async () => {
  await house.submit({ query: 'hi', session_id: 'talkative' });
  expect(await list('talkative')).toMatchObject({ status: 200, body: { success: true, files: [] } });
  expect(await list('talkative', '', otherKey)).toMatchObject({ status: 404 });
  expect(await read('talkative', 'a.txt')).toMatchObject({ status: 404, body: { error: 'file not found' } });
});

test('links are followed nowhere and shown nowhere', async () => {
  expect((await list('linked')).body.files.map(({ name }) => name)).toEqual(['plain.txt']);
  expect((await list('linked', '?path=way-out')).body.files).toEqual([]);
  expect((await list('linked', '?path=way-out/workspaces')).status).toBe(400);
  for (const path of ['link.txt', 'way-out']) expect((await read('linked', path)).status).toBe(404);
  expect((await read('linked', 'way-out/secret.txt')).status).toBe(400);
});

test.each(['a%20b', 'a%2Fb', '%00', 'a'.repeat(129), '%E2%80%AE', 'é'])(
  'the session id %s is refused',
  async (id) => {
    const refused = { status: 400, body: { error: 'Invalid session_id format' } };
    expect(await list(id)).toMatchObject(refused);
    expect(await read(id, 'data.json')).toMatchObject(refused);
  },
);

test('the largest file comes whole; one that somebody made larger is refused with a sentence', async () => {
  const bytes = Buffer.alloc(workspaceBounds.fileBytes, 'ab');
  await workspaces.open('acme', 'large').write('large.txt', bytes);
  const answer = await read('large', 'large.txt');
  expect(answer.body.size_bytes).toBe(bytes.length);
  expect(answer.body.content === bytes.toString()).toBe(true);
  await writeFile(join(linked, 'huge.bin'), Buffer.alloc(workspaceBounds.fileBytes + 1));
  const huge = await read('linked', 'huge.bin');
  expect(huge).toMatchObject({
    status: 400,
    body: { error: expect.stringMatching(/larger than/) as string },
  });
});

test('a folder of many files is listed whole', async () => {
  const folder = join(linked, 'many');
  await mkdir(folder);
  await Promise.all(Array.from({ length: 2_000 }, (_, n) => writeFile(join(folder, `f${n}`), 'x')));
  expect((await list('linked', '?path=many')).body.files).toHaveLength(2_000);
});

test('without a key nothing is told, and other methods are refused', async () => {
  const base = '/api/v1/sessions';
  for (const path of ['/talk:1/files', '/talk:1/files/data.json', '/unheard-of/files', '/a%20b/files']) {
    for (const key of [null, 'sk_unknown']) {
      expect(await house.call('GET', `${base}${path}`, { key })).toMatchObject({
        status: 401,
        body: { error: 'Unauthorized' },
      });
    }
  }
  const path = `${base}/talk:1/files?api_key=${house.key}`;
  expect((await house.call('GET', path, { key: null })).status).toBe(401);
  for (const [method, below] of [
    ['POST', '/talk:1/files'],
    ['PUT', '/talk:1/files/data.json'],
    ['DELETE', '/talk:1/files/data.json'],
  ] as const) {
    const answer = await house.call(method, `${base}${below}`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  }
  expect((await read('talk:1', 'data.json')).status).toBe(200);
});
