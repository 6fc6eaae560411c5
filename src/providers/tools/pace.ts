import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { ToolContext } from '../../contract/tools';
import { limits } from '../../contract/limits';
import type { Tool } from './port';
import { ToolError } from './tool-error';

/** Keeps a session's calls of one tool apart by the tool's least interval: a later call waits for its turn. */
export class SessionPace {
  private readonly nextTurn = new LRUCache<string, number>({ max: 10_000 });

  /** Waits until the call may begin. Throws `ToolError` when the queue before it is too long, else the signal's reason. */
  async turn(tool: Tool, { tenant, sessionId, signal }: ToolContext): Promise<void> {
    const interval = tool.minIntervalMs ?? 0;
    if (interval === 0) return;
    const key = JSON.stringify([tenant, sessionId, tool.name]);
    const now = performance.now();
    const at = Math.max(now, this.nextTurn.get(key) ?? 0);
    if (at - now > limits.toolPaceWaitMs) {
      const seconds = Math.ceil((at - now) / 1_000);
      throw new ToolError(
        `${tool.name} is called too often in this session: its next turn is in ${seconds} s.`,
        {
          isRetryable: true,
        },
      );
    }
    this.nextTurn.set(key, at + interval);
    if (at > now) await delay(at - now, undefined, { signal });
  }
}
