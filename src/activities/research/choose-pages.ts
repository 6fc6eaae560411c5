import type { ChooseInput, ChooseResult } from '../../contract/research';
import type { KeptChoice, KeptSearch } from '../../reasoning/research/kept';
import { choosePages, type Choice } from '../../reasoning/research/sources/choose-pages';
import { normaliseUrl } from '../../text/normalise-url';
import type { ActivityDeps } from '../deps';
import { doOnce, type Done } from './once';

/**
 * Makes the verb that chooses the pages of a sub-question among the hits of its searches. An address that one wants for
 * its own is chosen by it only, whoever asks at the same time; the others hear that it is shared. One that is only to
 * take another's place is nobody's: it may never be read. Throws `Task.Ended`, and the store's error.
 */
export function createChoosePages(deps: ActivityDeps) {
  return async function choose(input: ChooseInput): Promise<ChooseResult> {
    return doOnce(deps, input, { kind: 'house' }, () => chooseAndClaim(deps, input));
  };
}

/** Rounds in which addresses that others were faster to choose are replaced. */
const mostRounds = 3;

async function chooseAndClaim(deps: ActivityDeps, input: ChooseInput): Promise<Done<ChooseResult>> {
  const { taskId, step, question, most, own = most, prefersScholarly } = input;
  const kept = await deps.store.steps.find(taskId, { names: input.searches });
  const lists = kept.map(({ output }) => (output as KeptSearch | null)?.hits ?? []);
  const taken = new Set<string>();
  let choice: Choice = { chosen: [], shared: [], refused: [] };
  for (let round = 0; round < mostRounds; round += 1) {
    choice = choosePages(lists, { ...question, most, prefersScholarly, taken: [...taken] });
    const wanted = choice.chosen.slice(0, own);
    const got = await deps.store.pages.choose(
      taskId,
      step,
      wanted.map(({ url }) => normaliseUrl(url)),
    );
    const lost = wanted.filter(({ url }) => !got.has(normaliseUrl(url)));
    for (const { url } of lost) taken.add(url);
    choice = { ...choice, chosen: choice.chosen.filter((page) => !lost.includes(page)) };
    if (lost.length === 0) break;
  }
  const urls = choice.chosen.map(({ url }) => url);
  const output: KeptChoice = {
    question: question.id,
    chosen: choice.chosen.map(({ url, why }) => ({ url, why: why.join('; ') })),
    shared: [...taken],
  };
  return { result: { urls, shared: [...taken] }, output };
}
