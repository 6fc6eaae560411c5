import type { PageText } from '../../../contract/research/pages';
import { stubWords } from './not-a-page-words';
import { sizeOf } from './text-size';

type Read = Pick<PageText, 'title' | 'text' | 'content_type'>;

/** What holds more than this is a page, whatever it begins with. */
const stubSize = 900;
/** With a title that says it, notices may bring menus and links along. */
const titledStubSize = 2_500;
/** Less than this is nothing that could be cited, in a web page; a plain text may be as short as it likes. */
const emptySize = 40;
/** So little says no more than a menu does. */
const littleSize = 150;
/** Where such words stand, and where they begin when nothing else tells. */
const headCharacters = 1_500;
const leadCharacters = 80;

/**
 * Why what was read is no page: a notice that there is none, a wall of cookies or log-in, an empty shell, a parked
 * domain. Undefined for everything that may be a page: what is long is never one of these, and words about them are none.
 */
export function isNotAPage(page: Read): string | undefined {
  const size = sizeOf(page.text);
  if (size < emptySize && page.content_type.includes('html')) return 'What came holds next to no text.';
  if (size > titledStubSize) return undefined;
  const head = withoutQuotes(page.text.slice(0, headCharacters));
  const titles = [page.title, /^#{1,3}\s+(.{1,120})$/m.exec(head)?.[1] ?? ''].map(mainTitle);
  return stubWords.find((words) => {
    const isSaid = words.text.test(head);
    if (titles.some((title) => words.title.test(title))) return isSaid || size <= littleSize;
    return isSaid && size <= stubSize && isMostOf(page.text, words.text);
  })?.reason;
}

/** Whether words stand at the beginning of a text, or in all of it, and little stands on other lines. */
function isMostOf(text: string, words: RegExp): boolean {
  const plain = withoutQuotes(text);
  const rest = plain.split('\n').filter((line) => !words.test(line));
  return (
    sizeOf(rest.join('\n')) <= littleSize &&
    (sizeOf(text) <= littleSize || plain.search(words) <= leadCharacters)
  );
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
