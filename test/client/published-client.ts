import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the published client throws. */
export interface ClientError {
  /** Name of its class. */
  readonly type_name: string;
  readonly code: string | null;
  readonly message: string;
}

interface Told {
  readonly value?: unknown;
  readonly error?: ClientError;
}

/** A call of the client: what stands by place, by name, and the handle on which it is made. */
interface Call {
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly on?: number;
}

/** Which of the published clients, where it goes, and how it says who it is (`key:…`, `bearer:…` or `none:`). */
export interface ClientOptions {
  readonly kind: 'sync' | 'async';
  readonly url: string;
  readonly credential: string;
}

/** A process in which the published Python client makes calls, one after the other. */
export class PublishedClient {
  /** Names of the methods that were called, here and on handles. */
  readonly called = new Set<string>();

  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: AsyncIterator<string>,
    /** Names of the methods that there are. */
    readonly methods: readonly string[],
  ) {}

  /** Starts the client by the Python of the folder `programs`. */
  static async open(programs: string, { kind, url, credential }: ClientOptions): Promise<PublishedClient> {
    const child = spawn(join(programs, 'python'), [join(__dirname, 'driver.py'), kind, url, credential]);
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    child.stderr.pipe(process.stderr);
    const first = await lines.next();
    if (first.done) throw new Error('The client did not start; its reason stands above');
    return new PublishedClient(child, lines, (JSON.parse(first.value) as { value: string[] }).value);
  }

  /** What a call gives; throws when the client does. */
  async call<T = Record<string, unknown>>(
    name: string,
    args: readonly unknown[] = [],
    kwargs: Readonly<Record<string, unknown>> = {},
    on?: number,
  ): Promise<T> {
    const { value, error } = await this.tell(name, { args, kwargs, ...(on !== undefined && { on }) });
    if (error) throw new Error(`${name}: ${error.type_name} [${error.code ?? ''}] ${error.message}`);
    return value as T;
  }

  /** What the client throws; throws itself when the call is answered. */
  async refusal(
    name: string,
    args: readonly unknown[] = [],
    kwargs: Readonly<Record<string, unknown>> = {},
  ): Promise<ClientError> {
    const { value, error } = await this.tell(name, { args, kwargs });
    if (!error) throw new Error(`${name} was answered: ${JSON.stringify(value)}`);
    return error;
  }

  /** Ends it, also in the middle of a call. */
  async close(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill();
    await closed;
  }

  private async tell(name: string, call: Call): Promise<Told> {
    this.called.add(name);
    this.child.stdin.write(`${JSON.stringify({ name, ...call })}\n`);
    const line = await this.lines.next();
    if (line.done) throw new Error('The client has ended; its reason stands above');
    return JSON.parse(line.value) as Told;
  }
}
