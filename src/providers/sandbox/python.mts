import type { PyodideInterface } from 'pyodide';
import type { Print, Program, ProgramOutcome, ProgramRequest } from './program.mjs';

declare const WebAssembly: { readonly Memory: { readonly prototype: Memory } };

const mostValueCharacters = 20_000;
const mostMemoryBytes = 512 * 1024 * 1024;
const home = '/workspace';

/** Modules that programs import most; from its archive some take a second of CPU each. */
const common = ['calendar', 'csv', 'datetime', 'decimal', 'fractions', 'statistics'];

/** What is imported before the snapshot is made. The path's first entry is put there anew by whoever loads it. */
const pythonImports = `
import asyncio, sys, traceback, pyodide.code
import ${common.join(', ')}
sys.path.remove('')
`;

/** What a snapshot must not hold: the state of what is random, and the time at which it was made. */
const pythonAwake = `
import logging, random, time
random.seed()
logging._startTime = time.time_ns()
`;

/** Runs a program and says its value and its error as Python would; frames of the host are left out. */
const pythonHelper = `
import os, sys, traceback
from pyodide.code import eval_code_async
sys.dont_write_bytecode = True
sys.path.insert(0, '${home}')
def prefer_files():
    # A file of the program comes before a module of its name, also before one that is imported already.
    for name in '${common.join(' ')}'.split():
        if os.path.exists(f'{name}.py') or os.path.exists(name): sys.modules.pop(name, None)
async def run(code, most):
    value, error = None, None
    prefer_files()
    try:
        value = await eval_code_async(code, {'__name__': '__main__', '__builtins__': __builtins__}, filename='<code>')
        value = None if value is None else repr(value)[:most]
    except SystemExit as stop:
        if stop.code not in (None, 0): error = f'SystemExit: {stop.code}'
    except BaseException as problem:
        frame = problem.__traceback__
        while frame is not None and frame.tb_frame.f_code.co_filename != '<code>': frame = frame.tb_next
        error = ''.join(traceback.format_exception(type(problem), problem, frame))[-most:]
    for stream in (sys.stdout, sys.stderr):
        try: stream.flush()
        except Exception: pass
    return [value, error]
run
`;

/**
 * Makes Python ready: CPython as WebAssembly, without the names that lead from it to its host. `snapshot` is what
 * `makeSnapshot` returned; without it Python begins from nothing, which takes some seconds of CPU more.
 */
export async function load(base: string, snapshot?: Uint8Array): Promise<Program> {
  limitMemory();
  const pyodide = await pyodideOf(base, snapshot ? { _loadSnapshot: snapshot } : {});
  if (snapshot) pyodide.runPython(pythonAwake);
  const run = pyodide.runPython(pythonHelper) as (code: string, most: number) => Promise<PythonAnswer>;
  for (const name of ['Deno', 'fetch', 'Worker', 'WebSocket', 'EventSource', 'localStorage', 'caches']) {
    Reflect.deleteProperty(globalThis, name);
  }
  return (request, files, print) => runPython(pyodide, run, request, files, print);
}

/**
 * The memory of a Python that has begun and imported what programs need, for `load`. It is made by the same Deno, and
 * with the same options. Pyodide keeps the options for snapshots to itself (their names begin with `_`): its version
 * is pinned, and test/tools/sandbox-snapshot.test.ts would tell what a new one does otherwise.
 */
export async function makeSnapshot(base: string): Promise<Uint8Array> {
  const pyodide = await pyodideOf(base, { _makeSnapshot: true });
  pyodide.runPython(pythonImports);
  return pyodide.makeMemorySnapshot();
}

async function pyodideOf(base: string, options: PyodideConfig): Promise<PyodideInterface> {
  const { loadPyodide } = (await import(new URL('pyodide.mjs', base).href)) as typeof import('pyodide');
  return loadPyodide({
    ...options,
    indexURL: decodeURIComponent(new URL(base).pathname),
    // \`import js\` finds nothing: not the process, and no way to evaluate JavaScript.
    jsglobals: {} as never,
    env: { HOME: home, _: '', USER: 'code', LOGNAME: 'code' },
    stdin: () => null as never,
  });
}
type PyodideConfig = NonNullable<Parameters<(typeof import('pyodide'))['loadPyodide']>[0]>;
type PythonAnswer = { toJs(): [value: string | null | undefined, error: string | null | undefined] };

/** Python sees a MemoryError at this bound, long before the process is at its own. */
function limitMemory(): void {
  const memory = WebAssembly.Memory.prototype;
  const grow = Reflect.get(memory, 'grow') as (this: Memory, pages: number) => number;
  memory.grow = function (this: Memory, pages: number) {
    if (this.buffer.byteLength + pages * 65_536 > mostMemoryBytes) throw new RangeError('out of memory');
    return grow.call(this, pages);
  };
}
interface Memory {
  readonly buffer: ArrayBuffer;
  grow: (pages: number) => number;
}

async function runPython(
  pyodide: PyodideInterface,
  run: (code: string, most: number) => Promise<PythonAnswer>,
  request: ProgramRequest,
  files: Map<string, Uint8Array>,
  print: Print,
): Promise<ProgramOutcome> {
  const writer = (stream: 'out' | 'err') => {
    const decoder = new TextDecoder();
    return {
      write: (bytes: Uint8Array) => {
        print(stream, decoder.decode(bytes, { stream: true }));
        return bytes.length;
      },
    };
  };
  pyodide.setStdout(writer('out'));
  pyodide.setStderr(writer('err'));
  pyodide.FS.mkdirTree(home);
  for (const [path, bytes] of files) {
    pyodide.FS.mkdirTree(`${home}/${path}`.slice(0, `${home}/${path}`.lastIndexOf('/')));
    pyodide.FS.writeFile(`${home}/${path}`, bytes);
  }
  pyodide.FS.chdir(home);
  const [value, error] = (await run(request.code, mostValueCharacters)).toJs();
  return { value: value ?? null, error: error ?? null, ...collect(pyodide, request) };
}

/** The plain files that a program left, up to the bounds. */
function collect(
  pyodide: PyodideInterface,
  { most }: ProgramRequest,
): Pick<ProgramOutcome, 'files' | 'isCut'> {
  const files = new Map<string, Uint8Array>();
  const waiting = [''];
  let left = most.fileBytes;
  let steps = 10 * most.files;
  let isCut = false;
  const fs = pyodide.FS as unknown as FileSystem;
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const name of fs.readdir(`${home}/${folder}`)) {
      if (name === '.' || name === '..' || name === '__pycache__') continue;
      if (--steps < 0) return { files, isCut: true };
      const path = folder === '' ? name : `${folder}/${name}`;
      const { mode, size } = fs.lstat(`${home}/${path}`);
      if (fs.isDir(mode)) waiting.push(path);
      if (!fs.isFile(mode)) continue;
      const isTooMuch = size > left || files.size >= most.files;
      isCut ||= isTooMuch;
      if (isTooMuch) continue;
      files.set(path, fs.readFile(`${home}/${path}`));
      left -= size;
    }
  }
  return { files, isCut };
}
interface FileSystem {
  readdir(path: string): string[];
  lstat(path: string): { mode: number; size: number };
  isDir(mode: number): boolean;
  isFile(mode: number): boolean;
  readFile(path: string): Uint8Array;
}
