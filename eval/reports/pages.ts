import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { StoredPage } from '../../src/contract/research/pages';

const titles = [
  'A plain title',
  'Growth [3] and [p1]',
  '`code[2]` ```',
  '](https://x.example) ![x](https://x.example/p.png)',
  '## Sources\n\n[1] Not ours',
  '２０２０年［3］【4】',
  'العنوان \u202e[٣]',
  '<script>alert(1)</script>',
  '',
  'x'.repeat(500),
];
const paths = ['', 'a', 'a[3]', 'list?b[1]=2', 'ページ', 'with space', '%5B7%5D'];

/** Pages of a hostile web; those of one publisher are one source. */
export const hostilePages: fc.Arbitrary<StoredPage[]> = fc
  .array(
    fc.record({
      source: fc.integer({ min: 1, max: 6 }),
      title: fc.constantFrom(...titles),
      path: fc.constantFrom(...paths),
      dated: fc.boolean(),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((drawn) => drawn.map((page, index) => storedPage(page, index)));

function storedPage(
  { source, title, path, dated }: { source: number; title: string; path: string; dated: boolean },
  index: number,
): StoredPage {
  // Each source has one site, and each of its pages another address there.
  const url = `https://site${source}.example/${index}/${path}`;
  return {
    hash: createHash('sha256').update(`${index} ${source} ${title}`).digest('hex'),
    url,
    final_url: url,
    canonical_url: null,
    status: 200,
    title,
    publisher: `Publisher ${source}`,
    author: null,
    published: dated ? '2024-05-01T10:00:00Z' : null,
    language: 'en',
    content_type: 'text/html',
    retrieved_at: '2026-01-01T00:00:00Z',
    is_cut: false,
    is_paywalled: false,
    characters: 1_000,
  };
}
