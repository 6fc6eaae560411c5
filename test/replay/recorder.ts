import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { Histories } from '../support/history';
import { eventually, House, type HouseOptions } from '../support/house';

const folder = join(__dirname, 'histories');
/** Beginnings of the names that are recorded anew; others are recorded only where they are missing. */
const anew = (process.env['HISTORIES_ANEW'] ?? '').split(',').filter(Boolean);

/** Records histories of one mode, one test each; the house stands open for all of them. */
export class Recorder {
  private opened: House | undefined;
  private histories: Histories | undefined;

  /** Registers what opens and closes the house; to be called once, at the head of a recording. */
  constructor(options: HouseOptions | (() => Promise<HouseOptions>) = {}) {
    beforeAll(async () => {
      this.opened = await House.open(typeof options === 'function' ? await options() : options);
      this.histories = await Histories.open();
      mkdirSync(folder, { recursive: true });
    }, 60_000);
    afterAll(async () => {
      await this.histories?.close();
      await this.opened?.close();
    }, 60_000);
    beforeEach(() => this.house.model.reset());
  }

  get house(): House {
    if (!this.opened) throw new Error('The house is not open yet');
    return this.opened;
  }

  /** Records the history of the task that `submit` brings to its end, under a name. */
  record(name: string, submit: () => Promise<string>): void {
    const isDue = !existsSync(fileOf(name)) || anew.some((beginning) => name.startsWith(beginning));
    (isDue ? test : test.skip)(
      name,
      async () => {
        await this.keep(name, await submit());
      },
      90_000,
    );
  }

  /** Waits until the model has so many calls in flight at least, and cancels the task. */
  async cancelAt(id: string, calls: number): Promise<string> {
    await eventually(
      () => this.house.model.calls.length,
      (count) => count >= calls,
      60_000,
    );
    await this.house.call('POST', `/api/v1/tasks/${id}/cancel`);
    return id;
  }

  /** Submits a task that pauses for its budget, and raises that once it has; returns its id when it has ended. */
  async raised(body: object): Promise<string> {
    const id = await this.house.submit(body);
    await this.house.until(id, ({ status }) => status === 'TASK_STATUS_PAUSED', 60_000);
    await this.house.call('PUT', `/api/v1/budgets/task/${id}/total`, { body: { max_tokens: 1_000_000 } });
    await this.house.ended(id, 60_000);
    return id;
  }

  /**
   * Submits a task whose first call waits for the room that a call of another task of its session holds; returns its id
   * when it has ended. The model must hold calls whose question is `hold`.
   */
  async waited(body: object): Promise<string> {
    const { house } = this;
    const session = `waits-${Date.now()}`;
    const place = { scope: 'session', scope_id: session, period: 'total' } as const;
    await house.store.budgets.set('acme', place, { tokens: 40_000 }, 'recorder');
    const context = { max_tokens: 39_000 };
    await house.submit({ query: 'hold', mode: 'simple', session_id: session, context });
    await eventually(
      () => house.model.held,
      (held) => held === 1,
    );
    const id = await house.submit({ context, session_id: session, ...body });
    await eventually(
      async () => (await this.histories?.client.workflow.getHandle(id).fetchHistory())?.events ?? [],
      // Its own limit, and the wait.
      (events) => events.filter(({ timerStartedEventAttributes: timer }) => timer).length === 2,
      60_000,
    );
    house.model.release();
    await house.ended(id, 60_000);
    return id;
  }

  private async keep(name: string, id: string): Promise<void> {
    const handle = this.histories?.client.workflow.getHandle(id);
    if (!handle) throw new Error('The engine is not connected yet');
    await eventually(
      async () => (await handle.describe()).status.name,
      (status) => status !== 'RUNNING',
      60_000,
    );
    writeFileSync(fileOf(name), `${anonymous(historyToJSON(await handle.fetchHistory()))}\n`);
  }
}

function fileOf(name: string): string {
  return join(folder, `${name}.json`);
}

/** Identities and stacks name the machine that recorded them. */
function anonymous(text: string): string {
  return text
    .replace(/"identity":\s*"[^"]*"/g, '"identity": "recorder"')
    .replace(/"stackTrace":\s*"(?:[^"\\]|\\.)*"/g, '"stackTrace": ""')
    .replace(/\d+@[\w.-]+/g, 'recorder');
}
