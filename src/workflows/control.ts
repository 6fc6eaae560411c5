import {
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  patched,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { TaskActivities, TellInput } from '../contract/activities';
import { agents } from '../contract/agents';
import type { PauseOrder } from '../contract/control';
import { signalNames } from '../contract/engine';
import type { NewEvent } from '../contract/events';
import { counted, paused, resumed } from '../contract/control-events';
import { isWithheld, type Withheld } from '../contract/withheld';
import type { LiveView, TaskInput } from '../contract/workflow';
import { announcePause, announceResumption } from './announce';

const pauseSignal = defineSignal<[PauseOrder]>(signalNames.pause);
const resumeSignal = defineSignal<[PauseOrder]>(signalNames.resume);
const messageSignal = defineSignal<[number]>(signalNames.message);

const { tell } = proxyLocalActivities<TaskActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

/** Who holds a task, and why. */
type Hold = NonNullable<LiveView['paused']>;

/** The hold of whoever has paused the task; other holds have the id of what they wait for. */
const userHold = 'user';

/**
 * Who holds a task: a user who paused it, or steps that wait for a person. While somebody does, no call begins, its own
 * limit stands still, and its end is withheld; calls in flight go on. Of a task that nobody ever holds it leaves
 * nothing in the history.
 */
export class Control {
  /** Messages that people have sent to the task so far. */
  messages = 0;
  private seq = 0;
  private readonly holds = new Map<string, Hold>();
  private pausedAt = 0;
  private pausedMs = 0;
  private telling: Promise<void> = Promise.resolve();
  private stopClock: (() => void) | undefined;

  constructor(readonly task: TaskInput) {}

  /** Takes what came already, and what comes from now on. To be called once the task shows itself as begun. */
  listen(): void {
    setHandler(pauseSignal, (order) => {
      this.take(order, () => this.pause(order));
    });
    setHandler(resumeSignal, (order) => {
      this.take(order, () => this.resume(order));
    });
    setHandler(messageSignal, (count) => {
      this.messages = Math.max(this.messages, count);
    });
  }

  /** What a call must wait for before it begins; undefined, and no turn of the event loop, where nobody holds the task. */
  wait(): Promise<void> | undefined {
    return this.isPaused ? condition(() => !this.isPaused) : undefined;
  }

  /** Makes a call once nobody holds the task. */
  begin<T>(call: () => Promise<T>): Promise<T> {
    const wait = this.wait();
    return wait ? wait.then(() => this.begin(call)) : call();
  }

  /** Makes the call that ends the task; again after each resumption where the store withheld the end for a pause. */
  async ending<T>(call: () => Promise<T | Withheld>): Promise<T> {
    for (;;) {
      for (let wait = this.wait(); wait; wait = this.wait()) await wait;
      const end = await call();
      if (!isWithheld(end)) return end;
      await this.heardOf(end);
    }
  }

  /**
   * Waits until this workflow has heard of a pause that the store knew before it, or now hears of it, and of its end;
   * and as long as a call was to wait for room in a budget.
   */
  async heardOf({ withheld, order, againInMs }: Withheld): Promise<void> {
    if (againInMs !== undefined) await sleep(againInMs, { summary: 'waits for room in a budget' });
    if (order) this.take(order, () => this.pause(order));
    await condition(() => this.seq >= withheld && !this.isPaused);
  }

  /** Holds the task while somebody is waited for. */
  hold(id: string, reason: string): void {
    this.add(id, { at: new Date().toISOString(), reason, by: agents.orchestrator });
  }

  /** Ends a hold; the task goes on where it was the last. */
  release(id: string): void {
    if (!this.holds.delete(id)) return;
    const [other] = [...this.holds.values()].slice(-1);
    if (other) {
      announcePause(other);
      return;
    }
    this.pausedMs += Date.now() - this.pausedAt;
    announceResumption(this.pausedMs);
  }

  /** Resolves when the task's own limit is used up, pauses not counted. Throws cancellation. */
  async untilOverLimit(): Promise<void> {
    const { timeoutSeconds } = this.task.settings;
    let leftMs = timeoutSeconds * 1_000;
    for (;;) {
      for (let wait = this.wait(); wait; wait = this.wait()) await wait;
      const beganAt = Date.now();
      const clock = new CancellationScope();
      this.stopClock = () => clock.cancel();
      try {
        await clock.run(() => sleep(leftMs, { summary: `limit of ${timeoutSeconds} s` }));
        return;
      } catch (error) {
        if (!isCancellation(error) || !this.countsOn(clock)) throw error;
        leftMs -= Date.now() - beganAt;
      }
    }
  }

  /** Whether a pause alone stopped the clock: one that had ended before the clock heard of it counts too. */
  private countsOn(clock: CancellationScope): boolean {
    if (CancellationScope.current().consideredCancelled || !clock.consideredCancelled) return false;
    // Histories of before end the count here; they hold no timer that would follow.
    return this.isPaused || patched('clock-outlives-short-pauses');
  }

  /** Milliseconds that the task has been held so far. */
  get pausedForMs(): number {
    return this.pausedMs + (this.isPaused ? Date.now() - this.pausedAt : 0);
  }

  /** Has events told at once, in their order, apart from any call. */
  tellSoon(...events: readonly NewEvent[]): void {
    this.tellNext({ events });
  }

  /** Has it noted what the task waits for, null for nothing any more, with events that tell of it. */
  tellWaiting(waitsFor: string | null, ...events: readonly NewEvent[]): void {
    this.tellNext({ events, waitsFor });
  }

  private tellNext(what: Omit<TellInput, 'taskId'>): void {
    const order = { taskId: this.task.taskId, ...what };
    this.telling = this.telling.then(() => CancellationScope.nonCancellable(() => tell(order)));
  }

  /** Resolves when everything that was to be told at once is in the log. */
  told(): Promise<void> {
    return this.telling;
  }

  private get isPaused(): boolean {
    return this.holds.size > 0;
  }

  private add(id: string, hold: Hold): void {
    if (!this.isPaused) {
      this.pausedAt = Date.now();
      this.stopClock?.();
    }
    this.holds.set(id, hold);
    announcePause(hold);
  }

  /** Orders overtake one another on their way: only the newest counts. */
  private take({ seq }: PauseOrder, change: () => void): void {
    if (seq <= this.seq) return;
    this.seq = seq;
    change();
  }

  private pause({ reason, by }: PauseOrder): void {
    if (this.holds.has(userHold)) return;
    this.add(userHold, { at: new Date().toISOString(), reason, by });
    this.tellSoon(counted(paused(reason), this.seq));
  }

  private resume({ reason }: PauseOrder): void {
    if (!this.holds.has(userHold)) return;
    this.release(userHold);
    this.tellSoon(counted(resumed(reason), this.seq));
  }
}
