import type { PageText, Place } from '../../contract/research';
import type { PagePassage } from './reading';

/** Passages as a prompt shows them, under ids that hold within this text alone. */
export function showPassages(passages: readonly PagePassage[]): {
  readonly text: string;
  readonly passages: Readonly<Record<string, Place>>;
} {
  const ids: Record<string, Place> = {};
  const parts = passages.map(({ page, start, end, text, source }, index) => {
    const id = `p${index + 1}`;
    ids[id] = { page, start, end };
    return `[${id}] ${originOf(source)}\n${withoutIds(text)}`;
  });
  return { text: parts.join('\n\n'), passages: ids };
}

/** A stranger's text with nothing in it that reads as the id of a passage: it might pass itself off as another's. */
function withoutIds(text: string): string {
  return text.replaceAll(/[[【［]\s*(p\s*\p{Nd}+(?:[\s,;、–-]+p?\s*\p{Nd}+)*)\s*[\]】］]/giu, '($1)');
}

function originOf({ title, publisher, published }: PageText): string {
  const origin = [publisher, published].filter((part) => part !== null && part !== '').join(', ');
  return `${oneLine(title)}${origin === '' ? '' : ` (${oneLine(origin)})`}`;
}

function oneLine(text: string): string {
  return [...text.replaceAll(/\s+/g, ' ').replaceAll(/[[\]]/g, '')].slice(0, 160).join('').trim();
}
