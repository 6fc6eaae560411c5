import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sdk, Transport } from './sdk';

/** What is started. */
export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
}
type Message = Parameters<NonNullable<Transport['onmessage']>>[0];

/** How long a child may take to end after its input has ended, and once more after it was asked to. */
const patienceMs = 1_000;

/**
 * MCP over a child's standard streams. Unlike the SDK's own, the child leads a process group, and the group ends with
 * it: servers are mostly started by a launcher (npx, uvx, a shell) that would leave them behind.
 */
export class ChildTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  private child: ChildProcessByStdio<Writable, Readable, Readable> | undefined;
  private readonly buffer: InstanceType<Sdk['ReadBuffer']>;
  private hasEnded = false;

  constructor(
    private readonly sdk: Sdk,
    private readonly what: ChildCommand,
    private readonly onStderr: (text: string) => void,
  ) {
    this.buffer = new sdk.ReadBuffer();
  }

  async start(): Promise<void> {
    const { command, args, env, cwd } = this.what;
    const child = spawn(command, args, {
      cwd,
      // The child is given what a shell needs and what the file says, never the keys of this process.
      env: { ...this.sdk.getDefaultEnvironment(), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      windowsHide: true,
    });
    this.child = child;
    child.on('error', (error) => this.onerror?.(error));
    child.stdin.on('error', (error) => this.onerror?.(error));
    child.stdout.on('data', (chunk: Buffer) => this.read(chunk));
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.onStderr(text));
    child.once('exit', () => this.signalGroup('SIGKILL'));
    child.once('close', () => {
      this.hasEnded = true;
      this.onclose?.();
    });
    await once(child, 'spawn');
  }

  send(message: Message): Promise<void> {
    const { child } = this;
    if (!child || this.hasEnded) return Promise.reject(new Error('the server has ended'));
    return new Promise((resolve) => {
      if (child.stdin.write(this.sdk.serializeMessage(message))) resolve();
      else child.stdin.once('drain', resolve);
    });
  }

  /** Ends the child's input, then asks it, then kills its whole group; returns when it is gone. */
  async close(): Promise<void> {
    const { child } = this;
    if (child?.pid === undefined || this.hasEnded) return;
    const ended = once(child, 'close');
    const waited = () => Promise.race([ended, delay(patienceMs, undefined, { ref: false })]);
    child.stdin.end();
    await waited();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if (this.isGone()) return;
      this.signalGroup(signal);
      await waited();
    }
    // Somebody who left the group holds the streams: they are ours to close.
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    await ended;
  }

  private isGone(): boolean {
    return this.hasEnded;
  }

  private signalGroup(signal: NodeJS.Signals): void {
    if (this.child?.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // Nobody of the group is left.
    }
  }

  private read(chunk: Buffer): void {
    try {
      this.buffer.append(chunk);
    } catch (error) {
      // A message without end: nothing more can be read.
      this.onerror?.(error as Error);
      this.signalGroup('SIGKILL');
      return;
    }
    for (let isMore = true; isMore;) {
      try {
        const message = this.buffer.readMessage();
        isMore = message !== null;
        if (message !== null) this.onmessage?.(message);
      } catch (error) {
        // A line that is no message is passed over.
        this.onerror?.(error as Error);
      }
    }
  }
}
