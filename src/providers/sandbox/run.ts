import type { Readable } from 'node:stream';
import { z } from 'zod';
import { ToolError } from '../tools/tool-error';
import { interpreterOf, startHost, type Language } from './deno';

/** A program, and the files that it finds in its folder. */
export interface ProgramRun {
  readonly language: Language;
  readonly code: string;
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly timeoutMs: number;
}

/** What came of a program. */
export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Of the last expression, as the language shows it. */
  readonly value: string | undefined;
  /** What went wrong in the program; undefined where nothing did. */
  readonly error: string | undefined;
  /** Files that it wrote or removed (null). */
  readonly changes: readonly { readonly path: string; readonly bytes: Uint8Array | null }[];
  readonly isOutputCut: boolean;
  readonly areFilesCut: boolean;
}

/** Bounds of one program. */
export const programBounds = { outputCharacters: 100_000, fileBytes: 10_000_000, files: 1_000 };
/** All that a process may say: its files as base64, its output as JSON, and some room. */
const mostBytes = 32 * 1024 * 1024;
/** From its snapshot Python is there in a second; from nothing it takes six of CPU, and more on a machine that is busy. */
const mostLoadMs = 30_000;
/** A program that looks at its own clock is given a moment to tell so. */
const graceMs = 500;

const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.enum(['out', 'err']), text: z.string() }),
  z.object({ kind: z.literal('cut') }),
  z.object({
    kind: z.literal('done'),
    value: z.string().nullable(),
    error: z.string().nullable(),
    files: z.array(z.tuple([z.string(), z.base64().nullable()])).max(2 * programBounds.files),
    isCut: z.boolean(),
  }),
]);
type Message = z.infer<typeof Message>;

/** One process, which runs one program. What it says is a stranger's: everything is checked and bounded. */
export class Host {
  /** When the process is gone. */
  readonly ended: Promise<void>;
  private readonly child: ReturnType<typeof startHost>;
  private readonly ready: Promise<void>;
  private hear: (message: Message) => void = () => undefined;

  constructor(private readonly language: Language) {
    this.child = startHost(interpreterOf(language));
    this.child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.child.once('error', () => resolve());
      this.child.once('close', () => resolve());
    });
    this.ready = this.untilReady();
    // Whoever runs a program hears of it; until then nobody need.
    this.ready.catch(() => undefined);
    listen(this.child.stdout, {
      message: (message) => this.hear(message),
      tooMuch: () => this.kill(),
    });
  }

  /** Runs the program. Throws the signal's reason, and `ToolError` where the language cannot be run. */
  async run(program: ProgramRun, signal: AbortSignal): Promise<RunResult> {
    signal.throwIfAborted();
    const kill = () => {
      this.kill();
    };
    signal.addEventListener('abort', kill);
    try {
      await this.ready;
      return await this.outcome(program);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', kill);
      this.kill();
      signal.throwIfAborted();
    }
  }

  /** Ends the process, whatever it does. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  private untilReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.kill();
      }, mostLoadMs);
      void this.ended.then(() => {
        clearTimeout(timer);
        reject(new ToolError(`${this.language} cannot be run at the moment.`, { isRetryable: true }));
      });
      this.hear = ({ kind }) => {
        if (kind !== 'ready') return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async outcome(program: ProgramRun): Promise<RunResult> {
    const said = new Transcript(program.timeoutMs);
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      this.kill();
    }, program.timeoutMs + graceMs);
    const done = new Promise<void>((resolve) => {
      this.hear = (message) => {
        if (said.hear(message)) resolve();
      };
    });
    const files = program.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('base64')]);
    const { code, timeoutMs } = program;
    this.child.stdin.write(`${JSON.stringify({ code, files, timeoutMs, most: programBounds })}\n`);
    await Promise.race([done, this.ended]);
    clearTimeout(timer);
    this.hear = () => undefined;
    return said.result(isOver);
  }
}

/** What a process has told so far. */
class Transcript {
  private readonly texts = { out: '', err: '' };
  private left = programBounds.outputCharacters;
  private isOutputCut = false;
  private done: Extract<Message, { kind: 'done' }> | undefined;

  constructor(private readonly timeoutMs: number) {}

  /** Takes a message; whether it was the last one. */
  hear(message: Message): boolean {
    if (message.kind === 'done') this.done = message;
    if (message.kind === 'cut') this.isOutputCut = true;
    if (message.kind === 'out' || message.kind === 'err') {
      this.texts[message.kind] += message.text.slice(0, this.left);
      this.isOutputCut ||= message.text.length > this.left;
      this.left = Math.max(0, this.left - message.text.length);
    }
    return this.done !== undefined;
  }

  result(isOver: boolean): RunResult {
    const texts = { stdout: this.texts.out.toWellFormed(), stderr: this.texts.err.toWellFormed() };
    const isOutputCut = this.isOutputCut;
    const timeout = `The program was stopped after ${this.timeoutMs / 1_000} s.`;
    if (!this.done) {
      const error = isOver
        ? timeout
        : 'The program was stopped: it broke a bound, of memory or of calls in calls.';
      return { ...texts, value: undefined, error, changes: [], isOutputCut, areFilesCut: false };
    }
    const { value, error, files, isCut } = this.done;
    const changes = files.map(([path, content]) => ({
      path,
      bytes: content === null ? null : Buffer.from(content, 'base64'),
    }));
    return {
      ...texts,
      value: value ?? undefined,
      error: (error === 'timeout' ? timeout : error) ?? undefined,
      changes,
      isOutputCut,
      areFilesCut: isCut,
    };
  }
}

/** Reads lines of JSON up to the bound; lines that say nothing known are passed over. */
function listen(
  stream: Readable,
  on: { readonly message: (message: Message) => void; readonly tooMuch: () => void },
): void {
  let rest: string[] = [];
  let bytes = 0;
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    bytes += Buffer.byteLength(chunk);
    if (bytes > mostBytes) {
      on.tooMuch();
      return;
    }
    const lines = chunk.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      const message = messageOf(rest.join('') + line);
      rest = [];
      if (message) on.message(message);
    }
    rest.push(last);
  });
}

function messageOf(line: string): Message | undefined {
  try {
    return Message.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
