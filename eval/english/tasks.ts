import type { EvidencePage } from '../../src/reasoning/research/judge/evidence';
import type { Summary } from '../data/wheels';
import { Draw, halfOf, hashOf, type Half } from '../random';
import type { EvalTask, LabelledClaim } from '../task';
import { addDetail } from './add-detail';
import { chooseSentences, subjectOf, type Chosen } from './choose-sentences';
import { changeMeaning, keepMeaning, type Made, type Workshop } from './make-claims';
import { namesByKind } from './names-by-kind';

/** Pages that one task stores, and pages beside them whose sentences it does not have. */
const pagesOfTask = 20;
const pagesBeside = 5;

type Source = Summary & { readonly sentences: readonly Chosen[] };

interface Stored {
  readonly source: Source;
  readonly page: EvidencePage;
  readonly leftOut: Chosen | undefined;
}

/**
 * Tasks of twenty pages of one topic each, with claims that the pages support, contradict and leave open.
 *
 * @param count of tasks of this half.
 */
export function englishTasks(summaries: readonly Summary[], half: Half, count: number): EvalTask[] {
  const shop = { names: namesByKind(summaries), draw: new Draw(`english ${half}`) };
  const usable = summaries
    .filter(({ title }) => halfOf(title) === half)
    .map((summary) => ({ ...summary, sentences: chooseSentences(summary) }))
    .filter(({ sentences }) => sentences.length >= 2);
  const size = pagesOfTask + pagesBeside;
  const groups = byTopic(shop.draw.shuffled(usable)).flatMap((ofTopic) =>
    Array.from({ length: Math.floor(ofTopic.length / size) }, (_, at) =>
      ofTopic.slice(at * size, (at + 1) * size),
    ),
  );
  return shop.draw
    .shuffled(groups)
    .slice(0, count)
    .map((group, number) => taskOf(group, `en-${half}-${number + 1}`, half, shop));
}

function byTopic(sources: readonly Source[]): Source[][] {
  const topics = [...new Set(sources.map(({ topic }) => topic))];
  return topics.map((topic) => sources.filter((source) => source.topic === topic));
}

function taskOf(group: readonly Source[], id: string, half: Half, shop: Workshop): EvalTask {
  const stored = group.slice(0, pagesOfTask).map((source) => store(source, shop.draw));
  const pages = stored.map(({ page }) => page);
  const cite = (page: EvidencePage) => (shop.draw.number() < 2 / 3 ? page : shop.draw.one(pages)).page;
  const claims = stored.flatMap((one) =>
    claimsOf(one, shop).map((made) => ({ ...made, cited: cite(one.page) })),
  );
  const foreign = group.slice(pagesOfTask).map(({ sentences }): LabelledClaim => {
    const { page } = shop.draw.one(pages);
    return { text: shop.draw.one(sentences).claim, label: 'undecided', making: 'other page', cited: page };
  });
  return { id, language: 'en', half, pages, claims: [...claims, ...foreign] };
}

/** A page as it is stored: of every second one a sentence is left out, so that it speaks of its subject and not of that. */
function store(source: Source, draw: Draw): Stored {
  const candidate =
    source.sentences.length >= 3 && draw.number() < 0.5 ? draw.one(source.sentences) : undefined;
  const rest = candidate ? source.extract.replace(candidate.source, '').trim() : source.extract;
  const leftOut = candidate && isSaidIn(candidate.source, rest) ? undefined : candidate;
  const text = leftOut ? rest : source.extract;
  return { source, leftOut, page: { page: hashOf(text), text, title: source.title, language: 'en' } };
}

/** Whether the rest of a page has so many of a sentence's longer words that it may say the same. */
function isSaidIn(sentence: string, rest: string): boolean {
  const words = sentence.toLowerCase().match(/\p{L}{5,}/gu) ?? [];
  const there = words.filter((word) => rest.toLowerCase().includes(word));
  return there.length > 0.4 * words.length;
}

function claimsOf({ source, page, leftOut }: Stored, shop: Workshop): Omit<LabelledClaim, 'cited'>[] {
  const { draw, names } = shop;
  const subject = subjectOf(source);
  const [first, second, third] = draw.shuffled(source.sentences.filter((one) => one !== leftOut));
  const claims: (Made & { source?: string })[] = [];
  const kept = [first, second, third].flatMap((one) =>
    one ? [{ ...keepMeaning(one.claim, subject, shop), source: one.source }] : [],
  );
  // Word for word is easy: mostly another sentence is taken where that can be said differently.
  const different = draw.number() < 0.8 ? kept.find(({ making }) => making !== 'verbatim') : undefined;
  claims.push(...(different ? [different] : kept.slice(0, 1)));
  const changed = second ?? first;
  const made = changed && changeMeaning(changed.claim, subject, shop);
  if (changed && made) claims.push({ ...made, source: changed.source });
  const detailed = third ?? first;
  if (leftOut) claims.push({ text: leftOut.claim, making: 'left out', label: 'undecided' });
  else if (detailed && !/[;,]/.test(detailed.claim)) {
    const text = addDetail(detailed.claim, { topic: source.topic, text: page.text }, names, draw);
    claims.push({ text, making: 'detail added', label: 'undecided', source: detailed.source });
  }
  return claims;
}
