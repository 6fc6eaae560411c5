import { fold, isDenseTerm, plainWords } from '../../../text/tokens';
import { bounds } from '../bounds';
import { cutAtWord, plainLine } from '../text';

/** A passage is a sentence or line, or a part of a long one. */
const passage = /[^\n.!?。！？]{1,240}[.!?。！？]*/g;
/** Passages of one document that are compared. */
const mostPassages = 5_000;

/**
 * The part of a text that has most of the terms (as the index has them, folded), from its sentence's start; the text's
 * own start where none has any.
 */
export function snippetOf(text: string, terms: readonly string[]): string {
  const dense = terms.filter(isDenseTerm);
  const plain = new Set(terms.filter((term) => !isDenseTerm(term)));
  let best = { at: 0, score: 0 };
  let count = 0;
  let before = { at: 0, score: 0 };
  for (const { 0: part, index } of text.matchAll(passage)) {
    if ((count += 1) > mostPassages) break;
    const here = { at: index, score: scoreOf(part, plain, dense) };
    // What is asked for often stands on the border of two sentences.
    const together = before.score + here.score;
    if (before.score > 0 && together > best.score) best = { at: before.at, score: together };
    if (here.score > best.score) best = here;
    before = here;
  }
  return shown(text, best.at);
}

function scoreOf(part: string, plain: ReadonlySet<string>, dense: readonly string[]): number {
  let score = 0;
  const seen = new Set<string>();
  for (const word of plainWords(part)) {
    if (!plain.has(word) || seen.has(word)) continue;
    seen.add(word);
    // Short words are mostly those that every sentence has.
    score += Math.min(word.length, 8);
  }
  if (dense.length === 0) return score;
  const folded = fold(part);
  for (const term of dense) if (folded.includes(term)) score += 2 * term.length;
  return score;
}

function shown(text: string, at: number): string {
  const most = bounds.snippetCharacters;
  const start = text.slice(at).search(/\S/);
  const from = start === -1 ? at : at + start;
  const line = plainLine(text.slice(from, from + most * 2).toWellFormed(), most);
  return cutAtWord(from > 0 ? `… ${line}` : line, most);
}
