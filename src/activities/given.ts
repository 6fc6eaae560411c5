import type { AskInput } from '../contract/orders';
import type { KeptMaterial } from '../reasoning/research/kept';
import { wholePlan } from '../reasoning/plan';
import { isResearch } from '../reasoning/prompts/build';
import { givenByRules } from '../reasoning/research/by-rules/given';
import type { ShownPassage } from '../reasoning/research/by-rules/passages';
import type { TaskRow } from '../store';
import type { ActivityDeps } from './deps';

/** A value or a text that the house gives itself, without a call. */
export type Given =
  { readonly kind: 'given'; readonly value: object } | { readonly kind: 'given'; readonly text: string };

/**
 * What the house gives itself in the place of a model that is too weak for it, or where its order says so; undefined
 * where a call is to be made.
 */
export async function giveByRules(
  deps: Pick<ActivityDeps, 'store'>,
  { taskId, prompt, uses }: AskInput,
  { query, settings }: Pick<TaskRow, 'query' | 'settings'>,
  isWeak: boolean,
): Promise<Given | undefined> {
  // No rule understands what a reviewer wants changed: even a weak model is asked.
  if ('revised' in prompt) return undefined;
  if (!isResearch(prompt))
    return isWeak && prompt.name === 'plan' ? { kind: 'given', value: wholePlan(query) } : undefined;
  // An answer of a form that the client wants no rule can write: even a weak model is asked for that.
  const isFree = prompt.name !== 'write' || settings.responseFormat === undefined;
  if (!(isWeak || prompt.byRules) || !isFree) return undefined;
  const steps = uses.map(({ step }) => step);
  return { kind: 'given', ...givenByRules(prompt, query, await shownPassages(deps, taskId, steps)) };
}

/** The passages that steps of material hold, in the order of their ids. */
async function shownPassages(
  { store }: Pick<ActivityDeps, 'store'>,
  taskId: string,
  steps: readonly string[],
): Promise<ShownPassage[]> {
  if (steps.length === 0) return [];
  const kept = await store.steps.find(taskId, { names: steps });
  const places = kept.flatMap(({ output }) =>
    Object.entries((output as KeptMaterial | null)?.passages ?? {}),
  );
  const hashes = [...new Set(places.map(([, { page }]) => page))];
  const pages = new Map((await store.pages.texts(taskId, hashes)).map(({ hash, text }) => [hash, text]));
  return places
    .map(([id, { page, start, end }]) => ({ id, text: (pages.get(page) ?? '').slice(start, end) }))
    .sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
}
