import { normaliseUrl } from '../../src/text/normalise-url';

test.each([
  ['https://example.com/a', 'http://www.example.com/a/'],
  ['https://example.com', 'https://EXAMPLE.com/#top'],
  ['https://example.com/a?b=1&c=2', 'https://example.com/a?c=2&utm_source=x&b=1&utm_medium=y#z'],
  ['https://example.com/a', 'https://example.com/a?fbclid=1&gclid=2&msclkid=3&mc_cid=4'],
  ['https://example.com:443/a', 'http://example.com:80/a'],
  ['https://example.com/ä', 'https://example.com/%C3%A4'],
  ['https://bücher.example/', 'https://xn--bcher-kva.example'],
])('%s and %s are one page', (one, other) => {
  expect(normaliseUrl(one)).toBe(normaliseUrl(other));
});

test.each([
  ['https://example.com/a', 'https://example.com/A'],
  ['https://example.com/a?id=1', 'https://example.com/a?id=2'],
  ['https://example.com/a', 'https://docs.example.com/a'],
  ['https://example.com/a', 'https://example.com:8443/a'],
  ['corpus:///a.md', 'corpus:///a.md/'],
  ['corpus:///c.jsonl#line-1', 'corpus:///c.jsonl#line-2'],
])('%s and %s are two pages', (one, other) => {
  expect(normaliseUrl(one)).not.toBe(normaliseUrl(other));
});
