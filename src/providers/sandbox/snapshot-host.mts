/**
 * The process that makes the snapshot of an interpreter, with no more permissions than one that runs a program: it
 * writes the snapshot to its output. Arguments: URL of the file that loads the interpreter, URL of the interpreter's
 * folder. It imports only types, and what its arguments name, as `host.mts` does.
 */
import type { MakeSnapshot } from './program.mjs';

declare const Deno: {
  readonly args: readonly string[];
  readonly stdout: { writeSync(bytes: Uint8Array): number };
};

// Its output is the snapshot alone: interpreters talk.
console.log = () => undefined;

const [loader = '', base = ''] = Deno.args;
const { makeSnapshot } = (await import(loader)) as { makeSnapshot: MakeSnapshot };
let bytes = await makeSnapshot(base);
while (bytes.length > 0) bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
