import {
  spawn,
  type ChildProcessByStdio,
  type SpawnOptionsWithStdioTuple,
  type StdioNull,
  type StdioPipe,
} from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

export type Language = 'javascript' | 'python';

/** Without a folder to keep things in, programs have no storage in which one could leave something for another. */
const nowhere = '/dev/null/none';
/** Kilobytes of data and seconds of CPU after which the system itself ends a process, whatever became of us. */
const systemLimits = 'ulimit -c 0; ulimit -f 0; ulimit -t 120; ulimit -d 1200000';
/** Room on the stack for the deepest calls that QuickJS allows, so that it is QuickJS that refuses deeper ones. */
const v8 = '--max-old-space-size=256,--stack-size=3000,--disallow-code-generation-from-strings';

/** Where a build leaves the snapshot of Python: it is the same for the sources and for what is built of them. */
export const snapshotFile = join(__dirname, '..', '..', '..', 'dist', 'python.snapshot');

/** The hosts run as they stand in the sources, or as the compiler made them. */
const extension = extname(__filename) === '.ts' ? '.mts' : '.mjs';

/** What a process needs to know of a language. */
export interface Interpreter {
  /** File whose `load` makes it ready. */
  readonly loader: string;
  /** What the process may read beside it. */
  readonly folders: readonly string[];
  readonly base: string;
  /** File with its memory when it is ready, so that it need not begin from nothing; undefined where there is none. */
  readonly snapshot?: string | undefined;
  /** Package names in the interpreter's own imports, which nothing else resolves. */
  readonly imports: Record<string, string>;
}

/** Finds the interpreter of a language among the installed packages. */
export function interpreterOf(language: Language): Interpreter {
  const loader = join(__dirname, `${language}${extension}`);
  return { loader, ...(language === 'python' ? python() : javaScript()) };
}

/** Starts the process of one program: Deno with all permissions denied but to read its interpreter's files. */
export function startHost(interpreter: Interpreter): DenoProcess {
  return startDeno('host', interpreter, 'ignore');
}

/** Starts the process that makes a snapshot, in the same way; it writes that to its output. */
export function startSnapshotHost(interpreter: Interpreter): DenoProcess {
  return startDeno('snapshot-host', { ...interpreter, snapshot: undefined }, 'inherit');
}

function startDeno(program: string, interpreter: Interpreter, errors: StdioNull): DenoProcess {
  const { loader, folders, base, snapshot, imports } = interpreter;
  const snapshots = snapshot === undefined ? [] : [snapshot];
  const readable = [...folders, loader, ...snapshots].map((path) => path.replaceAll(',', ',,')).join(',');
  const map = Buffer.from(JSON.stringify({ imports })).toString('base64');
  const args = [
    'run',
    '--quiet',
    ...['--no-prompt', '--no-remote', '--no-npm', '--no-config', '--no-lock', '--cached-only'],
    `--v8-flags=${v8}`,
    `--import-map=data:application/json;base64,${map}`,
    `--allow-read=${readable}`,
    join(__dirname, `${program}${extension}`),
    pathToFileURL(loader).href,
    pathToFileURL(`${base}/`).href,
    ...snapshots,
  ];
  const options: SpawnOptionsWithStdioTuple<StdioPipe, StdioPipe, StdioNull> = {
    cwd: base,
    // One zone everywhere: a snapshot keeps that of the machine which made it.
    env: { DENO_DIR: nowhere, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1', TZ: 'UTC' },
    stdio: ['pipe', 'pipe', errors],
    windowsHide: true,
  };
  if (process.platform === 'win32') return spawn(denoPath(), args, options);
  const script = `{ ${systemLimits}; } 2>/dev/null; exec "$0" "$@"`;
  return spawn('/bin/sh', ['-c', script, denoPath(), ...args], options);
}
type DenoProcess = ChildProcessByStdio<Writable, Readable, null>;

function python(): Omit<Interpreter, 'loader'> {
  const base = folderOf(require.resolve('pyodide/package.json'));
  return {
    folders: [base],
    base,
    snapshot: existsSync(snapshotFile) ? snapshotFile : undefined,
    imports: {},
  };
}

function javaScript(): Omit<Interpreter, 'loader'> {
  const packages = createRequire(require.resolve('quickjs-emscripten/package.json'));
  const core = folderOf(packages.resolve('quickjs-emscripten-core'));
  const engine = folderOf(packages.resolve('@jitl/quickjs-wasmfile-release-sync'));
  const types = folderOf(createRequire(join(core, 'index.js')).resolve('@jitl/quickjs-ffi-types'));
  const url = (folder: string, file: string) => pathToFileURL(join(folder, file)).href;
  const name = '@jitl/quickjs-wasmfile-release-sync';
  return {
    folders: [core, engine, types],
    base: engine,
    imports: {
      'quickjs-emscripten-core': url(core, 'index.mjs'),
      '@jitl/quickjs-ffi-types': url(types, 'index.mjs'),
      [name]: url(engine, 'index.mjs'),
      [`${name}/emscripten-module`]: url(engine, 'emscripten-module.mjs'),
    },
  };
}

function folderOf(file: string): string {
  return realpathSync(dirname(file));
}

/** The binary that the package `deno` brought; where its install script did not run, that of its platform's package. */
function denoPath(): string {
  const folder = dirname(require.resolve('deno/package.json'));
  const binary = join(folder, process.platform === 'win32' ? 'deno.exe' : 'deno');
  if (existsSync(binary)) return binary;
  const { runInstall } = createRequire(join(folder, 'package.json'))('./install_api.cjs') as {
    runInstall: () => string;
  };
  return runInstall();
}
