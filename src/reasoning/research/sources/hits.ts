import { normaliseUrl } from '../../../text/normalise-url';
import { tokenize } from '../../../text/tokens';
import type { KeptHit } from '../kept';

/** A page that a search found; text of strangers. */
export type Hit = KeptHit;

/** A page that one or several searches found. */
export interface Candidate {
  readonly hit: Hit;
  /** Its address as pages are told apart by. */
  readonly key: string;
  /** How high all lists rank it together, 0 to 1, the best one 1. */
  readonly place: number;
  /** How many lists hold it. */
  readonly lists: number;
}

/** Usual constant of reciprocal rank fusion: one first place does not beat two second ones. */
const fusionConstant = 60;

/** Merges lists of hits, one candidate a page, by reciprocal rank. Takes lists in order of precedence. */
export function mergeHits(lists: readonly (readonly Hit[])[]): Candidate[] {
  const pages = new Map<string, { hit: Hit; score: number; lists: number }>();
  for (const list of lists) {
    const seen = new Set<string>();
    for (const hit of list) {
      const key = normaliseUrl(hit.url);
      // A list that names a page twice does not vote twice.
      if (seen.has(key)) continue;
      seen.add(key);
      const page = pages.get(key);
      const score = 1 / (fusionConstant + Math.max(1, hit.rank));
      pages.set(key, {
        hit: page === undefined ? hit : joined(page.hit, hit),
        score: score + (page?.score ?? 0),
        lists: 1 + (page?.lists ?? 0),
      });
    }
  }
  const best = Math.max(0, ...[...pages.values()].map(({ score }) => score));
  return [...pages].map(([key, { hit, score, lists: count }]) => ({
    hit,
    key,
    place: score / best,
    lists: count,
  }));
}

/** Of two hits of a page the one that says more, with the date of the other where it has none. */
function joined(one: Hit, other: Hit): Hit {
  const fuller = other.snippet.length > one.snippet.length ? other : one;
  return { ...fuller, published: one.published ?? other.published };
}

/**
 * How much of what is wanted title and snippet hold, 0 to 1, in the order of the candidates. Terms that nearly all hits
 * hold, and those that none holds, tell nothing; a term in the title counts one and a half times.
 */
export function relevanceOf(candidates: readonly Candidate[], wanted: string): number[] {
  const terms = [...new Set(tokenize(wanted))];
  const held = candidates.map(({ hit }) => ({
    title: new Set(tokenize(hit.title)),
    all: new Set(tokenize(`${hit.title}\n${hit.snippet}`)),
  }));
  const weights = terms.map((term) => {
    const holders = held.filter(({ all }) => all.has(term)).length;
    return holders === 0 ? 0 : Math.log(1 + (held.length - holders + 0.5) / (holders + 0.5));
  });
  const scores = held.map(({ title, all }) =>
    terms.reduce(
      (sum, term, index) => sum + (weights[index] ?? 0) * (title.has(term) ? 1.5 : all.has(term) ? 1 : 0),
      0,
    ),
  );
  const whole = 1.5 * weights.reduce((sum, weight) => sum + weight, 0);
  return scores.map((score) => (whole === 0 ? 0 : score / whole));
}
