import type { PageText, Passage } from '../../../contract/research/pages';
import { languageOf } from '../../../text/language';
import { contentTerms } from '../judge/content-terms';
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
/** What it counts at least that passages were picked of a page. */
const pickedRelevance = 0.4;
/** Characters in which the words of the question are looked for. */
const lookedAt = 60_000;
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
  const language = languageOf(question);
  const wanted = new Set(contentTerms(question, language));
  if (wanted.size === 0) return { value: 0.5, why: 'the question has no words to look for' };
  const isPicked = passages !== undefined && passages.length > 0;
  const text = isPicked ? passages.map((passage) => passage.text).join('\n') : page.text.slice(0, lookedAt);
  const held = new Set(contentTerms(`${page.title}\n${text}`, language));
  const found = [...wanted].filter((term) => held.has(term)).length;
  const share = found / wanted.size;
  const counted = `${found} of the ${wanted.size} terms of the question stand in`;
  // A page in another language holds few of its words; that passages were picked of it speaks for it.
  return isPicked
    ? {
        value: pickedRelevance + (1 - pickedRelevance) * share,
        why: `passages were picked of it; ${counted} them`,
      }
    : { value: share, why: `${counted} it` };
}
