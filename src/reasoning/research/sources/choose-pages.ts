import type { ResearchQuestion, SourceKind } from '../../../contract/research/values';
import { normaliseUrl } from '../../../text/normalise-url';
import { expectedCredibility } from './credibility';
import { mergeHits, relevanceOf, type Candidate, type Hit } from './hits';
import { hostGroupOf } from './host-group';
import { factsOf } from './host-kinds';
import { knownHostOf } from './known-host';
import type { Entities } from './signals/primary';
import { isSameStory } from './same-story';
import { unreadableReason } from './readable-url';

/** What pages are chosen for, and within what bounds. */
export interface ChoiceOrder extends Pick<ResearchQuestion, 'question' | 'kinds'> {
  /** Its searches: what hits are held against besides the question. */
  readonly queries?: readonly string[];
  /** What the question names. */
  readonly entities?: Entities;
  /** Pages chosen at most. */
  readonly most: number;
  /** Addresses that are read already or soon, for other sub-questions. */
  readonly taken?: readonly string[];
  readonly prefersScholarly?: boolean;
}

/** A page that is worth reading, and why. */
export interface ChosenPage {
  readonly url: string;
  /** 0 to 1; comparable within one choice only. */
  readonly score: number;
  readonly why: readonly string[];
}

/** What was chosen among hits, and what not. */
export interface Choice {
  /** Best first. */
  readonly chosen: readonly ChosenPage[];
  /** Addresses of `taken` that would have been chosen: they serve this question too. */
  readonly shared: readonly string[];
  /** Those that cannot be read, with the reason. */
  readonly refused: readonly { readonly url: string; readonly reason: string }[];
}

/** What a hit is chosen by; together 1. */
export const choiceShares = { relevance: 0.45, credibility: 0.25, place: 0.2, kind: 0.1 } as const;
/** Pages of one owner, as long as others are left. */
const mostOfOneOwner = 2;
/** A scholarly page comes first only where it has to do with the question. */
const leastScholarlyRelevance = 0.2;

interface Ranked extends ChosenPage {
  readonly key: string;
  readonly hit: Hit;
  readonly owner: string;
  readonly isFirst: boolean;
}

/**
 * Chooses the pages worth reading among the hits of searches (best list first): by relevance of title and snippet, how far
 * the host can be believed, how high the searches rank it and whether it is of a wanted kind; at most two pages of one
 * owner while there are others, none twice, none that tells the same story in the same words, none that cannot be read.
 */
export function choosePages(lists: readonly (readonly Hit[])[], order: ChoiceOrder): Choice {
  const merged = mergeHits(lists);
  const refused = merged.flatMap(({ hit: { url } }) => {
    const reason = unreadableReason(url);
    return reason === undefined ? [] : [{ url, reason }];
  });
  const unreadable = new Set(refused.map(({ url }) => url));
  const ranked = rank(
    merged.filter(({ hit }) => !unreadable.has(hit.url)),
    order,
  );
  const picked = pick(ranked, order.most);
  const taken = new Map((order.taken ?? []).map((url) => [normaliseUrl(url), url]));
  const fresh = picked.some(({ key }) => taken.has(key))
    ? pick(
        ranked.filter(({ key }) => !taken.has(key)),
        order.most,
        picked.filter(({ key }) => taken.has(key)),
      )
    : picked;
  return {
    chosen: fresh.map(({ url, score, why }) => ({ url, score, why })),
    shared: picked.flatMap(({ key }) => taken.get(key) ?? []),
    refused,
  };
}

function rank(candidates: readonly Candidate[], order: ChoiceOrder): Ranked[] {
  const relevance = relevanceOf(candidates, [order.question, ...(order.queries ?? [])].join('\n'));
  return candidates
    .map((candidate, index) => judged(candidate, relevance[index] ?? 0, order))
    .sort(
      (one, other) =>
        Number(other.isFirst) - Number(one.isFirst) ||
        other.score - one.score ||
        one.hit.rank - other.hit.rank ||
        (one.key < other.key ? -1 : 1),
    );
}

function judged({ hit, key, place, lists }: Candidate, relevance: number, order: ChoiceOrder): Ranked {
  const serves: readonly SourceKind[] = factsOf(knownHostOf(hit.url).kind).serves;
  const credibility = expectedCredibility(hit.url, order.entities);
  const kind = order.kinds.find((wanted) => wanted === 'any' || serves.includes(wanted));
  const isFirst =
    order.prefersScholarly === true && serves.includes('scholarly') && relevance >= leastScholarlyRelevance;
  const score =
    choiceShares.relevance * relevance +
    choiceShares.credibility * credibility.score +
    choiceShares.place * place +
    choiceShares.kind * (kind === undefined ? 0 : 1);
  const why = [
    `relevance ${relevance.toFixed(2)}: words of the question in title and snippet`,
    `credibility ${credibility.score.toFixed(2)}: ${credibility.why[0]?.replace(/^starts at [\d.]+: /, '') ?? ''}`,
    `place ${place.toFixed(2)}: ${lists === 1 ? 'one search' : `${lists} searches`} found it`,
    ...(kind === undefined || kind === 'any' ? [] : [`kind: it is good for ${kind} sources`]),
    ...(isFirst ? ['scholarly sources come first'] : []),
  ];
  return {
    url: hit.url,
    hit,
    key,
    owner: hostGroupOf(hit.url),
    isFirst,
    score: Math.round(score * 1000) / 1000,
    why,
  };
}

/** The best pages with few of one owner; what that leaves out fills up where too few are left. */
function pick(ranked: readonly Ranked[], most: number, already: readonly Ranked[] = []): Ranked[] {
  const picked: Ranked[] = [];
  const left: Ranked[] = [];
  const owners = new Map<string, number>();
  for (const { owner } of already) owners.set(owner, (owners.get(owner) ?? 0) + 1);
  for (const page of ranked) {
    if (picked.length >= most) break;
    const ofOwner = owners.get(page.owner) ?? 0;
    const isRepeated = [...already, ...picked].some(({ hit }) => isSameStory(hit, page.hit));
    if (isRepeated) continue;
    if (ofOwner >= mostOfOneOwner) {
      left.push(page);
      continue;
    }
    owners.set(page.owner, ofOwner + 1);
    picked.push(page);
  }
  return [...picked, ...left.slice(0, Math.max(0, most - picked.length))];
}
