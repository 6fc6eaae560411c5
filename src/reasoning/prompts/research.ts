import type { ResearchPrompt } from '../../contract/research/prompts';
import type { Dimension } from '../../contract/research/values';
import { asData } from '../agent-conversation';
import { joined, listed, revision, type Body } from './body';
import { writing } from './report';

type Order<Name extends ResearchPrompt['name']> = Extract<ResearchPrompt, { name: Name }>;

/** The parts of a prompt as they are shown: the question, and passages or claims, marked as data. */
interface Shown {
  readonly question: string;
  readonly material: string;
}

/** The prompts of research. */
export function research(order: ResearchPrompt, shown: Shown): Body {
  switch (order.name) {
    case 'understand':
      return { instruction: understand, request: shown.question };
    case 'research_plan':
      return plan(order, shown);
    case 'cover':
      return cover(order, shown);
    case 'write':
      return writing(order, shown);
    case 'judge_claims':
      return { instruction: judgeClaims, request: shown.material };
    case 'mend':
      return { instruction: mend(order), request: joined(shown.question, shown.material) };
    case 'facts':
      return { instruction: facts(order), request: joined(shown.question, shown.material) };
  }
}

const understand = [
  'You prepare research on a question. Say what kind of question it is, in which language it is asked, what time it is about, and whom and what it names, with other names for the same.',
  'Then give 3 to 7 dimensions: the separate things that have to be known to answer it fully. Each can be looked up by itself, none repeats another, and together they leave nothing out. Write them in the language of the question.',
  'Do not answer the question.',
].join('\n');

function plan(order: Order<'research_plan'>, { question }: Shown): Body {
  const { understanding, most, searches } = order;
  const { kind, entities, time_frame: time } = understanding;
  const names = entities.map(({ name, aliases }) => [name, ...aliases].join(' = '));
  return {
    instruction: [
      `Plan research on a question: ${most} sub-questions at most, fewer where that is enough. Every dimension is served by at least one.`,
      `A sub-question is complete in itself, for whoever works on it sees nothing else. Give it 1 to ${searches} searches of a few keywords each, the most useful first, in the language of the pages that will know; name people and things as those pages do. Say which kinds of source answer it best.`,
      order.prefersScholarly &&
        'Scholarly sources come first: papers, reviews, institutions. Search with the words that they use.',
    ]
      .filter(Boolean)
      .join('\n'),
    request: joined(
      question,
      `Kind of question: ${kind}`,
      listed('Names:', names),
      time && `Time: ${time.from ?? '…'} to ${time.to ?? '…'}`,
      dimensionsOf(understanding.dimensions),
      revision(order.revised),
    ),
  };
}

function cover(order: Order<'cover'>, { question, material }: Shown): Body {
  return {
    instruction: [
      'Judge how far passages of pages that were read answer a question, dimension by dimension: yes where they say all that is needed, partly, or no. Say what is missing. Judge by the passages alone, not by what you know.',
      `For what is missing give ${order.most} new sub-questions at most, each complete in itself and with 1 to ${order.searches} searches; none where the passages are enough. No search that was made already: try other words, other languages, other kinds of source.`,
    ].join('\n'),
    request: joined(question, dimensionsOf(order.dimensions), made(order), material),
  };
}

/** Searches of later rounds are words of a model that had read pages: an order of theirs may have become a search. */
function made({ made: searches }: Order<'cover'>): string {
  return searches.length > 0 ? asData(listed('Searches made:', searches), 'searches made') : '';
}

const judgeClaims = [
  'Judge numbered claims by passages of pages. supported: a passage says it, with the same numbers, dates and names. contradicted: a passage says otherwise. undecided: no passage decides it, also where you know the answer yourself.',
  'For supported and contradicted give the id of the passage that decides and its exact words, copied without any change, as few as decide it. Give each claim one verdict, how sure it is from 0 to 1, and the reason in one sentence.',
].join('\n');

function mend({ language }: Order<'mend'>): string {
  return [
    'Sentences of a report are not borne out by what was read. Mend each by the passages: state what they do say, with the same marks of passages such as [p3] at its end; change as little as that takes. Where they say nothing of it, give an empty text, and the sentence is taken out.',
    `Write in the language of the sentence (the report is in ${language}). Use only ids of the passages that are shown; no addresses, no other numbers in brackets.`,
  ].join('\n');
}

function facts({ language }: Order<'facts'>): string {
  return [
    'List the facts that passages state and that help to answer a question, most important first: each in one sentence of its own, complete without the others, with the ids of all passages that state it. Take numbers, dates and names as the passages give them. Nothing that no passage states.',
    `Write them in this language: ${language}.`,
  ].join('\n');
}

function dimensionsOf(dimensions: readonly Dimension[]): string {
  return listed(
    'Dimensions:',
    dimensions.map(({ id, what }) => `${id}: ${what}`),
  );
}
