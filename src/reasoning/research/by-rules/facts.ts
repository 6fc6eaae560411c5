import type { FoundFacts } from '../../../contract/research/values';
import { sentencesOf } from '../../../text/sentences';
import { rankPassages } from '../rank';
import type { ShownPassage } from './passages';

/** Facts that rules list, their length in UTF-16 units, and how sure the house is of a sentence that nobody judged. */
const mostFacts = 12;
const least = 20;
const most = 400;
const confidence = 0.6;

/** Facts without a model: sentences of the passages with a figure in them, those first that say most of the question. */
export function factsByRules(passages: readonly ShownPassage[], query: string, language: string): FoundFacts {
  const sentences = passages.flatMap(({ id, text }) =>
    sentencesOf(text, language).map((sentence) => ({ id, text: sentence.text.replaceAll(/\s+/g, ' ') })),
  );
  const stating = sentences.filter(
    ({ text }) =>
      text.length >= least && text.length <= most && /\p{Nd}/u.test(text) && /[.。!！؟]$/u.test(text),
  );
  const facts = rankPassages(stating, query, { most: mostFacts }).map(({ passage: { id, text } }) => ({
    statement: text,
    category: 'general',
    entities: [],
    temporal_marker: /(?<!\p{N})(?:1[5-9]\d\d|20\d\d)(?!\p{N})/u.exec(text)?.[0] ?? '',
    is_quantitative: true,
    passages: [id],
    confidence,
  }));
  return { facts };
}
