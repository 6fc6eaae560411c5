import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Corpus } from '../../src/providers/search/corpus/corpus';
import { mergeHits } from '../../src/reasoning/research/sources/hits';
import { choosePages } from '../../src/reasoning/research/sources/choose-pages';
import { pagesOf, strategies } from '../../src/reasoning/research/strategies';
import type { ResearchQuestion } from '../../src/contract/research';
import type { Summary } from '../data/wheels';
import type { EvalRun } from '../section';

/** Hits of one search, as a research task asks for. */
const hitsOfSearch = 8;
/** To index some ten thousand articles takes seconds. */
const indexMs = 120_000;

/** Articles that can be searched, by the house's own search. */
export interface Library {
  readonly has: (title: string) => boolean;
  /** Titles that a search finds, best first. */
  readonly search: (query: string, count?: number) => Promise<string[]>;
  /** Titles of the pages that a sub-question reads, none that another one has taken. */
  readonly choose: (question: ResearchQuestion, taken: ReadonlySet<string>) => Promise<string[]>;
}

/** Opens summaries of articles as a corpus, below the cache of the run. */
export function openLibrary(summaries: readonly Summary[], { cache }: EvalRun): Library {
  const folder = join(cache, 'library');
  mkdirSync(folder, { recursive: true });
  const lines = summaries.map(({ title, extract }) =>
    JSON.stringify({ url: addressOf(title), title, text: extract }),
  );
  writeFileSync(join(folder, 'articles.jsonl'), lines.join('\n'));
  const corpus = new Corpus(folder, { warn: () => undefined }, indexMs);
  const titles = new Set(summaries.map(({ title }) => title));
  const known = new Map<string, ReturnType<Corpus['search']>>();
  const find = (query: string, count: number) => {
    const name = `${count} ${query}`;
    const found = known.get(name) ?? corpus.search({ query, count }, AbortSignal.timeout(indexMs));
    known.set(name, found);
    return found;
  };
  return {
    has: (title) => titles.has(title),
    search: async (query, count = hitsOfSearch) => (await find(query, count)).map(({ title }) => title),
    choose: async (question, taken) => {
      const lists = await Promise.all(question.queries.map((query) => find(query, hitsOfSearch)));
      const { chosen } = choosePages(lists, {
        ...question,
        most: pagesOf(strategies.standard),
        prefersScholarly: false,
        taken: [...taken].map(addressOf),
      });
      const byUrl = new Map(mergeHits(lists).map(({ hit }) => [hit.url, hit.title]));
      return chosen.slice(0, strategies.standard.pages).flatMap(({ url }) => byUrl.get(url) ?? []);
    },
  };
}

/** Each article is of a host of its own: the house reads two pages of one owner at most. */
function addressOf(title: string): string {
  const name = encodeURIComponent(title.replaceAll(' ', '_'));
  return `https://${Buffer.from(title).toString('hex').slice(0, 60)}.example/${name}`;
}
