import { LRUCache } from 'lru-cache';
import type { PageText } from '../../contract/research';
import { passageRankingInTurns, type RankOptions, type Ranked } from '../../reasoning/research/rank';
import { groupSources } from '../../reasoning/research/report';
import { passagesOf } from '../../text/passages';
import type { ActivityDeps } from '../deps';
import { inTurns, turn } from './in-turns';

/** A passage of a stored page, and the page. */
export interface PagePassage {
  readonly page: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly source: PageText;
}

/** The pages of a task, as several of its steps look at them. */
export interface Reading {
  readonly pages: readonly PageText[];
  /** The source that a page belongs to, by the hash of its first page: mirrors of one text are one. */
  readonly sourceOf: (page: string) => string;
  /** All of them, page by page. */
  readonly passages: readonly PagePassage[];
  /** Ranks passages for what is wanted, of mirrors those of the first alone; made once, when it is first wanted. */
  readonly ranking: () => Promise<Rank>;
}

/** The passages that have words of what is wanted, best first. */
export type Rank = (wanted: string, options?: RankOptions) => Ranked<PagePassage>[];

/** Reads the pages of a task that are named, or all of them. Throws the store's error. */
export type ReadPages = (taskId: string, hashes?: readonly string[]) => Promise<Reading>;

/** Readings that are kept, and their characters in all: sections are written side by side from the same pages. */
const kept = { max: 8, characters: 16_000_000, ms: 5 * 60_000 };

/** Makes what reads the pages of tasks; what was read lately is remembered by the hashes of its texts. */
export function createReadPages({ store }: Pick<ActivityDeps, 'store'>): ReadPages {
  const readings = new LRUCache<string, { readonly reading: Promise<Reading> }>({
    max: kept.max,
    maxSize: kept.characters,
    ttl: kept.ms,
  });
  return async (taskId, hashes) => {
    const wanted = hashes && new Set(hashes);
    const pages = (await store.pages.list(taskId)).filter(({ hash }) => wanted?.has(hash) ?? true);
    const key = [taskId, ...pages.map(({ hash }) => hash)].join(' ');
    const known = readings.get(key);
    if (known) return known.reading;
    const own = pages.map(({ hash }) => hash);
    const reading = store.pages.texts(taskId, own).then(readingOf);
    const size = 1 + pages.reduce((sum, { characters }) => sum + characters, 0);
    readings.set(key, { reading }, { size });
    reading.catch(() => readings.delete(key));
    return reading;
  };
}

async function readingOf(pages: readonly PageText[]): Promise<Reading> {
  const byPage = await inTurns(pages, (source) =>
    passagesOf(source.text).map((span) => ({ ...span, page: source.hash, source })),
  );
  const passages = byPage.flat();
  const sources = groupSources(pages);
  const sourceOf = (page: string) => sources.get(page) ?? page;
  let rank: Promise<Rank> | undefined;
  const ranking = () =>
    (rank ??= passageRankingInTurns(
      passages.filter(({ page }) => sourceOf(page) === page),
      turn,
    ));
  return { pages, sourceOf, passages, ranking };
}
