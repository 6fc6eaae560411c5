import { alikeness, type Telling, type Wording } from './tellings';
import { areSame, likenessOf } from './values';

/** What pages show of two wordings: that they tell one thing, that they tell two, or neither. */
export type Relation = 'same' | 'other' | 'unknown';

/** How wordings stand to each other, as the pages of a task show. */
export interface Relations {
  readonly between: (one: Wording, other: Wording) => Relation;
  /** Whether two pages gave one value in them, and none two. */
  readonly areShownSame: (one: Wording, other: Wording) => boolean;
}

/**
 * Learns from pages which wordings tell one thing, since two pages about one subject give the same value in them; and
 * which tell two, since one page gives two values of one type in them. What is shown of one subject holds for all.
 *
 * @param near how alike two wordings must be to be taken for one, from 0 to 1.
 */
export function relationsIn(
  tellings: Iterable<readonly Telling[]>,
  weightOf: (term: string) => number,
  near: number,
): Relations {
  const wordings = distinct(weightOf, near);
  const [same, other] = [new Pairs(), new Pairs()];
  for (const told of tellings)
    for (const [one, two] of pairsOf(told)) {
      const [first, second] = [one, two].map(({ wording }) => wordings.idOf(wording));
      if (first === undefined || second === undefined) continue;
      const like = shown(one, two);
      if (like === 'same') same.add(first, second);
      else if (like === 'other') other.add(first, second);
    }
  const isShown = (pairs: Pairs, one: number, two: number) =>
    wordings.near(one).some((first) => wordings.near(two).some((second) => pairs.has(first, second)));
  // Two things that happen to have one value here have two elsewhere.
  for (const [one, two] of [...same.all()]) if (isShown(other, one, two)) same.remove(one, two);
  return {
    areShownSame: (one, other) => isShown(same, wordings.idOf(one), wordings.idOf(other)),
    between: (first, second) => {
      const [one, two] = [wordings.idOf(first), wordings.idOf(second)];
      if (isShown(other, one, two)) return 'other';
      if (wordings.near(one).includes(two) || isShown(same, one, two)) return 'same';
      const steps = wordings.near(one).flatMap((id) => same.of(id));
      return steps.some((step) => wordings.near(step).includes(two) || isShown(same, step, two))
        ? 'same'
        : 'unknown';
    },
  };
}

/** Tellings of one value by two each. */
function* pairsOf(told: readonly Telling[]): Generator<readonly [Telling, Telling]> {
  const isOnce = (one: Telling) => {
    const [value] = one.values;
    const page = told.filter(({ evidence }) => evidence.page === one.evidence.page);
    return page.every(
      (other) => other === one || !other.values.some((found) => value && areSame(value, found)),
    );
  };
  // Who founded and who leads a house may be one person: what a page tells twice shows nothing.
  const single = told.filter((one) => one.values.length === 1 && one.wording.size > 0 && isOnce(one));
  for (const [at, one] of single.entries()) for (const two of single.slice(at + 1)) yield [one, two];
}

function shown(one: Telling, two: Telling): Relation {
  const [first] = one.values;
  const [second] = two.values;
  if (!first || !second) return 'unknown';
  if (one.evidence.page !== two.evidence.page) return areSame(first, second) ? 'same' : 'unknown';
  return likenessOf(first, second) === 'other' ? 'other' : 'unknown';
}

/** Pairs of wordings by their numbers, without order. */
class Pairs {
  private readonly known = new Map<number, Set<number>>();

  add(one: number, two: number): void {
    for (const [from, to] of [
      [one, two],
      [two, one],
    ] as const)
      this.known.set(from, (this.known.get(from) ?? new Set()).add(to));
  }

  remove(one: number, two: number): void {
    this.known.get(one)?.delete(two);
    this.known.get(two)?.delete(one);
  }

  has(one: number, two: number): boolean {
    return this.known.get(one)?.has(two) ?? false;
  }

  of(one: number): number[] {
    return [...(this.known.get(one) ?? [])];
  }

  *all(): Generator<readonly [number, number]> {
    for (const [one, others] of this.known) for (const other of others) yield [one, other];
  }
}

/** Numbers wordings, equal ones alike, and finds those that are near each other. */
function distinct(weightOf: (term: string) => number, near: number) {
  const byObject = new WeakMap<Wording, number>();
  const byTerms = new Map<string, number>();
  const all: Wording[] = [];
  const nearOf = new Map<number, { readonly upTo: number; readonly ids: readonly number[] }>();
  const idOf = (wording: Wording): number => {
    const terms = [...wording].sort().join(' ');
    const id = byObject.get(wording) ?? byTerms.get(terms) ?? all.push(wording) - 1;
    byObject.set(wording, id);
    byTerms.set(terms, id);
    return id;
  };
  return {
    idOf,
    near: (id: number): readonly number[] => {
      const known = nearOf.get(id);
      if (known?.upTo === all.length) return known.ids;
      const wording = all[id];
      const ids = all.flatMap((other, at) => {
        const isNear = at === id || (wording !== undefined && alikeness(wording, other, weightOf) >= near);
        return isNear && other.size > 0 ? [at] : [];
      });
      nearOf.set(id, { upTo: all.length, ids });
      return ids;
    },
  };
}
