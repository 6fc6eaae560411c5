import MiniSearch from 'minisearch';
import { sentencesOf } from '../../../text/sentences';
import type { Evidence, EvidencePage } from './evidence';
import type { Particulars } from './particulars/mention';
import { statementOf, type Statement } from './statement';
import { hasName } from './same-name';
import { namesSubject, subjectsIn, subjectsOf } from './subjects';
import { toldByPages, type ToldByPages } from './told-by-pages';

/** Sentences that are compared for one claim; each also with its neighbours. */
const most = 8;
/** Longer "sentences" are tables or lists that have run together. */
const longestSentence = 1_200;
/** An index of few sentences says little about which terms are rare. */
const leastSentences = 50;

/**
 * In so many sentences a term that this share of them has is not looked for where others are: it ranks nothing, and
 * gathering all that has it takes most of the time of a search.
 */
const common = { sentences: 400, share: 0.3, terms: 3 };

interface Entry {
  readonly id: number;
  readonly page: EvidencePage;
  readonly start: number;
  readonly end: number;
  readonly title: Statement;
  readonly statement: Statement;
}

/** The sentences of all stored pages of a task, and how much each term tells. */
export interface EvidenceIndex {
  readonly sentences: number;
  readonly search: (terms: readonly string[], count: number, page?: string) => readonly number[];
  readonly entry: (id: number) => Entry | undefined;
  /** The titles of pages, each once. */
  readonly titles: readonly Statement[];
  /** What pages are about, by their titles, in scripts without capitals. */
  readonly subjects: readonly string[];
  /** Whether a word, folded, is surely a name where it stands within a sentence, and written small nowhere. */
  readonly isName: (word: string) => boolean;
  /** What the pages tell of what they are about. */
  readonly told: ToldByPages;
  /** How rare a term is here, from 0 (in every sentence) to 1 (in none). */
  readonly weightOf: (term: string) => number;
}

/** Makes an index of all sentences of pages. Time and memory grow with their length: some 50 µs a sentence. */
export function indexEvidence(pages: readonly EvidencePage[]): EvidenceIndex {
  return indexOf(pages.flatMap(entriesOf));
}

/** As `indexEvidence`, for more pages than can be read at a stretch: `pause` is waited for after each. */
export async function indexEvidenceInTurns(
  pages: readonly EvidencePage[],
  pause: () => Promise<void>,
): Promise<EvidenceIndex> {
  const read: Omit<Entry, 'id'>[][] = [];
  for (const page of pages) {
    read.push(entriesOf(page));
    await pause();
  }
  return indexOf(read.flat());
}

function indexOf(read: readonly Omit<Entry, 'id'>[]): EvidenceIndex {
  const entries = read.map((entry, id) => ({ ...entry, id }));
  const search = new MiniSearch<{ id: number; sentence: string; title: string }>({
    fields: ['sentence', 'title'],
    tokenize: (text) => text.split('\n'),
    processTerm: (term) => term,
    searchOptions: { boost: { title: 0.4 }, combineWith: 'OR' },
  });
  search.addAll(
    entries.map(({ id, statement, title }) => ({
      id,
      sentence: searchTerms(statement).join('\n'),
      title: searchTerms(title).join('\n'),
    })),
  );
  const frequency = new Map<string, number>();
  for (const { statement } of entries)
    for (const term of statement.allTerms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const names = namesOf(entries);
  const weights = new Map<number, number>();
  const telling = (terms: readonly string[]) => {
    const rare = terms.filter((term) => (frequency.get(term) ?? 0) <= common.share * entries.length);
    return entries.length < common.sentences || rare.length < common.terms ? terms : rare;
  };
  const total = Math.max(entries.length, leastSentences);
  const weightOf = (term: string) => {
    const known = weights.get(frequency.get(term) ?? 0);
    if (known !== undefined) return known;
    const count = frequency.get(term) ?? 0;
    const weight = Math.log(1 + total / (count + 1)) / Math.log(1 + total);
    weights.set(count, weight);
    return weight;
  };
  return {
    sentences: entries.length,
    search: (terms, count, page) =>
      search
        .search(telling(terms).join('\n'), {
          ...(page !== undefined && { filter: ({ id }) => entries[id as number]?.page.page === page }),
        })
        .slice(0, count)
        .map((hit) => hit.id as number),
    entry: (id) => entries[id],
    isName: (word) => names.has(word),
    titles: [...new Map(entries.map(({ title }) => [title.text, title])).values()],
    told: toldByPages(() => entries.flatMap((entry) => windowOf([entry]) ?? []), weightOf),
    subjects: subjectsOf([...new Set(entries.map(({ page }) => page.title))]),
    weightOf,
  };
}

/** Single words that are names for sure in some sentence, and common words in none. */
function namesOf(entries: readonly Entry[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { statement } of entries)
    for (const { isSure, words } of statement.particulars.names)
      if (isSure && words.length === 1 && words[0] !== undefined) names.add(words[0]);
  for (const { statement } of entries)
    for (const [word] of statement.text.matchAll(/(?<![\p{L}\p{N}'’-])\p{Ll}{3,}/gu)) names.delete(word);
  return names;
}

function entriesOf(page: EvidencePage): Omit<Entry, 'id'>[] {
  const language = page.language ?? undefined;
  const title = statementOf(page.title, language);
  return sentencesOf(page.text, language)
    .filter(({ text }) => text.length <= longestSentence)
    .map(({ start, end, text }) => ({ page, start, end, title, statement: statementOf(text, language) }));
}

/** What a sentence is found by: its terms, and its numbers, years and countries in a form that no language changes. */
function searchTerms({ allTerms, particulars }: Statement): string[] {
  return [...allTerms, ...particularTerms(particulars)];
}

function particularTerms({ numbers, dates, names }: Particulars): string[] {
  return [
    ...numbers.map(({ value }) => `=${value}`),
    ...dates.flatMap(({ year }) => (year === undefined ? [] : [`=${year}`])),
    ...names.flatMap(({ words }) => words.filter((word) => word.startsWith('country:'))),
  ];
}

/**
 * The sentences that say most about a claim, best first, from all pages of an index; each alone, and with the one
 * before and the one after it, since a claim may rest on two.
 *
 * @param page hash of the one page to look in; absent: all of them.
 */
export function evidenceFor(claim: Statement, index: EvidenceIndex, page?: string): Evidence[] {
  const found = new Map<string, Evidence>();
  const subjects = subjectsIn(claim, index);
  const ids = idsFor(claim, index, { subjects, page });
  for (const window of [
    ...ids.map((id) => [id]),
    ...ids.flatMap((id) => [
      [id - 1, id],
      [id, id + 1],
    ]),
  ]) {
    const key = window.join('-');
    const evidence = found.has(key) ? undefined : windowOf(window.map((id) => index.entry(id)));
    if (evidence) found.set(key, { ...evidence, subjects, isOfOther: isOfOther(evidence, claim, index) });
  }
  return [...found.values()];
}

/** In scripts without capitals: the claim names nothing that a page is about, and the evidence does. */
function isOfOther({ sentences }: Evidence, claim: Statement, { subjects }: EvidenceIndex): boolean {
  const names = ({ folded }: Statement) => subjects.some((subject) => folded.includes(subject));
  return subjects.length > 0 && sentences.some(names) && !names(claim);
}

/** Where the claim names what a page is about, sentences that name it come before those that are only like the claim. */
function idsFor(
  claim: Statement,
  index: EvidenceIndex,
  { subjects, page }: { readonly subjects: readonly string[]; readonly page: string | undefined },
): readonly number[] {
  const titled = claim.particulars.names.filter(
    (name) => name.isSure && index.titles.some((title) => hasName(name, [title])),
  );
  if (subjects.length === 0 && titled.length === 0) return index.search(searchTerms(claim), most, page);
  const ids = index.search(searchTerms(claim), 4 * most, page);
  const isNamed = (id: number) => {
    const entry = index.entry(id);
    if (!entry) return false;
    const places = [entry.title, entry.statement];
    return (
      subjects.every((one) => places.some((place) => namesSubject(place, one))) &&
      titled.every((name) => hasName(name, places))
    );
  };
  return [...ids.filter(isNamed), ...ids.filter((id) => !isNamed(id))].slice(0, most);
}

/** Sentences that stand beside each other in one page, with no paragraph between them. */
function windowOf(entries: readonly (Entry | undefined)[]): Evidence | undefined {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last || first.page !== last.page) return undefined;
  const { page, start, title } = first;
  const text = page.text.slice(start, last.end);
  if (entries.length > 1 && /\n\s*\n/.test(text)) return undefined;
  return {
    page: page.page,
    start,
    end: last.end,
    text,
    title,
    sentences: entries.flatMap((entry) => entry?.statement ?? []),
  };
}
