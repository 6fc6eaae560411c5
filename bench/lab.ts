import { Client, Connection } from '@temporalio/client';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from '../src/config';
import { embeddedDatabaseUrl, findEngineBinary } from '../src/embedded';
import { findFreePort, probePort } from '../src/embedded/ports';
import { freshHome } from '../test/support/processes';
import { ApiClient } from './client';
import { makeKeys } from './keys';
import { startProgram, type Program } from './program';

/** Root of the clone. */
export const root = join(__dirname, '..', '..');

/** The house as `npm start` runs it, with a scripted model. */
export interface Stack {
  readonly program: Program;
  readonly api: ApiClient;
  readonly home: string;
  /** Variables that it was started with. */
  readonly env: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  /** Its engine, for what bare costs on it. */
  readonly engine: Engine;
}

/** An engine, and a client of it. */
export interface Engine {
  readonly address: string;
  readonly client: Client;
}

/** What measurements share; each part starts when it is first asked for. */
export class Lab {
  private readonly stops: (() => Promise<void>)[] = [];
  private readonly parts = new Map<string, Promise<unknown>>();

  /** `nodeOptions` are for the house's own process, `variables` are set for it besides the usual ones. */
  constructor(
    private readonly nodeOptions: readonly string[] = [],
    private readonly variables: Readonly<Record<string, string>> = {},
  ) {}

  /** The scripted model server, in a process of its own; its base URL. */
  model(): Promise<string> {
    return this.once('model', async () => {
      const program = this.start([bench('model.js')]);
      return (await program.says('model http')).split(' ')[1] ?? '';
    });
  }

  /** API, worker, tuned engine and database. */
  stack(): Promise<Stack> {
    return this.once('stack', async () => {
      const { env, home } = await this.home();
      const program = this.start([...this.nodeOptions, join(root, 'dist', 'main.js')], env);
      await program.says('Holdfast is ready');
      const databaseUrl = await embeddedDatabaseUrl({ home });
      const api = new ApiClient(Number(env['PORT']), await makeKeys(databaseUrl, 'default'));
      this.onStop(() => api.close());
      const engine = await this.engine(`127.0.0.1:${env['TEMPORAL_PORT']}`);
      return { program, api, home, env, databaseUrl, engine };
    });
  }

  /** The dev server as it comes, on a file as ours, with no setting changed. */
  stock(): Promise<Engine> {
    return this.once('stock', async () => {
      const { home } = await this.home();
      const port = await findFreePort();
      const uiPort = await findFreePort();
      const binary = await findEngineBinary(loadConfig(engineVariables()), () => undefined);
      const server = startProgram(
        binary,
        [
          ...[
            'server',
            'start-dev',
            '--ip',
            '127.0.0.1',
            '--port',
            String(port),
            '--ui-port',
            String(uiPort),
          ],
          ...['--db-filename', join(home, 'stock.db'), '--log-level', 'warn'],
        ],
        {},
      );
      this.stops.push(() => server.stop());
      await serving(port);
      return this.engine(`127.0.0.1:${port}`);
    });
  }

  /** Sees to it that a worker of the bare workflows runs on an engine. */
  async bareWorker(which: 'stack' | 'stock'): Promise<Client> {
    const { client, address } = which === 'stack' ? (await this.stack()).engine : await this.stock();
    await this.once(`bare ${which}`, async () => {
      await this.start([bench('bare-worker.js'), address]).says('bare worker is ready');
    });
    return client;
  }

  /** Starts one of Node's programs; it ends with the lab. */
  start(args: readonly string[], env: Record<string, string> = {}): Program {
    const program = startProgram(process.execPath, args, env);
    this.stops.push(() => program.stop());
    return program;
  }

  /** A data folder with free ports and the scripted model; it goes with the lab. */
  async home(): Promise<{ home: string; env: Record<string, string> }> {
    const { home, env, remove } = await freshHome();
    this.onStop(remove);
    const model = { OPENAI_API_KEY: 'sk-scripted', OPENAI_BASE_URL: await this.model() };
    const corpus = { HOLDFAST_CORPUS: join(root, 'demo', 'corpus'), HOLDFAST_KEYLESS_SEARCH: 'off' };
    const usual = { ...env, ...model, ...corpus, OPENAI_MODEL: 'scripted-model' };
    return { home, env: { ...usual, ...this.variables } };
  }

  /** Ends everything, last started first. */
  async close(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) await stop().catch(console.error);
  }

  private onStop(stop: () => void): void {
    this.stops.push(() => Promise.resolve().then(stop));
  }

  private async engine(address: string): Promise<Engine> {
    const client = await connect(address);
    this.stops.push(() => client.connection.close());
    return { address, client };
  }

  private once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = this.parts.get(name) ?? make();
    this.parts.set(name, made);
    return made as Promise<T>;
  }
}

/** Waits until a dev server takes calls. */
async function serving(port: number): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    try {
      await probePort(port);
      const client = await connect(`127.0.0.1:${port}`);
      await client.workflowService.describeNamespace({ namespace: 'default' });
      await client.connection.close();
      return;
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await delay(50);
    }
  }
}

async function connect(address: string): Promise<Client> {
  return new Client({ connection: await Connection.connect({ address }) });
}

/** A program of the bench as it was compiled. */
export function bench(file: string): string {
  return join(__dirname, file);
}

function engineVariables(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'HOLDFAST_CACHE', 'TEMPORAL_CLI_PATH'];
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
