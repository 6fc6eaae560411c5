import {
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { TaskActivities } from '../contract/activities';
import { agents } from '../contract/agents';
import type { PauseOrder } from '../contract/control';
import { signalNames } from '../contract/engine';
import type { NewEvent } from '../contract/events';
import { isWithheld, type Withheld } from '../contract/withheld';
import type { TaskInput } from '../contract/workflow';
import { announcePause, announceResumption } from './announce';

const pauseSignal = defineSignal<[PauseOrder]>(signalNames.pause);
const resumeSignal = defineSignal<[PauseOrder]>(signalNames.resume);

const { tell } = proxyLocalActivities<TaskActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

/**
 * Who holds a task. While somebody does, no call begins, its own limit stands still, and its end is withheld; calls in
 * flight go on. Of a task that nobody ever holds it leaves nothing in the history.
 */
export class Control {
  private seq = 0;
  private pausedAt: number | undefined;
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
  }

  /** What a call must wait for before it begins; undefined, and no turn of the event loop, where nobody holds the task. */
  wait(): Promise<void> | undefined {
    return this.isPaused ? condition(() => !this.isPaused) : undefined;
  }

  /** Makes a call once nobody holds the task. */
  begin<T>(call: () => Promise<T>): Promise<T> {
    const wait = this.wait();
    return wait ? wait.then(call) : call();
  }

  /** Makes the call that ends the task; again after each resumption where the store withheld the end for a pause. */
  async ending<T>(call: () => Promise<T | Withheld>): Promise<T> {
    for (;;) {
      const wait = this.wait();
      if (wait) await wait;
      const end = await call();
      if (!isWithheld(end)) return end;
      await this.heardOf(end);
    }
  }

  /** Waits until this workflow has heard of a pause that the store knew before it, and of its end. */
  async heardOf({ withheld }: Withheld): Promise<void> {
    await condition(() => this.seq >= withheld && !this.isPaused);
  }

  /** Resolves when the task's own limit is used up, pauses not counted. Throws cancellation. */
  async untilOverLimit(): Promise<void> {
    const { timeoutSeconds } = this.task.settings;
    let leftMs = timeoutSeconds * 1_000;
    for (;;) {
      const wait = this.wait();
      if (wait) await wait;
      const beganAt = Date.now();
      const clock = new CancellationScope();
      this.stopClock = () => clock.cancel();
      try {
        await clock.run(() => sleep(leftMs, { summary: `limit of ${timeoutSeconds} s` }));
        return;
      } catch (error) {
        if (!isCancellation(error) || !this.isPaused) throw error;
        leftMs -= Date.now() - beganAt;
      }
    }
  }

  /** Milliseconds that the task has been paused so far. */
  get pausedForMs(): number {
    return this.pausedMs + (this.pausedAt === undefined ? 0 : Date.now() - this.pausedAt);
  }

  /** Resolves when everything that was to be told of pauses is in the log. */
  told(): Promise<void> {
    return this.telling;
  }

  private get isPaused(): boolean {
    return this.pausedAt !== undefined;
  }

  /** Orders overtake one another on their way: only the newest counts. */
  private take({ seq }: PauseOrder, change: () => void): void {
    if (seq <= this.seq) return;
    this.seq = seq;
    change();
  }

  private pause({ reason, by }: PauseOrder): void {
    if (this.isPaused) return;
    this.pausedAt = Date.now();
    this.stopClock?.();
    announcePause({ at: new Date().toISOString(), reason, by });
    this.tellSoon('WORKFLOW_PAUSED', reason === '' ? 'Paused' : `Paused: ${reason}`);
  }

  private resume({ reason }: PauseOrder): void {
    if (this.pausedAt === undefined) return;
    this.pausedMs += Date.now() - this.pausedAt;
    this.pausedAt = undefined;
    announceResumption(this.pausedMs);
    this.tellSoon('WORKFLOW_RESUMED', reason === '' ? 'Resuming' : `Resuming: ${reason}`);
  }

  private tellSoon(type: NewEvent['type'], message: string): void {
    const event = { key: `control:${this.seq}`, type, agent_id: agents.orchestrator, message };
    const { taskId } = this.task;
    this.telling = this.telling.then(() =>
      CancellationScope.nonCancellable(() => tell({ taskId, events: [event] })),
    );
  }
}
