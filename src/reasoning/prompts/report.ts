import type { ReportPart, ResearchPrompt } from '../../contract/research/prompts';
import { joined, listed, type Body } from './body';

const parts: Readonly<Record<ReportPart, string>> = {
  whole:
    'Write a report that answers the question: the answer first, in two or three sentences, then what it rests on, under short headings (##) where there is much.',
  section:
    'Write one section of a report, under a short heading (##): what the passages say on the points below. No introduction and no conclusion; other sections take the rest.',
  summary:
    'Write the opening of a report: the answer to the question in three to six sentences, without a heading. The sections after it go into detail.',
};

const citing = [
  'Write only what the passages say. After each sentence that states something, put the ids of the passages that say it, such as [p3] or [p3, p7]. Use only ids that are shown. Write no address, no list of sources and no other number in brackets.',
  'Where passages differ, say so and cite both. Where they do not say, say that nothing was found; never fill it from memory. Numbers, dates and names stay as the passages give them.',
];

/** The prompt of a report or of a part of it. */
export function writing(
  order: Extract<ResearchPrompt, { name: 'write' }>,
  { question, material }: { readonly question: string; readonly material: string },
): Body {
  const instruction = [
    parts[order.part],
    ...citing,
    `Write in the language of the question (${order.language}).`,
  ].join('\n');
  const covered = order.dimensions.map(({ what }) => what);
  return {
    instruction,
    request: joined(
      question,
      listed('Cover:', covered),
      listed('Other sections cover:', order.elsewhere),
      listed('Nothing was found on:', order.missing),
      material,
    ),
  };
}
