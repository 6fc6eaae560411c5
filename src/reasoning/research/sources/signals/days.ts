const yearMs = 365.25 * 24 * 60 * 60 * 1_000;

/** A day of an ISO date or time as milliseconds since 1970; undefined where there is none. */
export function dayOf(text: string | null | undefined): number | undefined {
  const [, day] = /^(\d{4}-\d{2}-\d{2})/.exec(text ?? '') ?? [];
  const parsed = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(parsed) ? parsed : undefined;
}

/** Years from one day to another; negative where the other is earlier. */
export function yearsBetween(from: number, to: number): number {
  return (to - from) / yearMs;
}

/** The ISO date of a day. */
export function isoOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
