import type { Citation } from '../../../contract/research/results';
import { sourceListHeading } from './source-list-words';

const longestTitle = 200;
/** What turns the direction of a text around, and control characters. */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Signs that Markdown reads, as what looks like them. */
const harmless: Readonly<Record<string, string>> = {
  '[': '(',
  ']': ')',
  '［': '(',
  '］': ')',
  '【': '(',
  '】': ')',
  '<': '‹',
  '>': '›',
  '`': "'",
};

/** The list of sources at the end of a report, in the order of their numbers; nothing where there are none. */
export function sourceList(citations: readonly Citation[], language: string): string {
  if (citations.length === 0) return '';
  const lines = citations.map(({ title, source, url, published_date: date }, index) => {
    const [name, publisher, day] = [title, source, typeof date === 'string' ? date.slice(0, 10) : ''].map(
      plain,
    );
    const origin = [publisher === name ? '' : publisher, day].filter((part) => part !== '').join(', ');
    return `[${index + 1}] ${[name, origin === '' ? '' : `(${origin})`, address(url)].filter((part) => part !== '').join(' ')}`;
  });
  // Two spaces keep each on a line of its own where the text is shown as Markdown.
  return `\n\n## ${sourceListHeading(language)}\n\n${lines.join('  \n')}\n`;
}

/** A stranger's words in one line, with nothing in them that reads as a citation or as Markdown. */
function plain(text = ''): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(invisible, '')
    .replaceAll(/[[\]［］【】<>`]/g, (sign) => harmless[sign] ?? sign)
    .replaceAll('](', ') (')
    .trim();
  const characters = [...line];
  return characters.length > longestTitle ? `${characters.slice(0, longestTitle).join('').trimEnd()}…` : line;
}

/** An address as it may stand in a text: brackets and blanks in it are written as numbers. */
function address(url: string): string {
  return url.replaceAll(/[\s[\]［］【】<>`]/g, (sign) => encodeURIComponent(sign));
}
