import { setTimeout as delay } from 'node:timers/promises';
import { Agent, fetch, type RequestInit } from 'undici';
import { ChildTransport } from './child-transport';
import { failureReason } from './failure';
import { loadSdk, type CallResult, type McpClient, type McpTool, type Sdk, type Transport } from './sdk';
import type { McpServerSettings } from './servers-file';

/** What a server's connection reports to. */
export interface McpLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What the owner of a session wants to know. */
export interface SessionEvents {
  /** The connection is gone, by itself or by `close`. */
  readonly onLost: () => void;
  readonly onToolsChanged: () => void;
}

/** Starting a server and its greeting; launchers that fetch their server first take long. */
export const connectMs = 10_000;
const pingMs = 3_000;
const farewellMs = 1_000;
const mostPages = 20;
/** Pieces of a server's stderr that are logged in a minute, and characters of each. */
const [mostPieces, mostPieceCharacters] = [100, 2_000];

/** A connection to a server that has greeted. */
export class Session {
  private hasEnded = false;

  private constructor(
    private readonly client: McpClient,
    private readonly transport: Transport,
    private readonly sdk: Sdk,
  ) {}

  /** Whether the connection is still there. */
  get isOpen(): boolean {
    return !this.hasEnded;
  }

  /**
   * Connects, and starts the server where it is a program. Throws an error whose message says why not; also when the
   * signal aborts, and then nothing is left of the server.
   */
  static async open(
    settings: McpServerSettings,
    log: McpLog,
    events: SessionEvents,
    signal: AbortSignal,
  ): Promise<Session> {
    const sdk = await loadSdk();
    const client = new sdk.Client({ name: 'holdfast', version: '1' }, { capabilities: {} });
    const transport = transportOf(sdk, settings, log);
    const session = new Session(client, transport, sdk);
    try {
      await client.connect(transport, { timeout: connectMs, signal });
    } catch (error) {
      // The SDK closes after a failed greeting too, but does not wait until the process is gone.
      await transport.close().catch(() => undefined);
      throw new Error(failureReason(error, settings), { cause: error });
    }
    client.onclose = () => {
      session.hasEnded = true;
      events.onLost();
    };
    client.onerror = (error) => {
      log.debug({ server: settings.name, err: error }, 'an MCP connection had an error');
      if ('url' in settings) session.checkAlive();
    };
    client.setNotificationHandler(sdk.types.ToolListChangedNotificationSchema, events.onToolsChanged);
    return session;
  }

  /** All tools of the server. */
  async listTools(): Promise<McpTool[]> {
    if (!this.client.getServerCapabilities()?.tools) return [];
    const tools: McpTool[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const params = cursor === undefined ? {} : { cursor };
      const request = { method: 'tools/list' as const, params };
      const answer = await this.client.request(request, this.sdk.types.ListToolsResultSchema, {
        timeout: connectMs,
      });
      tools.push(...answer.tools);
      cursor = answer.nextCursor;
      if (cursor === undefined) break;
    }
    return tools;
  }

  /** Calls a tool. Throws the SDK's errors; the server is told when the signal aborts or the time is up. */
  callTool(
    name: string,
    args: Record<string, unknown>,
    options: { readonly signal: AbortSignal; readonly timeout: number },
  ): Promise<CallResult> {
    const request = { method: 'tools/call' as const, params: { name, arguments: args } };
    return this.client.request(request, this.sdk.types.CallToolResultSchema, options);
  }

  /** Ends the connection, and the server where we started it; returns when its process is gone. */
  async close(): Promise<void> {
    const { transport } = this;
    if ('terminateSession' in transport) {
      const farewell = (transport as { terminateSession(): Promise<void> }).terminateSession();
      await Promise.race([farewell.catch(() => undefined), delay(farewellMs, undefined, { ref: false })]);
    }
    await this.client.close();
  }

  private isChecking = false;
  /** An HTTP server that went away says nothing: after an error it is asked, and given up when it does not answer. */
  private checkAlive(): void {
    if (this.isChecking) return;
    this.isChecking = true;
    this.client
      .ping({ timeout: pingMs })
      .catch(() => this.client.close())
      .catch(() => undefined)
      .finally(() => (this.isChecking = false));
  }
}

function transportOf(sdk: Sdk, settings: McpServerSettings, log: McpLog): Transport {
  if ('url' in settings) {
    const options = { requestInit: { headers: settings.headers }, fetch: patientFetch() };
    return new sdk.StreamableHTTPClientTransport(new URL(settings.url), options);
  }
  const tell = teller(settings.name, log);
  if (process.platform !== 'win32') return new ChildTransport(sdk, settings, tell);
  // Windows knows no process groups; the SDK finds its `npx.cmd`.
  const child = new sdk.StdioClientTransport({ ...definedOf(settings), stderr: 'pipe' });
  child.stderr?.on('data', (text: Buffer) => tell(text.toString()));
  return child;
}

/** Calls have their own time: a server that is silent for minutes may well be at work. */
function patientFetch(): typeof globalThis.fetch {
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: connectMs } });
  const patient = (url: string | URL, init?: RequestInit) => fetch(url, { ...init, dispatcher });
  return patient as unknown as typeof globalThis.fetch;
}

function definedOf({ command, args, env, cwd }: Extract<McpServerSettings, { command: string }>) {
  return { command, args, env, ...(cwd !== undefined && { cwd }) };
}

/** Logs what a server says, and not more than somebody may want to read. */
function teller(server: string, log: McpLog): (text: string) => void {
  let [minute, pieces] = [0, 0];
  return (text) => {
    const now = Math.floor(performance.now() / 60_000);
    if (now !== minute) [minute, pieces] = [now, 0];
    if ((pieces += 1) > mostPieces) return;
    log.debug({ server, stderr: text.slice(0, mostPieceCharacters) }, 'an MCP server said');
  };
}
