import type { PageText, Passage } from '../../../contract/research/pages';
import { tokenize } from '../../../text/tokens';
import { isNotAPage } from './not-a-page';
import { completeness } from './signals/completeness';
import type { Part } from './signals/part';
import { readability } from './signals/readability';
import { recency } from './signals/recency';
import { rounded, type Score } from './signals/signal';
import type { TimeFrame } from './signals/age';

/** What a page is to serve. */
export interface QualityContext {
  /** The question, or the sub-question that it was read for. */
  readonly question: string;
  /** The time that the question is about. */
  readonly timeFrame?: TimeFrame;
  /** How well it fits by the ranking, 0 to 1; absent: how many words of the question it holds. */
  readonly relevance?: number;
  /** What was picked of it; absent: the whole page is looked at. */
  readonly passages?: readonly Pick<Passage, 'text'>[];
}

/** Shares of what is not relevance. */
export const qualityShares = { completeness: 0.4, recency: 0.3, readability: 0.3 } as const;
/** What a page that fits the question not at all is worth of its other merits. */
const leastRelevance = 0.2;
/** What a notice in a page's place is worth. */
const stubShare = 0.2;

/**
 * How well a page serves the question, 0 to 1, and why: relevance times what completeness, recency and readability come to
 * (`docs/sources.md`). Whether it can be believed is another matter.
 */
export function qualityOf(page: PageText, context: QualityContext): Score {
  const relevant = relevance(page, context);
  const parts = {
    completeness: completeness(page),
    recency: recency(page, context.timeFrame ?? null),
    readability: readability(page.text),
  };
  const rest =
    parts.completeness.value * qualityShares.completeness +
    parts.recency.value * qualityShares.recency +
    parts.readability.value * qualityShares.readability;
  const stub = isNotAPage(page);
  const whole = (leastRelevance + (1 - leastRelevance) * relevant.value) * rest;
  return {
    score: rounded(stub === undefined ? whole : whole * stubShare),
    why: [
      lineOf('relevance', relevant),
      ...Object.entries(parts).map(([name, part]) => lineOf(name, part)),
      ...(stub === undefined ? [] : [`times ${stubShare}: ${stub}`]),
    ],
  };
}

function lineOf(name: string, { value, why }: Part): string {
  return `${name} ${value.toFixed(2)}: ${why}`;
}

function relevance(page: PageText, { question, relevance: ranked, passages }: QualityContext): Part {
  if (ranked !== undefined && Number.isFinite(ranked))
    return { value: Math.min(1, Math.max(0, ranked)), why: 'as its best passages were ranked' };
  const wanted = new Set(tokenize(question));
  if (wanted.size === 0) return { value: 0.5, why: 'the question has no words to look for' };
  const text = passages === undefined ? page.text : passages.map((passage) => passage.text).join('\n');
  const held = new Set(tokenize(`${page.title}\n${text}`));
  const found = [...wanted].filter((term) => held.has(term)).length;
  return {
    value: found / wanted.size,
    why: `${found} of the ${wanted.size} terms of the question stand in ${passages ? 'what was picked of it' : 'it'}`,
  };
}
