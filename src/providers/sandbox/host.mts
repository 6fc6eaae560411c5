/**
 * The process that runs one program of a stranger, inside Deno with no permission but to read its own interpreter.
 * Arguments: URL of the file that loads the interpreter, URL of the interpreter's folder, and, where there is one, the
 * file of its snapshot. It says `ready`, takes one request as a line of JSON, and tells what came of it as lines of
 * JSON. It runs as this file and as what tsc makes of it, so it imports only types, and what its arguments name.
 */
import { Buffer } from 'node:buffer';
import type { Load, Print, ProgramOutcome, ProgramRequest } from './program.mjs';

declare const Deno: {
  readonly args: readonly string[];
  readFile(path: string): Promise<Uint8Array>;
  readonly stdin: { readonly readable: ReadableStream<Uint8Array> };
  readonly stdout: { writeSync(bytes: Uint8Array): number };
  exit(code: number): never;
};

// Held here: an interpreter takes the name away from what it runs.
const deno = Deno;
// Its output is ours alone: interpreters talk.
console.log = () => undefined;

function say(message: object): void {
  let bytes: Uint8Array = new TextEncoder().encode(`${JSON.stringify(message)}\n`);
  while (bytes.length > 0) bytes = bytes.subarray(deno.stdout.writeSync(bytes));
}

/** Prints up to the bound; what is above it is dropped and only marked. */
function printer(most: number): Print {
  let left = most;
  return (stream, text) => {
    if (left < 0) return;
    if (text !== '') say({ kind: stream, text: text.slice(0, left) });
    left -= text.length;
    if (left < 0) say({ kind: 'cut' });
  };
}

function filesOf({ files }: ProgramRequest): Map<string, Uint8Array> {
  return new Map(files.map(([path, content]) => [path, new Uint8Array(Buffer.from(content, 'base64'))]));
}

/** What the program made of its files: new bytes, or null for a file that is gone. */
function changesOf(
  request: ProgramRequest,
  { files, isCut }: ProgramOutcome,
): [path: string, base64: string | null][] {
  const before = new Map(request.files);
  const changes: [string, string | null][] = [];
  for (const [path, bytes] of files) {
    const content = Buffer.from(bytes).toString('base64');
    if (before.get(path) !== content) changes.push([path, content]);
  }
  // A file that was left out for its size is not gone.
  if (!isCut) for (const path of before.keys()) if (!files.has(path)) changes.push([path, null]);
  return changes;
}

/** The one request of this process. Ends it when whoever started it is gone. */
async function requested(): Promise<ProgramRequest> {
  const reader = deno.stdin.readable.getReader();
  const chunks: Uint8Array[] = [];
  for (;;) {
    const { value } = await reader.read();
    if (!value) return deno.exit(0);
    chunks.push(value);
    if (value.at(-1) === 10) break;
  }
  void reader.read().then(({ done }) => {
    if (done) deno.exit(0);
  });
  return JSON.parse(Buffer.concat(chunks).toString()) as ProgramRequest;
}

const [loader = '', base = '', snapshot] = deno.args;
const { load } = (await import(loader)) as { load: Load };
const program = await load(base, snapshot === undefined ? undefined : await deno.readFile(snapshot));
say({ kind: 'ready' });
const request = await requested();
try {
  const outcome = await program(request, filesOf(request), printer(request.most.outputCharacters));
  const { value, error, isCut } = outcome;
  say({ kind: 'done', value, error, files: changesOf(request, outcome), isCut });
} catch (problem) {
  // The interpreter itself gave up, as it does when its stack is used up.
  say({
    kind: 'done',
    value: null,
    error: `The interpreter stopped: ${String(problem).slice(0, 200)}`,
    files: [],
    isCut: false,
  });
}
deno.exit(0);
