import type { ResearchPrompt } from '../../../contract/research/prompts';
import { sentencesOf } from '../../../text/sentences';
import { tokenize } from '../../../text/tokens';
import { passageRanking } from '../rank';
import { shareOf, type ShownPassage } from './passages';
import { aboutOf } from './words';

type WriteOrder = Extract<ResearchPrompt, { name: 'write' }>;

/** A sentence of a passage. */
interface Sentence {
  readonly id: string;
  readonly text: string;
}

/** Sentences under one heading, and their length in UTF-16 units. */
const sentencesOfPart = 4;
const least = 20;
const most = 500;
/** Share of its words that a sentence may have in common with one that stands already. */
const repeats = 0.8;

/**
 * A report without a model: under each of what is to be covered the sentences of the passages that say most of it,
 * exactly as they stand there, each with its passage.
 */
export function reportByRules(order: WriteOrder, passages: readonly ShownPassage[], query: string): string {
  const rank = passageRanking(sentencesIn(passages, order.language));
  const taken: ReadonlySet<string>[] = [];
  const take = (wanted: string, count: number): string[] => {
    const lines: string[] = [];
    for (const { passage } of rank(wanted)) {
      if (lines.length === count) break;
      const terms = new Set(tokenize(passage.text));
      if (taken.some((other) => shareOf(terms, other) > repeats)) continue;
      taken.push(terms);
      lines.push(`${passage.text} [${passage.id}]`);
    }
    return lines;
  };
  const opening = order.part === 'section' ? [] : take(query, sentencesOfPart);
  if (order.part === 'summary') return opening.join('\n');
  const parts = order.dimensions.flatMap(({ what }) => {
    const lines = take(aboutOf(what, order.language).topic, sentencesOfPart);
    return lines.length > 0 ? [`## ${headingOf(what)}\n\n${lines.join('\n')}`] : [];
  });
  return [opening.join('\n'), ...parts].filter((part) => part !== '').join('\n\n');
}

function sentencesIn(passages: readonly ShownPassage[], language: string): Sentence[] {
  return passages.flatMap(({ id, text }) =>
    sentencesOf(text, language)
      .map((sentence) => plain(sentence.text))
      .filter((sentence) => sentence.length >= least && sentence.length <= most && isProse(sentence))
      .map((sentence) => ({ id, text: sentence })),
  );
}

/** A sentence in one line, without the marks of notes that its page has, which number other sources. */
function plain(text: string): string {
  return text
    .replaceAll(/\s*\[\s*(?:\d+|p\d+|[a-z]|note \d+)(?:\s*[,;–-]\s*\d+)*\s*\]/giu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Whether a line is a sentence rather than a heading, a row of a table or a menu. */
function isProse(text: string): boolean {
  return /[.!?。！？؟…]["'”’」』)\]]*$/u.test(text) && !/^[#|>`]/.test(text);
}

/** What a dimension says, as a heading: its head where it has one. */
function headingOf(what: string): string {
  const head = /^[^:：]{2,40}(?=[:：])/u.exec(what)?.[0] ?? what;
  return [...head.replaceAll(/\s+/g, ' ')].slice(0, 90).join('').trim();
}
