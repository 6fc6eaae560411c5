import type { Citation, Verification } from '../../src/contract/research';
import type { ApiClient } from '../../bench/client';
import type { PlantedTask } from './world';

/** A page as `metadata.research` lists it. */
export interface ReadPage {
  readonly page: string;
  readonly url: string;
  readonly also_at?: readonly string[];
  readonly same_as?: string;
}

/** What a reader gets of a research task that has ended. */
export interface EndedTask {
  readonly task: PlantedTask;
  readonly status: string;
  readonly error: string;
  readonly result: string;
  readonly citations: readonly Citation[];
  readonly verification: Verification | undefined;
  readonly pages: readonly ReadPage[];
  /** Texts of the pages, as the API gives them, by their hashes. */
  readonly texts: ReadonlyMap<string, string>;
  /** Milliseconds from the submission to the end. */
  readonly tookMs: number;
}

interface Status {
  readonly status: string;
  readonly error: string;
  readonly result: string | null;
  readonly metadata: {
    readonly citations?: readonly Citation[];
    readonly verification?: Verification;
    readonly research?: { readonly pages?: readonly ReadPage[] };
  };
}

/** Has the house research a task; returns what a reader can see of it, whatever it came to. */
export async function research(api: ApiClient, task: PlantedTask): Promise<EndedTask> {
  const startedAt = performance.now();
  const id = await api.submit(task.query, { force_research: true, research_strategy: 'deep' });
  await api.ended(id);
  const tookMs = performance.now() - startedAt;
  const path = `/api/v1/tasks/${id}`;
  const { status, error, result, metadata } = JSON.parse(await api.call('GET', path)) as Status;
  const pages = metadata.research?.pages ?? [];
  const texts = new Map<string, string>();
  for (const { page } of pages) {
    const { text } = JSON.parse(await api.call('GET', `${path}/pages/${page}`)) as { text: string };
    texts.set(page, text);
  }
  return {
    ...{ task, status, error, result: result ?? '', pages, texts, tookMs },
    citations: metadata.citations ?? [],
    verification: metadata.verification,
  };
}
