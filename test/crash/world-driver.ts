import { join } from 'node:path';
import type { CorpusWeb } from '../support/corpus-web';
import { eventually } from '../support/eventually';
import type { Histories } from '../support/history';
import { House } from '../support/house';
import { startScript, type Started } from '../support/processes';
import { heldWork } from './task-brain';
import { seenOf, TaskDesk, type Seen } from './task-desk';
import { submitted, type Kind, type TaskState } from './task-model';
import { answersOf, outcomes, quiet, type Deed, type DeedAnswer, type World } from './world-model';

const mostMs = 60_000;
/** In no page and no prompt but those of the task itself. */
const names = ['Ostrand', 'Lindvik'];

/** What is around the tasks. */
export interface Around {
  readonly web: CorpusWeb;
  readonly histories: Histories;
}

/** Real tasks of one tenant, their worker in a process of its own, and the states that they may be in. */
export class WorldDriver {
  private worlds: readonly World[];
  private worker: Started | undefined;
  private hasCrashed = false;

  private constructor(
    private readonly house: House,
    private readonly web: CorpusWeb,
    private readonly desks: readonly TaskDesk[],
    first: World,
  ) {
    this.worlds = quiet([first]);
  }

  /** Submits tasks, of which so many may run at once, and waits until the calls are held that they begin with. */
  static async open(
    given: readonly Kind[],
    places: number,
    { web, histories }: Around,
  ): Promise<WorldDriver> {
    const house = await House.open({
      ...{ worker: false, tools: web.tools, pages: web.pages, tenantTasks: places },
    });
    house.model.answer(heldWork);
    const desks = [];
    for (const [index, kind] of given.entries())
      desks.push(await TaskDesk.submit(house, histories.client, kind, names[index] ?? ''));
    const tasks = given.map((kind, index) => submitted(kind, index >= places));
    const driver = new WorldDriver(house, web, desks, { tasks, places });
    await driver.startWorker();
    await driver.agrees(driver.worlds);
    return driver;
  }

  async close(): Promise<void> {
    this.house.model.release();
    await this.worker?.end('SIGKILL');
    await this.house.close();
  }

  /** Does deeds at once: the answers and the states must be those of one order in which they may be taken. */
  async do(...deeds: readonly Deed[]): Promise<void> {
    await this.doAt(deeds, undefined);
  }

  /** The same, while the worker is killed after so long, and another one begins. */
  async doAndCrash(crashAfterMs: number, ...deeds: readonly Deed[]): Promise<void> {
    await this.doAt(deeds, crashAfterMs);
  }

  /** Lets the tasks end, and checks that their logs were legal. */
  async finish(): Promise<void> {
    for (let left = 24; left > 0; left -= 1) {
      const deed = nextDeed(this.worlds[0]);
      if (!deed) break;
      await this.do(deed);
    }
    for (const [index, desk] of this.desks.entries()) {
      const types = await desk.eventTypes();
      const ends = types.filter((type) => /^TASK_(COMPLETED|FAILED|CANCELLED)$/.test(type));
      expect(ends).toEqual([`TASK_${this.worlds[0]?.tasks[index]?.end ?? ''}`]);
      const holds = types.filter((type) => /^WORKFLOW_(PAUSED|RESUMED)$/.test(type));
      // A pause that takes a resumption back is told like any; nobody is told twice that the task goes on.
      for (const [place, type] of holds.entries())
        if (type === 'WORKFLOW_RESUMED') expect(holds[place - 1]).toBe('WORKFLOW_PAUSED');
    }
  }

  private async doAt(deeds: readonly Deed[], crashAfterMs: number | undefined): Promise<void> {
    const isCrashing = crashAfterMs !== undefined;
    for (const [index, desk] of this.desks.entries())
      await desk.findApproval(this.worlds.flatMap(({ tasks }) => tasks[index] ?? []));
    const [answers] = await Promise.all([
      Promise.all(deeds.map(({ what, on }) => this.deskOf(on).perform(what))),
      isCrashing && this.crash(crashAfterMs),
    ]);
    await this.agrees(this.after(deeds, answers, isCrashing));
  }

  private after(deeds: readonly Deed[], answers: readonly DeedAnswer[], isCrashing: boolean): World[] {
    const answered = deeds.map((deed, index) => ({
      ...deed,
      answer: answers[index] ?? ('unknown' as const),
    }));
    const possible = outcomes(this.worlds, answered, isCrashing);
    if (possible.length > 0) return possible;
    const expected = answersOf(this.worlds, deeds, isCrashing).join(', or ');
    throw new Error(`${deeds.map(nameOf).join(' ')} was answered ${answers.join(' ')}, not ${expected}`);
  }

  private deskOf(index: number): TaskDesk {
    const desk = this.desks[index];
    if (!desk) throw new Error(`There is no task ${index}`);
    return desk;
  }

  private async crash(afterMs: number): Promise<void> {
    this.hasCrashed = true;
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await this.worker?.end('SIGKILL');
    await this.startWorker();
  }

  private async startWorker(): Promise<void> {
    const { queue, databaseUrl, model } = this.house;
    const order = { queue, databaseUrl, modelUrl: model.url, workspaces: this.web.folder };
    const env = { HOLDFAST_TEST_ENGINE_ADDRESS: process.env['HOLDFAST_TEST_ENGINE_ADDRESS'] ?? '' };
    const given = JSON.stringify({ ...order, corpus: this.web.folder });
    this.worker = startScript(join(__dirname, 'walk-worker.mjs'), env, [given]);
    await this.worker.says('The worker is ready');
  }

  /** Waits until everybody says what one of some worlds should show; the tasks are in one of those from then on. */
  private async agrees(worlds: readonly World[]): Promise<void> {
    const shown = (world: World) => JSON.stringify(world.tasks.map(seenOf));
    const fitting = (seen: readonly Seen[]) =>
      worlds.filter((world) => shown(world) === JSON.stringify(seen));
    const look = async () => {
      const seen = await Promise.all(this.desks.map((desk) => desk.look()));
      return this.hasCrashed ? seen.map(endedByUpkeep) : seen;
    };
    const seen = await eventually(look, (looked) => fitting(looked).length > 0, mostMs).catch(
      (error: unknown) => {
        throw new Error(`${String(error)}; wanted ${worlds.map(shown).join(', or ')}`);
      },
    );
    this.worlds = fitting(seen);
  }
}

/** A cancel that no worker takes for seconds is carried out without one: the engine calls that by another name. */
function endedByUpkeep(seen: Seen): Seen {
  const isSo = seen.engine === 'TERMINATED' && seen.status === 'CANCELLED';
  return isSo ? { ...seen, engine: 'CANCELLED', attribute: 'CANCELLED' } : seen;
}

/** A deed that brings a task nearer to its end; undefined where all have ended. */
function nextDeed(world: World | undefined): Deed | undefined {
  const tasks = [...(world?.tasks ?? []).entries()].filter(([, { end }]) => !end);
  const isDue = ({ waits, isPaused, isResumed }: TaskState) => (isPaused ? !isResumed : !waits);
  const [on, state] = tasks.find(([, task]) => isDue(task)) ?? [];
  if (on === undefined || !state) return undefined;
  if (state.isPaused) return { what: 'resume', on };
  return { what: state.calling > 0 ? 'answer' : 'accept', on };
}

/** What is done to whom. */
export function nameOf({ what, on }: Deed): string {
  return on === 0 ? what : `${what}#${on + 1}`;
}
