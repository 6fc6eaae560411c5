import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../../src/providers/sandbox';
import { childrenOf } from '../support/children';

jest.setTimeout(60_000);

const sandbox = createSandbox();
let server: Server;
let port: number;
let connections = 0;
beforeAll(async () => {
  server = createServer((_, response) => response.end('inside'));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  await sandbox.close();
  expect(childrenOf('deno')).toEqual([]);
  server.close();
});

const run = (code: string, more: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
  sandbox.run(
    { language: 'python', code, files: [], timeoutMs: more.timeoutMs ?? 20_000 },
    more.signal ?? new AbortController().signal,
  );

test('a program prints, has a value, imports of the standard library, and waits', async () => {
  const result = await run(
    [
      'import sys, math, statistics, asyncio, json',
      'print("out"); print("err", file=sys.stderr)',
      'await asyncio.sleep(0.01)',
      '{"mean": statistics.mean([1, 2, 6]), "pi": round(math.pi, 2), "name": __name__}',
    ].join('\n'),
  );
  expect(result).toMatchObject({
    stdout: 'out\n',
    stderr: 'err\n',
    value: "{'mean': 3, 'pi': 3.14, 'name': '__main__'}",
    error: undefined,
    changes: [],
  });
});

test('an error is told as Python tells it, with the lines of the program alone', async () => {
  const { error, stdout } = await run('print("before")\ndef f():\n  return 1 / 0\nf()');
  expect(stdout).toBe('before\n');
  expect(error).toBe(
    'Traceback (most recent call last):\n  File "<code>", line 4, in <module>\n' +
      '  File "<code>", line 3, in f\nZeroDivisionError: division by zero\n',
  );
});

/** Ways out, each of which must raise; one process tries them all. */
const waysOut: Record<string, string> = {
  'the process by js': 'import js; js.process.env',
  'Deno by js': 'from js import Deno',
  'fetch by js': 'import js; js.fetch',
  'globalThis by js': 'import js; js.globalThis.Deno',
  'JavaScript by run_js': 'from pyodide.code import run_js; run_js("1")',
  'JavaScript by a constructor':
    'from pyodide.ffi import to_js; to_js([1]).constructor.constructor("return 1")()',
  'JavaScript by a function': 'import pyodide_js; pyodide_js.runPython.constructor("return globalThis")()',
  'a file of the machine': 'open("/etc/passwd").read()',
  'a file of the machine by a mount':
    'import pyodide_js, os; pyodide_js.mountNodeFS("/mnt", "/etc"); open("/mnt/passwd").read()',
  'a process by subprocess': 'import subprocess; subprocess.run(["/bin/true"])',
  'a process by fork': 'import os; os.fork()',
  'a process by exec': 'import os; os.execv("/bin/true", ["true"])',
  'a process by spawn': 'import os; os.posix_spawn("/bin/true", ["true"], {})',
  'a process by multiprocessing': 'import multiprocessing; multiprocessing.Process(target=print).start()',
  'a thread': 'import threading; threading.Thread(target=print).start()',
  'the network by urllib': 'import urllib.request; urllib.request.urlopen("http://127.0.0.1:PORT/").read()',
  'the network by a socket':
    'import socket; s = socket.create_connection(("127.0.0.1", PORT), 2); s.send(b"GET / HTTP/1.0\\r\\n\\r\\n"); assert s.recv(1)',
  'the network by http.client':
    'import http.client; c = http.client.HTTPConnection("127.0.0.1", PORT, timeout=2); c.request("GET", "/"); c.getresponse()',
  'the network by pyfetch': 'from pyodide.http import pyfetch; await pyfetch("http://127.0.0.1:PORT/")',
  'the network by open_url': 'from pyodide.http import open_url; open_url("http://127.0.0.1:PORT/")',
  'a package of the network':
    'import pyodide_js; await pyodide_js.loadPackage("http://127.0.0.1:PORT/x-1-py3-none-any.whl"); import x',
  'a name that is looked up':
    'import socket, urllib.request; urllib.request.urlopen("http://localhost:PORT/").read()',
  'a key from the user': 'input()',
  'more memory than there is': 'bytearray(3_000_000_000)',
};

test('no way leads out', async () => {
  const ways = Object.fromEntries(
    Object.entries(waysOut).map(([name, code]) => [name, code.replaceAll('PORT', String(port))]),
  );
  const program = `
import json
from pyodide.code import eval_code_async
found = {}
for name, code in json.loads(${JSON.stringify(JSON.stringify(ways))}).items():
    try:
        await eval_code_async(code, {})
        found[name] = 'IT WORKED'
    except BaseException as error:
        found[name] = 'refused'
json.dumps(found)`;
  const { value, error } = await run(program, { timeoutMs: 40_000 });
  expect(error).toBeUndefined();
  const found: unknown = JSON.parse(value!.slice(1, -1));
  expect(found).toEqual(Object.fromEntries(Object.keys(waysOut).map((name) => [name, 'refused'])));
  expect(connections).toBe(0);
});

test('the environment, the folders and the files of the machine are not there', async () => {
  process.env['HOLDFAST_TEST_SECRET'] = 'very-secret';
  try {
    const { value } = await run(
      'import os\nopen("/etc-holdfast-test", "w").write("x")\nos.makedirs("/tmp/a", exist_ok=True)\n' +
        'open("/tmp/holdfast-escape", "w").write("x")\n[dict(os.environ), os.getcwd(), os.listdir("/"), os.uname()]',
    );
    expect(value).toContain('/workspace');
    expect(value).not.toContain('very-secret');
    expect(value).not.toContain(process.cwd());
    expect(value).not.toContain("etc'");
    expect([existsSync('/etc-holdfast-test'), existsSync('/tmp/holdfast-escape')]).toEqual([false, false]);
  } finally {
    delete process.env['HOLDFAST_TEST_SECRET'];
  }
});

test('a shell ends the program, not the rules', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-shell-'));
  const result = await run(`import os\nos.system("touch ${folder}/made")\nprint("after")`);
  expect(result.error).toBeDefined();
  expect(result.stdout).not.toContain('after');
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

test('nothing of one program is there in the next', async () => {
  await run(
    'import builtins\nbuiltins.left = 1\nopen("/tmp/left", "w").write("x")\nopen("left.txt", "w").write("x")',
  );
  const { value } = await run(
    'import builtins, os\n[hasattr(builtins, "left"), os.path.exists("/tmp/left"), os.listdir(".")]',
  );
  expect(value).toBe('[False, False, []]');
});

test('a program that never ends is ended, and what it printed is kept', async () => {
  const result = await run('print("before", flush=True)\nwhile True:\n  pass', { timeoutMs: 1_000 });
  expect(result).toMatchObject({
    stdout: 'before\n',
    error: 'The program was stopped after 1 s.',
    changes: [],
  });
});

test('one that catches everything is ended too', async () => {
  const code = 'while True:\n  try:\n    while True: pass\n  except BaseException: pass';
  expect((await run(code, { timeoutMs: 1_000 })).error).toBe('The program was stopped after 1 s.');
});

test('memory has a bound, also outside of Python', async () => {
  expect((await run('x = []\nwhile True: x.append(bytearray(10_000_000))')).error).toMatch(/MemoryError/);
  const outside =
    'from pyodide.ffi import to_js\nmake = to_js(b"x").constructor.new\nx = []\n' +
    'for _ in range(30):\n  a = make(100_000_000); a.fill(1); x.append(a)';
  expect((await run(outside)).error).toMatch(/allocation failed|broke a bound/);
});

test('calls in calls without end, and an exit, end the program alone', async () => {
  expect((await run('def f(): return f()\nf()')).error).toMatch(/RecursionError/);
  expect((await run('import sys\nsys.exit(3)')).error).toBe('SystemExit: 3');
  expect((await run('import os\nos._exit(0)')).error).toBeDefined();
  expect((await run('1 + 1')).value).toBe('2');
});

test('output is bounded', async () => {
  const result = await run('for _ in range(300): print("x" * 1_000)\n"y" * 1_000_000');
  expect(result.isOutputCut).toBe(true);
  expect(result.stdout.length).toBe(100_000);
  expect(result.value!.length).toBeLessThanOrEqual(20_000);
});

test('an abort ends the process at once, with its reason', async () => {
  const abort = new AbortController();
  const running = run('while True: pass', { signal: abort.signal });
  setTimeout(() => abort.abort(new Error('cancelled')), 1_500);
  await expect(running).rejects.toThrow('cancelled');
});
