import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

type Listener = () => void;
/** Told the log's last position, where it is known. */
type LogListener = (last?: number) => void;
/** Told which task was deleted; undefined: any may have been. */
type GoneListener = (taskId: string | undefined) => void;

/**
 * Tells readers of a process that a task's log has grown. Its own appends come by a direct call; those of other
 * processes by Postgres NOTIFY, which carries only the task's id and position. A wake-up is a hint: readers look
 * into the log themselves, so a lost one costs time and never an event.
 */
export class Wakeups {
  private readonly listeners = new Map<string, Set<LogListener>>();
  private readonly keyListeners = new Set<Listener>();
  private readonly goneListeners = new Set<GoneListener>();
  private readonly webhookListeners = new Set<Listener>();
  private readonly placeListeners = new Set<Listener>();
  private client: Client | undefined;
  private listens = false;
  private closed = false;

  constructor(
    private readonly url: string,
    private readonly onError: (error: Error) => void,
  ) {}

  /** Connects and keeps connected until `close`; resolves once the first connection listens. */
  async open(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      keepAlive: true,
      application_name: 'holdfast-wakeups',
    });
    client.on('notification', ({ channel, payload }) => {
      if (channel === 'holdfast_keys') this.keyListeners.forEach((listener) => listener());
      else if (channel === 'holdfast_gone') this.gone(payload);
      else if (channel === 'holdfast_webhooks') this.webhookListeners.forEach((listener) => listener());
      else if (channel === 'holdfast_places') this.placeListeners.forEach((listener) => listener());
      else {
        const [taskId = '', last] = (payload ?? '').split(' ');
        this.wake(taskId, Number(last));
      }
    });
    client.on('error', this.onError);
    client.once('end', () => {
      this.listens = false;
      // Nobody tells us any more what is deleted.
      this.gone(undefined);
      void this.reconnect();
    });
    this.client = client;
    await client.connect();
    await client.query(
      'listen holdfast_events; listen holdfast_keys; listen holdfast_gone; listen holdfast_webhooks; listen holdfast_places',
    );
    this.listens = true;
  }

  /** Whether other processes are heard now. */
  get isListening(): boolean {
    return this.listens;
  }

  /** Wakes the readers of a task, whose log has grown to `last`. */
  readonly wake = (taskId: string, last?: number): void => {
    this.listeners.get(taskId)?.forEach((listener) => listener(last));
  };

  /** Calls `listener` whenever the task's log may have grown; returns how to stop that. */
  subscribe(taskId: string, listener: LogListener): () => void {
    const set = this.listeners.get(taskId) ?? new Set();
    this.listeners.set(taskId, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(taskId) === set) this.listeners.delete(taskId);
    };
  }

  /** Calls `listener` whenever a key was revoked somewhere, or that may have been missed. */
  onKeysChanged(listener: Listener): void {
    this.keyListeners.add(listener);
  }

  /** Calls `listener` with each task that is deleted, with undefined when one may have been missed. */
  onTaskGone(listener: GoneListener): void {
    this.goneListeners.add(listener);
  }

  /** Calls `listener` whenever a webhook is to be told something; returns how to stop that. */
  onWebhookDue(listener: Listener): () => void {
    this.webhookListeners.add(listener);
    return () => void this.webhookListeners.delete(listener);
  }

  /** Calls `listener` whenever a task that has waited for a place may have one; returns how to stop that. */
  onPlaceFree(listener: Listener): () => void {
    this.placeListeners.add(listener);
    return () => void this.placeListeners.delete(listener);
  }

  /** Tells that a task was deleted. */
  readonly gone = (taskId: string | undefined): void => {
    this.goneListeners.forEach((listener) => listener(taskId));
  };

  /** Ends the connection; readers hear only of this process's appends from then on. */
  async close(): Promise<void> {
    this.closed = true;
    await this.client?.end().catch(this.onError);
  }

  private async reconnect(): Promise<void> {
    while (!this.closed) {
      try {
        await this.open();
        // What was told while nobody listened is looked up by everyone once.
        for (const taskId of this.listeners.keys()) this.wake(taskId);
        this.keyListeners.forEach((listener) => listener());
        return;
      } catch (error) {
        this.onError(error as Error);
        this.client?.removeAllListeners('end');
        await delay(500);
      }
    }
  }
}
