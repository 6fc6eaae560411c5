import { createHash } from 'node:crypto';
import type { PageText, Place } from '../src/contract/research';

/** Pages, and a report that states what they state, sentence by sentence, each with its mark. */
export interface Written {
  readonly pages: readonly PageText[];
  readonly text: string;
  readonly passages: Readonly<Record<string, Place>>;
}

const things = [
  'bridge',
  'tunnel',
  'harbour',
  'library',
  'stadium',
  'museum',
  'railway',
  'airport',
  'hospital',
  'dam',
];
const places = [
  'Northfield',
  'Easton',
  'Southgate',
  'Weston',
  'Midvale',
  'Lakewood',
  'Riverton',
  'Hillcrest',
];

/** Makes pages with as many sentences together as are asked for. The same numbers give the same pages. */
export function sourcesOf(count: number, sentences: number): Written {
  const passages: Record<string, Place> = {};
  const lines: string[] = [];
  const pages = Array.from({ length: count }, (_, page) => {
    const own = Array.from({ length: Math.ceil(sentences / count) }, (_, index) => sentenceOf(page, index));
    const text = own.join(' ');
    const hash = createHash('sha256').update(text).digest('hex');
    let start = 0;
    for (const sentence of own) {
      const id = `p${lines.length + 1}`;
      passages[id] = { page: hash, start, end: start + sentence.length };
      lines.push(`${sentence} [${id}]`);
      start += sentence.length + 1;
    }
    return pageOf(page, hash, text);
  });
  return { pages, text: lines.join('\n'), passages };
}

function sentenceOf(page: number, index: number): string {
  const thing = things[(page + index) % things.length] ?? '';
  const place = places[(page * 3 + index) % places.length] ?? '';
  const year = 1900 + ((page * 7 + index * 13) % 120);
  const people = 1_000 + page * 137 + index * 11;
  return `The ${thing} of ${place} was opened in ${year} and serves ${people} people a day in district ${page}.`;
}

function pageOf(page: number, hash: string, text: string): PageText {
  const url = `https://source-${page}.example/page`;
  return {
    hash,
    url,
    final_url: url,
    canonical_url: null,
    status: 200,
    title: `District ${page}`,
    publisher: `source-${page}.example`,
    author: null,
    published: '2026-01-01',
    language: 'en',
    content_type: 'text/plain',
    retrieved_at: '2026-11-01T00:00:00.000Z',
    is_cut: false,
    is_paywalled: false,
    characters: text.length,
    text,
  };
}
