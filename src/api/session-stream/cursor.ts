import { idPattern } from '../../contract/task';
import type { SessionPosition } from '../../store';

/** How far a session is told: all tasks up to a place, those aside of which only a part is. */
export interface SessionCursor {
  /** The last task that was begun, in their order; undefined: none. */
  readonly top: SessionPosition | undefined;
  /** Tasks up to there that are not told to their end: the last event that was. */
  readonly open: ReadonlyMap<string, number>;
}

/** The cursor as the id of an event: `1790000000000~task_B;task_A@12`. */
export function writeCursor({ top, open }: SessionCursor): string {
  const parts = [...open].map(([taskId, seq]) => `${taskId}@${seq}`);
  return [top ? `${top.createdMs}~${top.taskId}` : '0~', ...parts].join(';');
}

/** Reads what `writeCursor` wrote; undefined for anything else. */
export function readCursor(text: string): SessionCursor | undefined {
  const [first = '', ...parts] = text.split(';');
  const [ms = '', taskId = ''] = first.split('~');
  if (!/^\d{1,15}$/.test(ms)) return undefined;
  const open = new Map<string, number>();
  for (const part of parts) {
    const [id = '', seq = ''] = part.split('@');
    if (!idPattern.test(id) || !/^\d{1,9}$/.test(seq)) return undefined;
    open.set(id, Number(seq));
  }
  if (taskId === '') return first === '0~' ? { top: undefined, open } : undefined;
  return idPattern.test(taskId) ? { top: { createdMs: Number(ms), taskId }, open } : undefined;
}
