import { limits } from '../../contract/limits';
import type { PageText, ReadPageInput, ReadPageResult } from '../../contract/research';
import type { ToolOutcome } from '../../contract/tools';
import type { Page } from '../../providers/pages/port';
import { hostOf } from '../../providers/search/url';
import { ToolError } from '../../providers/tools/port';
import type { KeptRead } from '../../reasoning/research/kept';
import { isNotAPage } from '../../reasoning/research/sources/not-a-page';
import type { TaskRow } from '../../store';
import { orWithheld, throwIfPaused } from '../call-withheld';
import type { ActivityDeps } from '../deps';
import { persist } from '../persist';
import { againIfUseful, underSignal, type StepAttempt } from '../tool-attempt';
import { toolInvoked, toolObserved } from '../tool-events';
import { byCode } from './by-code';
import { doOnce, type Done } from './once';
import { sentence } from './sentence';
import { storedPage } from './stored-page';
import { webTool } from './web-tool';

/**
 * Makes the verb that reads a page and keeps its text for the task. A page that cannot be had, or that is none, is an
 * answer with its reason, after the attempts that may help. Throws only a cancel, `Tool.Unavailable` for another
 * attempt, `Task.Ended`, and the store's error.
 */
export function createReadPage(deps: ActivityDeps) {
  return async function readPage(input: ReadPageInput): Promise<ReadPageResult> {
    const events = [toolInvoked(input, 'web_fetch', { url: input.url })];
    const once = () =>
      doOnce(deps, input, { kind: 'tool', events }, (row, { attempt }) =>
        read(deps, { ...input, attempt }, row),
      );
    return orWithheld<ReadPageResult>(once, (pause) => ({ ok: 'paused', pause }));
  };
}

type ReadPageAttempt = ReadPageInput & StepAttempt;

async function read(deps: ActivityDeps, input: ReadPageAttempt, row: TaskRow): Promise<Done<ReadPageResult>> {
  throwIfPaused(row);
  const offered = await webTool(deps, row, 'web_fetch');
  if ('refusal' in offered) return refused(input, offered.refusal, 0);
  const startedAt = performance.now();
  const outcome = await fetchPage(deps, input);
  const durationMs = Math.round(performance.now() - startedAt);
  if (!outcome.ok) {
    await againIfUseful(deps, input, { ...outcome, durationMs });
    return refused(input, outcome.error, durationMs);
  }
  const page = storedPage(outcome.page);
  const notice = byCode(deps, 'Looking at a page', () => isNotAPage(page));
  if (notice !== undefined) return refused(input, notice, durationMs);
  const keep = () => deps.store.pages.keep(input.taskId, page, limits.researchPages);
  if (await persist(keep, deps.log, limits.storeOutageMs)) return kept(input, page, durationMs);
  const full = `The task has read ${limits.researchPages} pages, which is the most that one keeps.`;
  return refused(input, full, durationMs);
}

type Fetched =
  { readonly ok: true; readonly page: Page } | Omit<Extract<ToolOutcome, { ok: false }>, 'durationMs'>;

async function fetchPage(deps: ActivityDeps, input: ReadPageAttempt): Promise<Fetched> {
  return underSignal(deps, input, async (signal) => {
    try {
      return { ok: true, page: await deps.pages.read(input.url, { signal }) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ToolError)
        return { ok: false, error: error.message, isRetryable: error.isRetryable };
      deps.log.error({ err: error, task_id: input.taskId, step: input.step }, 'reading a page broke down');
      return { ok: false, error: 'Reading the page failed unexpectedly.', isRetryable: false };
    }
  });
}

function kept(input: ReadPageInput, page: PageText, durationMs: number): Done<ReadPageResult> {
  const { hash, final_url, canonical_url, characters, title, publisher } = page;
  const host = hostOf(final_url) || publisher;
  const output: KeptRead = { url: input.url, page: { hash, final_url, canonical_url } };
  const told = `${title} (${publisher}), ${characters} characters`;
  return {
    result: { ok: true, page: hash, host, characters },
    output: { ...output, cost_usd: 0 },
    events: [toolObserved(input, 'web_fetch', { ok: true, durationMs }, told)],
  };
}

function refused(input: ReadPageInput, why: string, durationMs: number): Done<ReadPageResult> {
  const reason = sentence(why);
  const output: KeptRead = { url: input.url, refused: reason };
  return {
    result: { ok: false, reason },
    output: { ...output, cost_usd: 0 },
    events: [toolObserved(input, 'web_fetch', { ok: false, durationMs, error: reason }, reason)],
  };
}
