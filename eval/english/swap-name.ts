import type { Draw } from '../random';
import type { NamesByKind } from './names-by-kind';

const names =
  /(?<=[a-z] )\p{Lu}[\p{L}’'.-]+(?: (?:\p{Lu}[\p{L}’'-]+|of|the|de|van|von)(?= |,|\.|;|$))*(?=[ ,.;])(?! and\b)/gu;

/**
 * The sentence with one name replaced by another of its kind; its subject stays, and so do names of a list, of which
 * another might be as true. Undefined where it has none.
 */
export function swapName(
  sentence: string,
  subject: string,
  known: NamesByKind,
  draw: Draw,
): string | undefined {
  const usable = [...sentence.matchAll(names)].flatMap((match) => {
    const [name] = match;
    const kind = known.kindOf(name);
    if (kind === undefined || subject.includes(name) || isListed(sentence, match.index, name)) return [];
    return [
      { at: match.index, name, others: known.names(kind).filter((other) => isOther(name, other, sentence)) },
    ];
  });
  if (usable.length === 0) return undefined;
  const { at, name, others } = draw.one(usable);
  return sentence.slice(0, at) + draw.one(others) + sentence.slice(at + name.length);
}

function isListed(sentence: string, at: number, name: string): boolean {
  const [before, after] = [sentence.slice(0, at), sentence.slice(at + name.length)];
  return (
    /(?:\b(?:and|or)|,|like|including|as) $/.test(before) || /^(?:,? (?:and|or)\b|, \p{Lu})/u.test(after)
  );
}

function isOther(name: string, other: string, sentence: string): boolean {
  return other !== name && !name.includes(other) && !other.includes(name) && !sentence.includes(other);
}
