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

/** Passages that words were found in, and only they are looked at for differing ones. */
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
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize,
    // Terms are folded already.
    processTerm: (term) => term,
    // An ending of a word is no other word; pairs of dense scripts are whole as they are.
    searchOptions: { prefix: (term) => term.length >= 4 && !isDenseTerm(term) },
  });
  index.addAll(passages.map(({ text }, id) => ({ id, text })));
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
  const perPageSoFar = new Map<string, number>();
  const isRoom = ({ passage: { page } }: Ranked<T>) =>
    page === undefined || (perPageSoFar.get(page) ?? 0) < perPage;
  const taken: Ranked<T>[] = [];
  const take = ({ passage, score }: Ranked<T>) => {
    taken.push({ passage, score });
    if (passage.page !== undefined) perPageSoFar.set(passage.page, (perPageSoFar.get(passage.page) ?? 0) + 1);
  };
  if (diversity <= 0) {
    for (const each of found) if (taken.length < most && isRoom(each)) take(each);
    return taken;
  }
  const rest = found.slice(0, mostCompared).map((each) => ({
    each,
    terms: new Set(tokenize(each.passage.text)),
    likeness: 0,
  }));
  const best = found[0]?.score ?? 1;
  const worth = ({ each, likeness }: (typeof rest)[number]) =>
    (1 - diversity) * (each.score / best) - diversity * likeness;
  while (taken.length < most) {
    const open = rest.filter(({ each }) => isRoom(each));
    const first = open[0];
    if (!first) break;
    const next = open.reduce((top, one) => (worth(one) > worth(top) ? one : top), first);
    rest.splice(rest.indexOf(next), 1);
    take(next.each);
    for (const one of rest) one.likeness = Math.max(one.likeness, likenessOf(one.terms, next.terms));
  }
  return taken;
}

/** The share of terms that two sets have in common. */
function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of a) if (b.has(term)) shared += 1;
  return shared / Math.max(1, a.size + b.size - shared);
}
