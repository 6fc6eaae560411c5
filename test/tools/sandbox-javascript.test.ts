import { createSandbox } from '../../src/providers/sandbox';
import { childrenOf } from '../support/children';
import { eventually } from '../support/eventually';

jest.setTimeout(60_000);

const sandbox = createSandbox();
afterAll(async () => {
  await sandbox.close();
  expect(childrenOf('deno')).toEqual([]);
});

const run = (code: string, more: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
  sandbox.run(
    { language: 'javascript', code, files: [], timeoutMs: more.timeoutMs ?? 10_000 },
    more.signal ?? new AbortController().signal,
  );

test.each([
  ['1 + 1', '2'],
  ['"text"', 'text'],
  ['const o = { a: [1, null], b: 2n }; o', '{\n "a": [\n  1,\n  null\n ],\n "b": "2n"\n}'],
  ['new Map([["a", 1]])', '[\n [\n  "a",\n  1\n ]\n]'],
  ['Promise.resolve(5)', '5'],
  ['const x = await Promise.resolve(6); return x', '6'],
  ['let x = 1;', undefined],
  ['const a = {}; a.a = a; a', '[object Object]'],
])('the value of %j', async (code, value) => {
  expect(await run(code)).toMatchObject({ value, error: undefined, stdout: '', stderr: '', changes: [] });
});

test('what a program prints is told apart', async () => {
  const result = await run('console.log("a", { b: 1 }, 2); console.error("c"); undefined');
  expect(result).toMatchObject({ stdout: 'a {\n "b": 1\n} 2\n', stderr: 'c\n', value: undefined });
});

test.each([
  ['throw new TypeError("no")', /^TypeError: no\n {4}at .*code\.js:1/],
  ['throw 7', /^7$/],
  ['let let', /^SyntaxError/],
  ['nothing()', /^ReferenceError: '?nothing'? is not defined/],
  ['(async () => { throw new Error("late") })()', /^Error: late/],
  ['new Promise(() => {})', /waits for something that never comes/],
  ['const f = () => f(); f()', /stack overflow|call stack/],
  ['JSON.parse("[".repeat(1e5))', /stack|interpreter stopped/],
])('the error of %j', async (code, error) => {
  expect((await run(code)).error).toMatch(error);
});

test('there is nothing but the language, console and files', async () => {
  const names = ['process', 'require', 'module', 'fetch', 'Deno', 'Worker', 'WebSocket', 'XMLHttpRequest']
    .concat([
      'setTimeout',
      'std',
      'os',
      'WebAssembly',
      'Buffer',
      'print',
      'read',
      'importScripts',
      'navigator',
    ])
    .map((name) => `typeof ${name}`);
  expect(JSON.parse((await run(`[${names.join()}]`)).value!)).toEqual(names.map(() => 'undefined'));
});

test.each([
  'import("node:fs")',
  'import("data:text/javascript,export default 1")',
  'import fs from "node:fs"',
  'console.log.constructor.constructor("return process")()',
  'files.read.constructor("return Deno.env.toObject()")()',
  'new Function("return require")()("fs")',
  '(0, eval)("process.exit(1)")',
  'files.read("/etc/passwd")',
  'files.read("../../../etc/passwd")',
  'files.read("__proto__")',
])('no way out: %s', async (code) => {
  expect((await run(code)).error).toMatch(/Error/);
});

test('a changed prototype changes nothing in the next run, nor what the host makes of this one', async () => {
  const polluted = await run(
    'Object.prototype.path = "x"; Array.prototype.map = () => ["y"]; JSON.stringify = () => "z"; ' +
      'Object.prototype.toString = () => "t"; globalThis.left = 1; files.write("f", "1"); [1]',
  );
  expect(polluted).toMatchObject({ error: undefined, changes: [{ path: 'f' }] });
  expect((await run('[typeof left, ({}).path, [1].map((x) => x + 1), `${{}}`]')).value).toBe(
    '[\n "undefined",\n null,\n [\n  2\n ],\n "[object Object]"\n]',
  );
  expect(({} as { path?: string }).path).toBeUndefined();
});

test.each([
  'for (;;) {}',
  'try { for (;;) {} } catch { for (;;) {} }',
  '/^(a+)+$/.test("a".repeat(50) + "!")',
  'const f = () => Promise.resolve().then(f); f()',
])('a program that never ends is ended while others are served: %s', async (code) => {
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 20);
  const { error } = await run(`console.log("before"); ${code}`, { timeoutMs: 1_000 });
  clearInterval(timer);
  expect(error).toBe('The program was stopped after 1 s.');
  expect(ticks).toBeGreaterThan(10);
});

test.each([
  'const a = []; for (;;) a.push(new Array(1e5).fill(a))',
  '"x".repeat(1e9)',
  'new ArrayBuffer(1e9)',
  'let s = "x"; for (;;) s += s',
])('memory has a bound: %s', async (code) => {
  expect((await run(code)).error).toMatch(
    /out of memory|invalid (string|array|length)|too long|broke a bound/i,
  );
});

test('output and files are bounded', async () => {
  const result = await run('for (let i = 0; i < 300; i++) console.log("x".repeat(1000)); "y".repeat(1e6)');
  expect(result.isOutputCut).toBe(true);
  expect(result.stdout.length).toBe(100_000);
  expect(result.value!.length).toBeLessThanOrEqual(20_000);
  expect((await run('files.write("big", "x".repeat(11e6))')).error).toMatch(/files are too large/);
});

test('an abort ends a program with its reason, also one that waits for its turn', async () => {
  const abort = new AbortController();
  const running = Array.from({ length: 4 }, () => run('for (;;) {}', { signal: abort.signal }));
  await eventually(
    () => childrenOf('deno').length,
    (count) => count >= 2,
  );
  abort.abort(new Error('cancelled'));
  const outcomes = await Promise.allSettled(running);
  expect(outcomes.map((outcome) => outcome.status === 'rejected' && String(outcome.reason))).toEqual(
    outcomes.map(() => 'Error: cancelled'),
  );
  expect((await run('1')).value).toBe('1');
});

test('a sandbox that closes ends what runs and what waits, to be run again elsewhere', async () => {
  const other = createSandbox();
  const program = { language: 'javascript', code: 'for (;;) {}', files: [], timeoutMs: 30_000 } as const;
  const running = Array.from({ length: 3 }, () => other.run(program, new AbortController().signal));
  const outcomes = Promise.allSettled(running);
  await eventually(
    () => childrenOf('deno').length,
    (count) => count >= 2,
  );
  await other.close();
  expect(childrenOf('deno')).toEqual([]);
  for (const outcome of await outcomes)
    expect(outcome).toMatchObject({ reason: { message: /server is stopping/, isRetryable: true } });
});
