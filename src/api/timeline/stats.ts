import type { Timeline, TimelineEvent, TimelineMode } from '../../contract/timeline';

/** What a whole timeline comes to; `total` is the number of events that are shown of it. */
export function statsOf(
  events: readonly TimelineEvent[],
  total: number,
  mode: TimelineMode,
): Omit<Timeline['stats'], 'source' | 'note'> {
  const ended = events.filter((event) => event.duration_ms !== undefined || event.model !== undefined);
  const sum = (value: (event: TimelineEvent) => number | undefined) =>
    ended.reduce((all, event) => all + (value(event) ?? 0), 0);
  const times = events.map(({ timestamp }) => new Date(timestamp).getTime());
  return {
    total,
    mode,
    duration_ms: Math.max(0, (times.at(-1) ?? 0) - (times[0] ?? 0)),
    model_calls: sum(({ model }) => (model === undefined ? 0 : 1)),
    tool_calls: sum(({ tool }) => (tool === undefined ? 0 : 1)),
    retries: sum(({ retries }) => retries),
    tokens: sum(({ tokens }) => tokens),
    cost_usd: Number(sum(({ cost_usd: cost }) => cost).toFixed(10)),
  };
}
