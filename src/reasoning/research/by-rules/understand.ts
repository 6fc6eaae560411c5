import type { Understanding } from '../../../contract/research/values';
import { languageOf } from '../../../text/language';
import { sentencesOf } from '../../../text/sentences';
import { readQuestion } from '../../routing/read-question';
import { ruleWords } from './words';

/** Dimensions of an understanding at most, and the length of one in code points. */
const mostDimensions = 7;
const mostCharacters = 300;

/** What a question shows of itself without a model: each question in it is a dimension, then figures and background. */
export function understandByRules(query: string): Understanding {
  const language = questionLanguage(query);
  const words = ruleWords(language);
  const topic = shortened(query.replaceAll(/\s+/g, ' ').trim(), mostCharacters - 40);
  const parts = partsOf(query, language).slice(0, mostDimensions - 2);
  const wanted = [...parts, `${words.figures}: ${topic}`, `${words.background}: ${topic}`];
  return {
    kind: readQuestion(query).words.comparison.length > 0 ? 'comparison' : 'other',
    language,
    time_frame: timeFrameOf(query),
    entities: namesIn(query).map((name) => ({ name, aliases: [] })),
    dimensions: wanted.map((what, index) => ({ id: `d${index + 1}`, what: shortened(what, mostCharacters) })),
  };
}

/** The language of a question; English where it does not show. */
function questionLanguage(query: string): string {
  const language = languageOf(query);
  return language === 'und' ? 'en' : language;
}

/** The questions of a text, or all of it where it asks none or only one. */
function partsOf(query: string, language: string): string[] {
  const sentences = sentencesOf(query, language).map(({ text }) => text.replaceAll(/\s+/g, ' '));
  const questions = sentences.filter((text) => /[?？؟]\s*$/u.test(text));
  return questions.length > 1 ? questions : [query.replaceAll(/\s+/g, ' ').trim()];
}

/** The years that a question names, from the first to the last. */
function timeFrameOf(query: string): Understanding['time_frame'] {
  const years = [...query.normalize('NFKC').matchAll(/(?<!\p{N})(1[5-9]\d\d|20\d\d)(?!\p{N})/gu)].map(
    ([year]) => Number(year),
  );
  if (years.length === 0) return null;
  return { from: `${Math.min(...years)}-01-01`, to: `${Math.max(...years)}-12-31` };
}

const quoted = /["“„«「『《]([^"”“»」』》\n]{2,80})["”“»」』》]/gu;
const capitalised = /(?<=[\p{L}\p{N},;:] )\p{Lu}[\p{L}\p{N}'’-]+(?: \p{Lu}[\p{L}\p{N}'’-]+){0,4}/gu;

/** Names in a question: what stands between quotation marks, and words with a capital within a sentence. */
function namesIn(query: string): string[] {
  const names = [
    ...[...query.matchAll(quoted)].map(([, name = '']) => name.trim()),
    ...[...query.replaceAll(quoted, ' ').matchAll(capitalised)].map(([name]) => name),
  ];
  return [...new Set(names)].slice(0, 10);
}

function shortened(text: string, most: number): string {
  return [...text].slice(0, most).join('');
}
