import type { Verification } from '../../src/contract/research';
import type { EndedTask } from './ended-task';
import { keyOf } from './stated';
import { waysToSay, wordsOf } from './sentences';
import type { PlantedFact, PlantedPage } from './world';

type Conflict = Verification['conflicts'][number];

/** Whether each conflict that was planted, and whose two sides were both read, is told by its two statements. */
export function plantedConflicts(ended: EndedTask): boolean[] {
  const conflicts = ended.verification?.conflicts ?? [];
  return ended.task.facts.flatMap((fact) => {
    if (!fact.disputed || !isRead(ended, fact, fact.value) || !isRead(ended, fact, fact.disputed)) return [];
    return [conflicts.some((conflict) => isOf(conflict, fact))];
  });
}

/** Whether each conflict that is told is one that was planted. */
export function toldConflicts({ task, verification }: EndedTask): boolean[] {
  const conflicts = verification?.conflicts ?? [];
  return conflicts.map((conflict) => task.facts.some((fact) => isOf(conflict, fact)));
}

/** Whether a page was read that gives a fact this value. */
function isRead(ended: EndedTask, { subject, field }: PlantedFact, [value]: readonly string[]): boolean {
  const key = keyOf(subject, field);
  return ended.task.pages.some(
    (page) =>
      page.states.some((one) => one.key === key && one.value === value) && readAs(ended, page) !== undefined,
  );
}

/** Whether one side of a conflict states a fact as it is, and the other as it is disputed: pages alone tell too little. */
function isOf({ sides }: Conflict, fact: PlantedFact): boolean {
  if (!fact.disputed) return false;
  const [own, other] = [fact.value, fact.disputed].map((value) =>
    waysToSay(fact, value).map(({ text }) => wordsOf(text)),
  );
  const [first, second] = sides.map(({ quote }) => wordsOf(quote.text));
  const states = (said: readonly string[] | undefined, quote = '') =>
    said?.some((text) => quote.includes(text)) ?? false;
  return (states(own, first) && states(other, second)) || (states(own, second) && states(other, first));
}

/** Whether each copy of a page, where both were read, is one source with it: in the pages and in the citations. */
export function plantedMirrors(ended: EndedTask): boolean[] {
  const { task, citations } = ended;
  return task.pages.flatMap((copy) => {
    const original = task.pages.find(({ url }) => url === copy.copyOf);
    const [one, other] = [original, copy].map((page) => page && readAs(ended, page));
    if (!original || !one || !other) return [];
    const isOne = one.page === other.page || (one.same_as ?? one.page) === (other.same_as ?? other.page);
    const own = citations.filter(({ url }) => url === original.url || url === copy.url);
    return [isOne && own.length <= 1];
  });
}

/** Whether each quote and each side of a conflict stands in its page as the API gives it. */
export function quotesOf({ verification, texts }: EndedTask): boolean[] {
  const details = verification?.claim_details ?? [];
  const quotes = [
    ...details.flatMap(({ supporting_quotes: own, conflicting_quotes: other }) => [...own, ...other]),
    ...(verification?.conflicts ?? []).flatMap(({ sides }) => sides.map(({ quote }) => quote)),
  ];
  return quotes.map(({ page, start, end, text }) => texts.get(page)?.slice(start, end) === text);
}

/** Whether each page that says something of the question was read. */
export function pagesReached(ended: EndedTask): boolean[] {
  return ended.task.pages.map((page) => readAs(ended, page) !== undefined);
}

function readAs({ pages }: EndedTask, { url }: Pick<PlantedPage, 'url'>) {
  return pages.find((page) => page.url === url || page.also_at?.includes(url));
}
