import type { PickInput, PickResult } from '../../contract/research';
import type { KeptMaterial } from '../../reasoning/research/kept';
import { factsOf } from '../../reasoning/research/sources/host-kinds';
import { hostGroupOf } from '../../reasoning/research/sources/host-group';
import { knownHostOf } from '../../reasoning/research/sources/known-host';
import type { ActivityDeps } from '../deps';
import { doOnce, type Done } from './once';
import { byCode } from './by-code';
import type { PagePassage, Rank, Reading, ReadPages } from './reading';
import { showPassages } from './shown-passages';

/**
 * Makes the verb that picks the passages of stored pages that say most about what is wanted, in turns, within a bound
 * of their length; of mirrors the first alone is looked at. Throws `Task.Ended`, and the store's error.
 */
export function createPickPassages(deps: ActivityDeps, readPages: ReadPages) {
  return async function pickPassages(input: PickInput): Promise<PickResult> {
    return doOnce(deps, input, { kind: 'house' }, async () => {
      const reading = await readPages(input.taskId, input.pages);
      const rank = await reading.ranking();
      return byCode(deps, 'Picking passages', () => pick(input, reading, rank));
    });
  };
}

/** Passages of one page for one thing that is wanted, and those that are ranked for it. */
const perPage = 5;
const mostRanked = 60;
/** How much a passage loses that says what a better one says (`RankOptions.diversity`). */
const diversity = 0.3;
/** What a source of a wanted kind gains. */
const kindGain = 1.15;
/** What stands around each passage that is shown. */
const frameCharacters = 40;

function pick(input: PickInput, { passages: all, sourceOf }: Reading, rank: Rank): Done<PickResult> {
  const passages = all.filter(({ page }) => sourceOf(page) === page);
  const taken = takeInTurns(rankings(rank, input), passages, input.mostCharacters);
  const shown = showPassages(inOrder(taken, passages));
  const output: KeptMaterial = { ...shown, isForeign: true };
  const result: PickResult = {
    passages: taken.size,
    pages: new Set([...taken].map(({ page }) => page)).size,
    hosts: new Set([...taken].map(({ source }) => hostGroupOf(source.final_url))).size,
  };
  return { result, output };
}

/** For each thing that is wanted the passages that speak of it, best first. */
function rankings(rank: Rank, { wanted, kinds }: PickInput): PagePassage[][] {
  const serves = new Map<string, boolean>();
  const isOfKind = ({ source }: PagePassage) => {
    const known = serves.get(source.hash);
    if (known !== undefined) return known;
    const served: readonly string[] = factsOf(knownHostOf(source.final_url).kind).serves;
    const fits = kinds.some((kind) => kind !== 'any' && served.includes(kind));
    serves.set(source.hash, fits);
    return fits;
  };
  return wanted.map(({ text }) =>
    rank(text, { most: mostRanked, perPage, diversity })
      .map(({ passage, score }, place) => ({
        passage,
        // Places, not scores: what is different from the rest stands where `diversity` has put it.
        worth: (isOfKind(passage) ? kindGain : 1) / (1 + place / 10) + (score > 0 ? 0 : -1),
      }))
      .sort((a, b) => b.worth - a.worth)
      .map(({ passage }) => passage),
  );
}

/** Takes the best of each list in turn, as far as the bound reaches. */
function takeInTurns(
  lists: readonly (readonly PagePassage[])[],
  passages: readonly PagePassage[],
  mostCharacters: number,
): Set<PagePassage> {
  const taken = new Set<PagePassage>();
  let left = mostCharacters;
  const take = (passage: PagePassage | undefined) => {
    if (!passage || taken.has(passage)) return;
    const cost = passage.text.length + frameCharacters;
    if (cost > left) return;
    taken.add(passage);
    left -= cost;
  };
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let place = 0; place < longest; place += 1) for (const list of lists) take(list[place]);
  // Pages in another language share no words with what is wanted: their beginnings still tell what they are about.
  if (taken.size === 0) for (const passage of passages) if (passage.start === 0) take(passage);
  return taken;
}

function inOrder(taken: ReadonlySet<PagePassage>, passages: readonly PagePassage[]): PagePassage[] {
  return passages.filter((passage) => taken.has(passage));
}
