import type { ToolContext, ToolOutput } from '../../contract/tools';
import type { Tool } from '../tools/port';
import { ToolError } from '../tools/tool-error';
import { outputOf, reasonOf } from './content';
import { failureKind } from './failure';
import { Session, type McpLog } from './session';
import type { McpServerSettings } from './servers-file';
import { toolsOf, type McpCall } from './tool';

/** First and longest wait before a server that is gone is tried again. */
const [firstRetryMs, longestRetryMs] = [500, 30_000];
/** A call tries at once, but not more often than this: a broken command is not started for every call. */
const leastRetryMs = 1_000;
/** Tools of a server that is gone stay listed so long, so that its restart is not seen by tasks that run. */
const knownMs = 60_000;

/** One MCP server: keeps its connection, and its tools with it. */
export class McpServer {
  private session: Session | undefined;
  private connecting: Promise<Session> | undefined;
  private known: readonly Tool[] = [];
  private lostAt = -Infinity;
  private failedAt = -Infinity;
  private failures = 0;
  private reason = 'it has not been reached yet';
  private retry: NodeJS.Timeout | undefined;
  private readonly closing = new AbortController();
  private refreshing: Promise<void> = Promise.resolve();

  constructor(
    private readonly settings: McpServerSettings,
    private readonly log: McpLog,
  ) {}

  get name(): string {
    return this.settings.name;
  }

  /** The error of a call while the server is not there; undefined while it is. */
  get absence(): ToolError | undefined {
    if (this.session) return undefined;
    return new ToolError(`The MCP server ${this.name} is not running: ${this.reason}.`, {
      isRetryable: true,
    });
  }

  /** Its tools; none when it has been gone for a while. */
  get tools(): readonly Tool[] {
    return this.session || performance.now() - this.lostAt < knownMs ? this.known : [];
  }

  /** Connects if need be, and returns when that has worked or failed; never throws. */
  async reach(): Promise<void> {
    if (!this.session && !this.closing.signal.aborted) await this.connect().catch(() => undefined);
  }

  /** Ends the connection and what was started for it. */
  async close(): Promise<void> {
    this.reason = 'Holdfast is stopping';
    this.closing.abort();
    clearTimeout(this.retry);
    await this.connecting?.catch(() => undefined);
    const { session } = this;
    this.session = undefined;
    await session?.close();
  }

  private connect(): Promise<Session> {
    this.connecting ??= this.open().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async open(): Promise<Session> {
    clearTimeout(this.retry);
    let opened: Session | undefined;
    try {
      const events = {
        onLost: () => {
          if (opened) this.lose(opened);
        },
        onToolsChanged: () => {
          if (opened) void this.refresh(opened);
        },
      };
      opened = await Session.open(this.settings, this.log, events, this.closing.signal);
      this.known = await this.list(opened);
      if (!opened.isOpen) throw new Error('it ended at once');
      this.closing.signal.throwIfAborted();
    } catch (error) {
      await opened?.close().catch(() => undefined);
      this.fail(error);
      throw error;
    }
    this.session = opened;
    this.failures = 0;
    this.log.info({ server: this.name, tools: this.known.length }, 'an MCP server is there');
    return opened;
  }

  private async list(session: Session): Promise<readonly Tool[]> {
    const listed = await session.listTools();
    return toolsOf(this.settings, listed, (call, context) => this.call(call, context), this.log);
  }

  /** Reads the tools anew; one reading after the other, so that the last one counts. */
  private refresh(session: Session): Promise<void> {
    this.refreshing = this.refreshing.then(async () => {
      if (this.session !== session) return;
      try {
        this.known = await this.list(session);
      } catch (error) {
        this.log.warn({ server: this.name, err: error }, 'the tools of an MCP server could not be listed');
      }
    });
    return this.refreshing;
  }

  private fail(error: unknown): void {
    this.failedAt = performance.now();
    this.failures += 1;
    if (this.closing.signal.aborted) return;
    this.reason = error instanceof Error ? error.message : 'it does not answer';
    if (this.failures === 1)
      this.log.warn({ server: this.name, reason: this.reason }, 'an MCP server is not there');
    this.retryLater();
  }

  private lose(session: Session): void {
    if (this.session !== session) return;
    this.session = undefined;
    this.lostAt = performance.now();
    this.reason = 'its connection ended';
    this.log.warn({ server: this.name }, 'an MCP server has gone');
    this.retryLater();
  }

  private retryLater(): void {
    clearTimeout(this.retry);
    if (this.closing.signal.aborted) return;
    const waitMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(this.failures, 10));
    this.retry = setTimeout(() => void this.reach(), waitMs);
    this.retry.unref();
  }

  private async call(call: McpCall, context: ToolContext): Promise<ToolOutput> {
    const session = await this.reached(context.signal);
    try {
      return await this.callOn(session, call, context);
    } catch (error) {
      if (context.signal.aborted || !this.mayRepeat(error, call, session))
        throw this.errorOf(error, call, session, context);
    }
    this.drop(session);
    const next = await this.reached(context.signal);
    try {
      return await this.callOn(next, call, context);
    } catch (error) {
      throw this.errorOf(error, call, next, context);
    }
  }

  /** A call that never began, since the server is being started anew or does not know us; or that does no harm twice. */
  private mayRepeat(error: unknown, call: McpCall, session: Session): boolean {
    if (error instanceof ToolError) return false;
    const kind = failureKind(error, this.session === session);
    return kind === 'forgotten' || kind === 'unreached' || (kind === 'lost' && call.isRepeatable);
  }

  private async callOn(session: Session, call: McpCall, { signal }: ToolContext): Promise<ToolOutput> {
    const timeout = this.settings.timeout_seconds * 1_000;
    const result = await session.callTool(call.tool, call.args, { signal, timeout });
    if (result.isError === true) throw new ToolError(`${call.shownName} failed: ${reasonOf(result)}`);
    return outputOf(result);
  }

  /** A session, connected anew if need be. Throws `ToolError` where there is none, or the signal's reason. */
  private async reached(signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted();
    if (this.session) return this.session;
    const isTooSoon = performance.now() - this.failedAt < leastRetryMs;
    if (!this.closing.signal.aborted && (this.connecting || !isTooSoon)) {
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
      try {
        return await Promise.race([this.connect(), aborted]);
      } catch {
        signal.throwIfAborted();
      }
    }
    throw (
      this.absence ?? new ToolError(`The MCP server ${this.name} has just come back.`, { isRetryable: true })
    );
  }

  private drop(session: Session): void {
    this.lose(session);
    void session.close().catch(() => undefined);
  }

  private errorOf(error: unknown, call: McpCall, session: Session, { signal }: ToolContext): unknown {
    if (signal.aborted) return signal.reason;
    if (error instanceof ToolError) return error;
    const repeat = { isRetryable: call.isRepeatable, cause: error };
    const doubt = call.isRepeatable ? '' : ' Whether it took effect is not known.';
    const { shownName } = call;
    switch (failureKind(error, this.session === session)) {
      case 'timeout':
        return new ToolError(
          `${shownName} took longer than its limit of ${this.settings.timeout_seconds} s.${doubt}`,
          repeat,
        );
      case 'refused':
        return new ToolError(`${shownName} was refused by its server: ${messageOf(error)}`, { cause: error });
      case 'unreached':
      case 'forgotten':
        this.drop(session);
        return this.absence;
      case 'lost':
        return new ToolError(`The MCP server ${this.name} went away while ${shownName} ran.${doubt}`, repeat);
    }
  }
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : 'it gave no reason.';
  return text.replaceAll(/\s+/g, ' ').slice(0, 1_000).toWellFormed();
}
