import type { Verification } from '../../src/contract/research';
import type { EndedTask } from './ended-task';
import { keyOf } from './stated';
import type { PlantedPage } from './world';

type Conflict = Verification['conflicts'][number];

/** Whether each conflict that was planted, and whose two sides were both read, is told with its two pages. */
export function plantedConflicts(ended: EndedTask): boolean[] {
  const { task, verification } = ended;
  const conflicts = verification?.conflicts ?? [];
  return task.facts.flatMap(({ subject, field, value, disputed }) => {
    if (!disputed) return [];
    const key = keyOf(subject, field);
    const sides = [value, disputed].map(([first]) =>
      task.pages
        .filter(({ states }) => states.some((one) => one.key === key && one.value === first))
        .flatMap((page) => hashOfRead(ended, page) ?? []),
    );
    const [own = [], other = []] = sides;
    if (own.length === 0 || other.length === 0) return [];
    return [conflicts.some((conflict) => isBetween(conflict, own, other))];
  });
}

/** Whether each conflict that is told is one that was planted. */
export function toldConflicts(ended: EndedTask): boolean[] {
  const { task, verification } = ended;
  return (verification?.conflicts ?? []).map((conflict) =>
    task.facts.some(({ subject, field, value, disputed }) => {
      const key = keyOf(subject, field);
      const [own, other] = [value, disputed].map((forms) =>
        task.pages
          .filter(({ states }) => states.some((one) => one.key === key && one.value === forms?.[0]))
          .flatMap((page) => hashOfRead(ended, page) ?? []),
      );
      return disputed !== undefined && isBetween(conflict, own ?? [], other ?? []);
    }),
  );
}

function isBetween({ sides }: Conflict, own: readonly string[], other: readonly string[]): boolean {
  const pages = sides.map(({ quote }) => quote.page);
  return pages.some((page) => own.includes(page)) && pages.some((page) => other.includes(page));
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

function hashOfRead(ended: EndedTask, page: PlantedPage): string | undefined {
  return readAs(ended, page)?.page;
}
