import { setTimeout as delay } from 'node:timers/promises';

/** What both sides of a comparison gave, one number a pair each. */
export interface Pairs {
  readonly ours: readonly number[];
  readonly base: readonly number[];
}

/** How a comparison is made. */
export interface PairOptions {
  readonly pairs: number;
  /** Rest before each side, the same for both: what follows a busy moment pays for it. */
  readonly restMs: number;
  readonly ours: () => Promise<number>;
  readonly base: () => Promise<number>;
  /** Pairs that go before and do not count. */
  readonly warmUp?: number;
}

/** Measures both sides in turn, each as often first as second, after equal rests. */
export async function measurePairs(options: PairOptions): Promise<Pairs> {
  const ours: number[] = [];
  const base: number[] = [];
  const warmUp = options.warmUp ?? 3;
  for (let pair = 0; pair < options.pairs + warmUp; pair += 1) {
    const sides = [
      async () => ours.push(await rested(options.restMs, options.ours)),
      async () => base.push(await rested(options.restMs, options.base)),
    ];
    for (const side of pair % 2 === 0 ? sides : sides.reverse()) await side();
  }
  return { ours: ours.slice(warmUp), base: base.slice(warmUp) };
}

async function rested(restMs: number, side: () => Promise<number>): Promise<number> {
  await delay(restMs);
  return side();
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Runs `count` pieces of work in `lanes` lanes at once; returns the time from the first start to the last end. */
export async function timedLanes(
  lanes: number,
  count: number,
  work: () => Promise<unknown>,
): Promise<number> {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  return timed(() => Promise.all(Array.from({ length: lanes }, lane)));
}

/** Where numbers lie. */
export interface Spread {
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly p99: number;
  readonly max: number;
  readonly n: number;
}

/** Least, quartiles, 99th part of a hundred and most of some numbers. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
  return {
    min: at(0),
    q1: at(0.25),
    median: at(0.5),
    q3: at(0.75),
    p99: at(0.99),
    max: at(1),
    n: sorted.length,
  };
}

/** The ratio of each pair. */
export function ratiosOf({ ours, base }: Pairs): number[] {
  return ours.map((value, index) => value / (base[index] ?? NaN));
}
