import type { Place } from '../../contract/research';
import type { ReportClaim } from '../../reasoning/research/report';
import type { ActivityDeps } from '../deps';
import { keepStep } from './house-step';
import type { KeptBatch } from './kept-claims';
import type { StepOrder } from './once';
import type { PagePassage } from './reading';
import { showPassages } from './shown-passages';

/** A claim that a model is asked about: what it is to be told, and where what it needs to see stands. */
export interface AskedClaim {
  readonly claim: ReportClaim;
  readonly note?: string;
  readonly evidence: readonly Place[];
}

/** Passages that one claim brings, at most. */
const perClaim = 5;

/** Keeps claims in steps of so many each, with the passages that decide them. Returns the names of the steps. */
export async function keepBatches(
  deps: ActivityDeps,
  order: StepOrder,
  asked: readonly AskedClaim[],
  { size, passages }: { readonly size: number; readonly passages: readonly PagePassage[] },
): Promise<string[]> {
  const find = passageFinder(passages);
  const steps: string[] = [];
  for (let first = 0; first < asked.length; first += size) {
    const step = `${order.step}/${steps.length + 1}`;
    await keepStep(deps, order, step, batchOf(asked.slice(first, first + size), find));
    steps.push(step);
  }
  return steps;
}

/** Claims with the passages that decide them, as one call shows them. */
export function batchOf(
  asked: readonly AskedClaim[],
  find: (place: Place) => PagePassage | undefined,
): KeptBatch {
  const shown = new Set<PagePassage>();
  for (const { evidence } of asked) {
    const own = new Set(evidence.map(find).filter((passage) => passage !== undefined));
    for (const passage of [...own].slice(0, perClaim)) shown.add(passage);
  }
  const { text, passages } = showPassages([...shown]);
  const lines = asked.map(({ claim, note }, index) => {
    const own = `${index + 1}. ${claim.text}`;
    return note === undefined ? own : `${own}\n   ${note}`;
  });
  return {
    text: `Claims:\n${lines.join('\n')}\n\nPassages:\n${text || '(none)'}`,
    isForeign: true,
    passages,
    claims: asked.map(({ claim: { id, start, end } }, index) => ({ number: index + 1, id, start, end })),
  };
}

/** Finds the passage in which a place stands. */
export function passageFinder(passages: readonly PagePassage[]): (place: Place) => PagePassage | undefined {
  const byPage = new Map<string, PagePassage[]>();
  for (const passage of passages) {
    const own = byPage.get(passage.page) ?? [];
    own.push(passage);
    byPage.set(passage.page, own);
  }
  return ({ page, start }) =>
    byPage.get(page)?.find((passage) => passage.start <= start && start < passage.end);
}
