import type { Citation } from '../../../contract/research/results';

const headings: Readonly<Record<string, string>> = {
  ar: 'المصادر',
  de: 'Quellen',
  en: 'Sources',
  es: 'Fuentes',
  fr: 'Sources',
  ja: '出典',
  ko: '출처',
  zh: '来源',
};

/** The heading of the list of sources, in a language. */
export function sourcesHeading(language: string): string {
  if (/^zh-(?:hant|tw|hk)/i.test(language)) return '來源';
  return headings[language.slice(0, 2).toLowerCase()] ?? 'Sources';
}

/** The list of sources at the end of a report, in the order of their numbers; nothing where there are none. */
export function sourceList(citations: readonly Citation[], language: string): string {
  if (citations.length === 0) return '';
  const lines = citations.map(({ title, source, url, published_date: date }, index) => {
    const origin = [source, date].filter((part) => typeof part === 'string' && part !== '').join(', ');
    return `[${index + 1}] ${plain(title)} (${plain(origin)}) ${url}`;
  });
  return `\n\n## ${sourcesHeading(language)}\n\n${lines.join('\n')}\n`;
}

/** A stranger's words in one line, with nothing in them that reads as a citation. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[[【［]\s*\^?\p{Nd}+\s*[\]】］]/gu, '')
    .trim();
}
