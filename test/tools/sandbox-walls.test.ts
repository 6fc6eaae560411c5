import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost } from '../../src/providers/sandbox/deno';

jest.setTimeout(60_000);

/**
 * What a program could do that broke out of its interpreter: code in the process itself, started as every program is.
 * Each try must be denied; those of the second list are what the process may do, so that the tries prove something.
 */
const denied: Record<string, string> = {
  'read a file': "await Deno.readTextFile('/etc/passwd')",
  'read a file by node': "(await import('node:fs')).readFileSync('/etc/passwd', 'utf8')",
  'list a folder': "[...Deno.readDirSync('/')]",
  'write a file': "await Deno.writeTextFile(FOLDER + '/made', 'x')",
  'write where it may read': "await Deno.writeTextFile(new URL('./made', import.meta.url), 'x')",
  'make a temporary file': 'await Deno.makeTempFile()',
  'read the environment': 'Deno.env.toObject()',
  'read the environment by node': "if (!process.env.PATH) throw new Error('empty')",
  'start a process': "new Deno.Command('/bin/true').outputSync()",
  'start a process by node': "(await import('node:child_process')).execSync('true')",
  'end a process': "Deno.kill(1, 'SIGCONT')",
  'learn of the machine': '[Deno.hostname(), Deno.networkInterfaces()]',
  'call by fetch': 'await (await fetch(HOST)).text()',
  'call by a socket': "await Deno.connect({ hostname: '127.0.0.1', port: PORT })",
  'call by node':
    "await new Promise((y, n) => import('node:http').then((h) => h.get(HOST, y).on('error', n)))",
  'call by a web socket':
    "await new Promise((y, n) => { const s = new WebSocket('ws://127.0.0.1:' + PORT); s.onopen = y; s.onerror = n; })",
  listen: "Deno.listen({ hostname: '127.0.0.1', port: 0 })",
  'look a name up': "await Deno.resolveDns('localhost', 'A')",
  'import from the network': "await import(HOST + '/x.mjs')",
  'import a package': "await import('npm:left-pad')",
  'import a file': "await import('file://' + FOLDER + '/other.mjs')",
  'read a file in a thread':
    "await new Promise((y, n) => { const w = new Worker('data:text/javascript,Deno.readTextFileSync(`/etc/passwd`);postMessage(1)', { type: 'module' }); w.onmessage = y; w.onerror = (e) => { e.preventDefault(); n(); }; })",
  'load a library': "Deno.dlopen('/lib/x.so', {})",
  'ask for more':
    "if ((await Deno.permissions.request({ name: 'read' })).state !== 'granted') throw new Error('no')",
  'keep something in storage': "localStorage.setItem('a', 'b')",
  'keep something in a cache': "await caches.open('a')",
  'evaluate a text': "new Function('return 1')()",
};
const allowed: Record<string, string> = {
  compute: '1 + 1',
  'read its interpreter': "await Deno.readTextFile(new URL('./loader.mjs', import.meta.url))",
};

test('the process of a program may do nothing but compute and read its interpreter', async () => {
  let connections = 0;
  const server = createServer((_, response) => response.end('export default 1'));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-walls-'));
  const inside = await mkdtemp(join(folder, 'interpreter-'));
  const tries = Object.entries({ ...denied, ...allowed });
  const loader = join(inside, 'loader.mjs');
  const { port } = server.address() as AddressInfo;
  const constants = { FOLDER: folder, HOST: `http://127.0.0.1:${port}`, PORT: port };
  await writeFile(join(folder, 'other.mjs'), 'export default 1');
  await writeFile(
    loader,
    `${Object.entries(constants)
      .map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`)
      .join('\n')}
    const within = (work) => Promise.race([work(), new Promise((_, no) => setTimeout(no, 3000, 'no answer'))]);
    const tries = { ${tries.map(([name, code]) => `${JSON.stringify(name)}: async () => { ${code} }`).join(',\n')} };
    export const load = async () => async (request, files) => {
      const found = {};
      for (const [name, work] of Object.entries(tries)) {
        found[name] = await within(work).then(() => 'done', () => 'denied');
      }
      return { value: JSON.stringify(found), error: null, files, isCut: false };
    };`,
  );
  const child = startHost({ loader, folders: [inside], base: inside, imports: {} });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const most = { outputCharacters: 1_000, fileBytes: 0, files: 0 };
  child.stdin.write(`${JSON.stringify({ code: '', files: [], timeoutMs: 1_000, most })}\n`);
  await ended;
  server.close();
  const [, done] = said.trim().split('\n');
  const outcome = (names: object, word: string) => Object.keys(names).map((name) => [name, word]);
  expect(JSON.parse((JSON.parse(done ?? '{}') as { value: string }).value)).toEqual(
    Object.fromEntries([...outcome(denied, 'denied'), ...outcome(allowed, 'done')]),
  );
  expect(connections).toBe(0);
  expect((await readdir(folder)).sort()).toEqual([expect.stringMatching(/^interpreter-/), 'other.mjs']);
  expect(await readdir(inside)).toEqual(['loader.mjs']);
  await rm(folder, { recursive: true, force: true });
});

test('a process whose starter is gone ends by itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-orphan-'));
  const loader = join(folder, 'loader.mjs');
  await writeFile(
    loader,
    'export const load = async () => () => new Promise(() => setInterval(() => {}, 1e6));',
  );
  const child = startHost({ loader, folders: [folder], base: folder, imports: {} });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdin.write('{"code":"","files":[],"most":{"outputCharacters":1}}\n');
  child.stdin.end();
  expect(await ended).toBe(0);
  await rm(folder, { recursive: true, force: true });
});
