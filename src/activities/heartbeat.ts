import { Context } from '@temporalio/activity';
import { limits } from '../contract/limits';
import type { CallProgress } from '../contract/workflow';

/** A heartbeat of the current activity, and what it tells. */
export interface Heartbeat {
  /** Tells from now on which call is in flight. */
  show(progress: CallProgress): void;
  stop(): void;
}

/**
 * Beats for the current activity, often enough for a cancel to be heard, until it is stopped. An activity that is
 * through sooner than the first beat spares the engine the write.
 */
export function startHeartbeat(): Heartbeat {
  const context = Context.current();
  let progress: CallProgress | undefined;
  // A local activity has no heartbeat: its workflow task beats for it.
  const beat = () => {
    if (!context.info.isLocal) context.heartbeat(progress);
  };
  const timer = setInterval(beat, limits.heartbeatEveryMs);
  return {
    show(shown) {
      progress = shown;
    },
    stop: () => clearInterval(timer),
  };
}
