import { z } from 'zod';
import type { SearchInput, SearchResult } from '../../contract/research';
import type { ToolOutcome } from '../../contract/tools';
import type { KeptHit, KeptSearch } from '../../reasoning/research/kept';
import { orWithheld, throwIfPaused } from '../call-withheld';
import { clean } from '../clean';
import type { ActivityDeps } from '../deps';
import { againIfUseful, attemptTool, type ToolStep } from '../tool-attempt';
import { toolInvoked, toolObserved } from '../tool-events';
import { doOnce, type Done } from './once';
import { sentence } from './sentence';
import { webTool } from './web-tool';

const text = z.string().transform(clean);
const Hit: z.ZodType<KeptHit> = z.object({
  url: text,
  title: text,
  snippet: text,
  published: text.nullable(),
  source: text,
  rank: z.int(),
});
const Found = z.object({ hits: z.array(Hit) });
const Failures = z.object({ failures: z.array(z.string()) });

/**
 * Makes the verb that searches once by `web_search` and keeps the hits. A search that fails is an answer with its
 * reason, after the attempts that may help. Throws only a cancel, `Tool.Unavailable` for another attempt, `Task.Ended`.
 */
export function createSearchWeb(deps: ActivityDeps) {
  return async function searchWeb(input: SearchInput): Promise<SearchResult> {
    const events = [toolInvoked(input, 'web_search', argumentsOf(input))];
    const once = () =>
      doOnce(deps, input, { kind: 'tool', events }, (row, begun) => search(deps, { input, row, ...begun }));
    return orWithheld<SearchResult>(once, (pause) => ({ ok: 'paused', pause }));
  };
}

function argumentsOf({ query, count, language }: SearchInput): object {
  return { query, count, ...(language !== undefined && { language }) };
}

interface Search extends ToolStep {
  readonly input: SearchInput;
}

async function search(deps: ActivityDeps, order: Search): Promise<Done<SearchResult>> {
  const { input, row, attempt } = order;
  throwIfPaused(row);
  const offered = await webTool(deps, row, 'web_search');
  if ('refusal' in offered) return failed(input, refused(offered.refusal), false);
  const { outcome, isRefusal } = await attemptTool(deps, order, offered.tool, argumentsOf(input));
  await againIfUseful(deps, { ...input, attempt }, outcome);
  return outcome.ok ? found(input, outcome) : failed(input, outcome, isRefusal);
}

function found(input: SearchInput, outcome: Extract<ToolOutcome, { ok: true }>): Done<SearchResult> {
  const parsed = Found.safeParse(outcome.output);
  if (!parsed.success) return failed(input, refused('web_search gave a list that cannot be read.'), false);
  const { hits } = parsed.data;
  const failures = Failures.safeParse(outcome.metadata).data?.failures ?? [];
  const kept: KeptSearch = { query: input.query, hits, failures: failures.map(sentence) };
  return {
    result: { ok: true, hits: hits.length },
    output: { ...kept, cost_usd: outcome.costUsd },
    events: [toolObserved(input, 'web_search', outcome, clean(outcome.text))],
  };
}

type Failed = Extract<ToolOutcome, { ok: false }>;

function refused(error: string): Failed {
  return { ok: false, error, isRetryable: false, durationMs: 0 };
}

function failed(input: SearchInput, outcome: Failed, isBudget: boolean): Done<SearchResult> {
  const reason = sentence(outcome.error);
  const kept: KeptSearch = { query: input.query, hits: [], failures: [reason] };
  return {
    result: { ok: false, reason, isBudget },
    output: { ...kept, cost_usd: 0 },
    events: [toolObserved(input, 'web_search', { ...outcome, error: reason }, reason)],
  };
}
