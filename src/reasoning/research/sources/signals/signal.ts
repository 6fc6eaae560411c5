/** One reason that moves a score. */
export interface Signal {
  /** -1 to 1: the share of the way to 1 that it raises the score, or below 0 the share of the score that it takes. */
  readonly weight: number;
  /** Why, as a reader is told. */
  readonly why: string;
}

/** A score and how it came to be, one line a step. */
export interface Score {
  /** 0 to 1, two decimals. */
  readonly score: number;
  readonly why: readonly string[];
}

/** The score after a signal. Never leaves 0 to 1, and of two scores the larger one stays the larger. */
export function moved(score: number, weight: number): number {
  return weight >= 0 ? score + weight * (1 - score) : score * (1 + weight);
}

/** Applies signals in their order, and says of each what it changed. */
export function applySignals(base: number, why: string, signals: readonly (Signal | undefined)[]): Score {
  const lines = [`starts at ${base.toFixed(2)}: ${why}`];
  let score = base;
  for (const signal of signals) {
    if (!signal) continue;
    const next = moved(score, signal.weight);
    lines.push(`${withSign(next - score)}: ${signal.why}`);
    score = next;
  }
  return { score: rounded(score), why: lines };
}

/** A score with two decimals. */
export function rounded(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 100) / 100;
}

function withSign(change: number): string {
  return `${change < 0 ? '-' : '+'}${Math.abs(change).toFixed(2)}`;
}
