import MiniSearch from 'minisearch';
import { isDenseTerm, tokenize } from '../../text/tokens';

/** What is ranked: a text, and where it comes from, where `perPage` is to bound it. */
export interface Rankable {
  readonly text: string;
  readonly page?: string;
}

/** How many are given, and how different they are to be. */
export interface RankOptions {
  /** Passages that are given at most. */
  readonly most?: number;
  /** Passages of one page at most. */
  readonly perPage?: number;
  /** From 0, by score alone, to 1: how much one loses that says what a better one says. */
  readonly diversity?: number;
}

/** A passage and how well it fits: BM25+, above zero, comparable with the others of the same passages and query alone. */
export interface Ranked<T> {
  readonly passage: T;
  readonly score: number;
}

/** The best so many are looked at for those that differ. */
const mostCompared = 200;

/** The passages that have words of a query, best first. `passageRanking` is for several queries. */
export function rankPassages<T extends Rankable>(
  passages: readonly T[],
  query: string,
  options: RankOptions = {},
): Ranked<T>[] {
  return passageRanking(passages)(query, options);
}

/** Reads passages once, and ranks them for any number of queries as `rankPassages` does. */
export function passageRanking<T extends Rankable>(
  passages: readonly T[],
): (query: string, options?: RankOptions) => Ranked<T>[] {
  const index = emptyIndex();
  index.addAll(passages.map(({ text }, id) => ({ id, text })));
  return rankingIn(index, passages);
}

/** As `passageRanking`, for more passages than can be read at a stretch: `pause` is waited for in between. */
export async function passageRankingInTurns<T extends Rankable>(
  passages: readonly T[],
  pause: () => Promise<void>,
): Promise<(query: string, options?: RankOptions) => Ranked<T>[]> {
  const index = emptyIndex();
  for (let first = 0; first < passages.length; first += atAStretch) {
    const part = passages.slice(first, first + atAStretch);
    index.addAll(part.map(({ text }, place) => ({ id: first + place, text })));
    await pause();
  }
  return rankingIn(index, passages);
}

/** Passages that are read in some hundredths of a second. */
const atAStretch = 100;

type Index = MiniSearch<{ id: number; text: string }>;

function emptyIndex(): Index {
  return new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize,
    // Terms are folded already.
    processTerm: (term) => term,
    // An ending of a word is no other word; pairs of dense scripts are whole as they are.
    searchOptions: { prefix: (term) => term.length >= 4 && !isDenseTerm(term) },
  });
}

function rankingIn<T extends Rankable>(
  index: Index,
  passages: readonly T[],
): (query: string, options?: RankOptions) => Ranked<T>[] {
  return (query, options = {}) => {
    const found = index.search(query).flatMap(({ id, score }) => {
      const passage = passages[id as number];
      return passage ? [{ passage, score, id: id as number }] : [];
    });
    // Of equal ones the first stands first, whatever the order in the index.
    found.sort((a, b) => b.score - a.score || a.id - b.id);
    return chosen(found, options);
  };
}

function chosen<T extends Rankable>(found: readonly Ranked<T>[], options: RankOptions): Ranked<T>[] {
  const { most = found.length, perPage = Infinity, diversity = 0 } = options;
  const taken: Ranked<T>[] = [];
  const counts = new Map<string | undefined, number>();
  const isFull = ({ passage: { page } }: Ranked<T>) =>
    page !== undefined && (counts.get(page) ?? 0) >= perPage;
  for (const each of diversity > 0 ? differing(found, diversity, isFull) : found) {
    if (taken.length >= most) break;
    if (isFull(each)) continue;
    taken.push({ passage: each.passage, score: each.score });
    counts.set(each.passage.page, (counts.get(each.passage.page) ?? 0) + 1);
  }
  return taken;
}

/**
 * The best ones in the order of maximal marginal relevance: each time the one that fits best and is least like those
 * before it. One that is left out says nothing of those after it.
 */
function* differing<T extends Rankable>(
  found: readonly Ranked<T>[],
  diversity: number,
  isLeftOut: (each: Ranked<T>) => boolean,
): Generator<Ranked<T>> {
  const best = found[0]?.score ?? 1;
  let rest = found.slice(0, mostCompared).map((ranked) => ({
    ranked,
    terms: new Set(tokenize(ranked.passage.text)),
    worth: (1 - diversity) * (ranked.score / best),
    likeness: 0,
  }));
  const valueOf = (each: (typeof rest)[number]) => each.worth - diversity * each.likeness;
  while (rest.length > 0) {
    const next = rest.reduce((top, each) => (valueOf(each) > valueOf(top) ? each : top));
    rest = rest.filter((each) => each !== next);
    if (isLeftOut(next.ranked)) continue;
    yield next.ranked;
    for (const each of rest) each.likeness = Math.max(each.likeness, likenessOf(each.terms, next.terms));
  }
}

/** The share of terms that two sets have in common. */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const term of one) if (other.has(term)) common += 1;
  return common / Math.max(1, one.size + other.size - common);
}
