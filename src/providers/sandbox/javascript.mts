import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten';
import type { Print, Program, ProgramOutcome, ProgramRequest } from './program.mjs';

declare const Deno: { readFile(url: URL): Promise<Uint8Array> };

const mostValueCharacters = 20_000;

/** Makes QuickJS ready: an engine without any door but those it is given. */
export async function load(base: string): Promise<Program> {
  // The names are resolved by the import map that the process was started with.
  const core = (await import(nameOf('quickjs-emscripten-core'))) as typeof import('quickjs-emscripten');
  const variant = (await import(nameOf('@jitl/quickjs-wasmfile-release-sync'))) as {
    default: Parameters<typeof core.newVariant>[0];
  };
  const wasmBinary = (await Deno.readFile(new URL('emscripten-module.wasm', base))).buffer as ArrayBuffer;
  const quickjs = await core.newQuickJSWASMModuleFromVariant(
    core.newVariant(variant.default as never, { wasmBinary }),
  );
  return (request, files, print) => Promise.resolve(run(quickjs, request, files, print));
}

/** A name that the compiler is not to look up. */
function nameOf(name: string): string {
  return name;
}

/** What programs find beside the language; it gets the doors out as arguments and leaves none of them lying about. */
const javaScriptPrelude = `(print, read, write, list, remove) => {
  const stringify = JSON.stringify, text = String;
  const plain = (key, value) => typeof value === 'bigint' ? value + 'n'
    : value instanceof Map || value instanceof Set ? [...value] : value;
  const show = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return value + '\\n' + (value.stack ?? '');
    if (typeof value === 'function' || typeof value === 'symbol') return text(value);
    try { return stringify(value, plain, 1) ?? text(value); } catch { return text(value); }
  };
  const log = (stream) => (...values) => { print(stream, values.map(show).join(' ') + '\\n'); };
  globalThis.console = { log: log('out'), info: log('out'), debug: log('out'), warn: log('err'), error: log('err') };
  globalThis.files = {
    read: (path) => read(text(path)),
    write: (path, content) => { write(text(path), text(content)); },
    list: () => JSON.parse(list()),
    remove: (path) => { remove(text(path)); },
  };
  return show;
}`;

function run(
  quickjs: QuickJSWASMModule,
  request: ProgramRequest,
  files: Map<string, Uint8Array>,
  print: Print,
): ProgramOutcome {
  const runtime = quickjs.newRuntime();
  runtime.setMemoryLimit(64 * 1024 * 1024);
  runtime.setMaxStackSize(512 * 1024);
  const deadline = performance.now() + request.timeoutMs;
  runtime.setInterruptHandler(() => performance.now() > deadline);
  const context = runtime.newContext();
  try {
    const doors = doorsOf(context, files, request, print);
    const prelude = context.unwrapResult(context.evalCode(javaScriptPrelude));
    const show = context.unwrapResult(context.callFunction(prelude, context.undefined, ...doors));
    for (const handle of [prelude, ...doors]) handle.dispose();
    const outcome = evaluate(context, runtime, request.code, show);
    show.dispose();
    const isOver = performance.now() > deadline;
    return { ...outcome, ...(isOver ? { error: 'timeout' } : {}), files, isCut: false };
  } finally {
    dispose(context, runtime);
  }
}

/** After a program that used up the host's own stack the engine cannot be tidied up; its process ends anyway. */
function dispose(...things: { dispose(): void }[]): void {
  try {
    for (const thing of things) thing.dispose();
  } catch {
    return;
  }
}

/** The only functions that reach out of a program: they take and give text, and know nothing but a table of files. */
function doorsOf(
  context: QuickJSContext,
  files: Map<string, Uint8Array>,
  { most }: ProgramRequest,
  print: Print,
): QuickJSHandle[] {
  const textOf = (handle: QuickJSHandle | undefined) => (handle ? context.getString(handle) : '');
  return [
    context.newFunction('print', (stream, text) => {
      print(textOf(stream) === 'err' ? 'err' : 'out', textOf(text));
    }),
    context.newFunction('read', (path) => {
      const bytes = files.get(textOf(path));
      if (!bytes) throw new Error(`There is no file ${textOf(path)}.`);
      return context.newString(new TextDecoder().decode(bytes));
    }),
    context.newFunction('write', (path, content) => {
      const bytes = new TextEncoder().encode(textOf(content));
      const others = [...files].filter(([name]) => name !== textOf(path));
      const total = others.reduce((sum, [, { length }]) => sum + length, bytes.length);
      if (total > most.fileBytes || others.length >= most.files) throw new Error('The files are too large.');
      files.set(textOf(path), bytes);
    }),
    context.newFunction('list', () => context.newString(JSON.stringify([...files.keys()].sort()))),
    context.newFunction('remove', (path) => {
      files.delete(textOf(path));
    }),
  ];
}

function evaluate(
  context: QuickJSContext,
  runtime: QuickJSRuntime,
  code: string,
  show: QuickJSHandle,
): Pick<ProgramOutcome, 'value' | 'error'> {
  const shown = (handle: QuickJSHandle): string => {
    const text = context.callFunction(show, context.undefined, handle);
    if (text.error) return text.error.consume(() => 'an error that cannot be shown');
    return text.value.consume((value) => context.getString(value)).slice(0, mostValueCharacters);
  };
  const failed = (handle: QuickJSHandle) => ({ value: null, error: handle.consume(shown) });
  let result = context.evalCode(code, 'code.js');
  if (result.error && /\bawait\b/.test(code)) {
    // A script may not wait; the same as the body of a function may.
    const error = result.error.consume(shown);
    if (!error.startsWith('SyntaxError')) return { value: null, error };
    result = context.evalCode(`(async () => {${code}\n})()`, 'code.js');
  }
  if (result.error) return failed(result.error);
  const jobs = runtime.executePendingJobs();
  if (jobs.error) {
    result.value.dispose();
    return failed(jobs.error);
  }
  jobs.dispose();
  return result.value.consume((value) => {
    const state = context.getPromiseState(value);
    if (state.type === 'pending')
      return { value: null, error: 'The program waits for something that never comes.' };
    if (state.type === 'rejected') return failed(state.error);
    if (state.notAPromise === true) return { value: valueOf(value), error: null };
    return { value: state.value.consume(valueOf), error: null };
  });
  function valueOf(handle: QuickJSHandle): string | null {
    return context.typeof(handle) === 'undefined' ? null : shown(handle);
  }
}
