import type { SessionPlace } from '../../contract/session-files';
import { limits } from '../../contract/limits';
import type { SessionPosition, SessionTask, Store } from '../../store';

/** Gives the tasks of a session one after the other in the order of their creation, each once, new ones included. */
export class TasksInOrder {
  private readonly known = new Map<string, number>();

  constructor(
    private readonly store: Pick<Store, 'sessionTasks'>,
    private readonly place: SessionPlace,
    /** The last task that was given, by this or by an earlier stream. */
    public top: SessionPosition | undefined,
  ) {}

  /** Learns which tasks an earlier stream has given; to be called once, first. */
  async begin(): Promise<void> {
    const { top } = this;
    if (!top) return;
    const given = await this.store.sessionTasks.between(this.place, this.since, top);
    for (const { task_id, created_at } of given) this.known.set(task_id, created_at.getTime());
  }

  /** The next task; undefined where there is none yet. */
  async next(): Promise<SessionTask | undefined> {
    const task = await this.store.sessionTasks.next(this.place, this.since, [...this.known.keys()]);
    if (!task) return undefined;
    const createdMs = task.created_at.getTime();
    this.known.set(task.task_id, createdMs);
    // One that became visible late stands before the last one, which stays the last.
    if (!this.top || isBehind(this.top, { createdMs, taskId: task.task_id }))
      this.top = { createdMs, taskId: task.task_id };
    for (const [id, ms] of this.known) if (ms <= this.since) this.known.delete(id);
    return task;
  }

  private get since(): number {
    return (this.top?.createdMs ?? 0) - limits.sessionOverlapMs;
  }
}

function isBehind(before: SessionPosition, after: SessionPosition): boolean {
  if (after.createdMs !== before.createdMs) return after.createdMs > before.createdMs;
  return after.taskId > before.taskId;
}
