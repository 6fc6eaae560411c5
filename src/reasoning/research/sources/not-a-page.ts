import type { PageText } from '../../../contract/research/pages';
import { stubWords } from './not-a-page-words';
import { sizeOf } from './text-size';

type Read = Pick<PageText, 'title' | 'text' | 'status'>;

/** What holds more than this is a page, whatever it begins with. */
const stubSize = 900;
/** With a title that says it, notices may bring menus and links along. */
const titledStubSize = 2_500;
/** Less than this is nothing that could be cited, in a page that came from the web. */
const emptySize = 40;
/** Where such words stand. */
const headCharacters = 1_500;

/**
 * Why what was read is no page: a notice that there is none, a wall of cookies or log-in, an empty shell, a parked
 * domain. Undefined for everything that may be a page: what is long is never one of these, and words about them are none.
 */
export function isNotAPage(page: Read): string | undefined {
  const size = sizeOf(page.text);
  // A document of the corpus may be as short as it likes.
  if (size < emptySize && page.status !== null) return 'What came holds next to no text.';
  if (size > titledStubSize) return undefined;
  const title = mainTitle(page.title);
  const head = page.text.slice(0, headCharacters);
  const firstHeading = mainTitle(/^#{1,3}\s+(.{1,120})$/m.exec(head)?.[1] ?? '');
  for (const words of stubWords) {
    const isTitled = words.title.test(title) || words.title.test(firstHeading);
    const isSaid = size <= stubSize && words.text.test(withoutQuotes(head));
    if (isSaid && (isTitled || isMostOf(head, words.text, size))) return words.reason;
    if (isTitled && (size <= stubSize || words.text.test(head))) return words.reason;
  }
  return undefined;
}

/** Whether the words are what the text is about: it is short, or they stand at its beginning. */
function isMostOf(head: string, words: RegExp, size: number): boolean {
  const at = withoutQuotes(head).search(words);
  return size <= 400 || at <= 80;
}

/** A title without the name of its site: the first part that says something. */
function mainTitle(title: string): string {
  const [first = ''] = title.split(/\s+[|–—·»-]\s+|\s*[|｜_]\s*/).filter((part) => part.trim() !== '');
  return first.replace(/[*_`]/g, '').trim();
}

/** Words in quotation marks are about such pages. */
function withoutQuotes(text: string): string {
  return text.replace(
    /"[^"\n]{0,300}"|“[^”\n]{0,300}”|„[^“”\n]{0,300}[“”]|「[^」\n]{0,300}」|『[^』\n]{0,300}』|«[^»\n]{0,300}»/g,
    '',
  );
}
