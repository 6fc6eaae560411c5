import type { PageText, Place } from '../../contract/research';
import { passagesOf } from '../../text/passages';

/** A passage of a stored page, and the page. */
export interface PagePassage extends Place {
  readonly text: string;
  readonly source: PageText;
}

/** All passages of pages, page by page. */
export function allPassages(pages: readonly PageText[]): PagePassage[] {
  return pages.flatMap((source) =>
    passagesOf(source.text).map((span) => ({ ...span, page: source.hash, source })),
  );
}

/** Passages as a prompt shows them, under ids that hold within this text alone. */
export function showPassages(passages: readonly PagePassage[]): {
  readonly text: string;
  readonly passages: Readonly<Record<string, Place>>;
} {
  const ids: Record<string, Place> = {};
  const parts = passages.map(({ page, start, end, text, source }, index) => {
    const id = `p${index + 1}`;
    ids[id] = { page, start, end };
    return `[${id}] ${originOf(source)}\n${text}`;
  });
  return { text: parts.join('\n\n'), passages: ids };
}

function originOf({ title, publisher, published }: PageText): string {
  const origin = [publisher, published].filter((part) => part !== null && part !== '').join(', ');
  return `${oneLine(title)}${origin === '' ? '' : ` (${oneLine(origin)})`}`;
}

function oneLine(text: string): string {
  return [...text.replaceAll(/\s+/g, ' ').replaceAll(/[[\]]/g, '')].slice(0, 160).join('').trim();
}
