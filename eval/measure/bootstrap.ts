import { Draw } from '../random';

const rounds = 1_000;

/**
 * A figure over groups of things (the claims of a task) with its 95 % interval: whole groups are drawn again, since what
 * belongs to one task is alike. `figure` gives NaN for what cannot be counted.
 */
export function withInterval<Of>(
  groups: readonly (readonly Of[])[],
  figure: (things: readonly Of[]) => number,
): { readonly value: number; readonly low: number; readonly high: number; readonly n: number } {
  const things = groups.flat();
  const draw = new Draw('bootstrap');
  const drawn: number[] = [];
  for (let round = 0; round < rounds && groups.length > 0; round += 1) {
    const value = figure(groups.flatMap(() => draw.one(groups)));
    if (!Number.isNaN(value)) drawn.push(value);
  }
  drawn.sort((one, other) => one - other);
  const at = (share: number) =>
    drawn[Math.min(drawn.length - 1, Math.floor(share * drawn.length))] ?? Number.NaN;
  return { value: figure(things), low: at(0.025), high: at(0.975), n: things.length };
}

/** Share of some things for which something holds; NaN of none. */
export function shareOf<Of>(things: readonly Of[], holds: (thing: Of) => boolean): number {
  return things.length === 0 ? Number.NaN : things.filter(holds).length / things.length;
}
