import { normaliseUrl } from '../../src/text/normalise-url';

test.each([
  ['https://example.com/a', 'http://www.example.com/a/'],
  ['https://example.com', 'https://EXAMPLE.com/#top'],
  ['https://example.com/a?b=1&c=2', 'https://example.com/a?c=2&utm_source=x&b=1&utm_medium=y#z'],
  ['https://example.com/a', 'https://example.com/a?fbclid=1&gclid=2&msclkid=3&mc_cid=4'],
  ['https://example.com:443/a', 'http://example.com:80/a'],
  ['https://example.com/ä', 'https://example.com/%C3%A4'],
  ['https://bücher.example/', 'https://xn--bcher-kva.example'],
  ['https://example.com/%c3%a4/%7euser', 'https://user:secret@example.com./ä/~user/'],
  ['https://example.com/a', 'https://example.com/a;jsessionid=0A1B'],
  ['https://en.wikipedia.org/wiki/Storm', 'https://en.m.wikipedia.org/wiki/Storm#History'],
  ['https://example.com/a?b=1', 'https://www.google.com/amp/s/www.example.com/a?b=1'],
  ['https://example.com/a', 'https://example-com.cdn.ampproject.org/c/s/example.com/a'],
])('%s and %s are one page', (one, other) => {
  expect(normaliseUrl(one)).toBe(normaliseUrl(other));
});

test.each([
  ['https://example.com/a', 'https://example.com/A'],
  ['https://example.com/a?id=1', 'https://example.com/a?id=2'],
  ['https://example.com/a', 'https://docs.example.com/a'],
  ['https://example.com/a', 'https://example.com:8443/a'],
  ['https://example.com/a?ref=1', 'https://example.com/a?ref=2'],
  ['https://example.com/a?source=x', 'https://example.com/a?source=y'],
  ['https://example.com/#/storms', 'https://example.com/#/calms'],
  ['https://example.com/a%2Fb', 'https://example.com/a/b'],
  ['https://m.example.com/a', 'https://example.com/a'],
  ['https://example.com/a/amp', 'https://example.com/a'],
  ['https://example.co.jp', 'https://example.com'],
  ['corpus:///a.md', 'corpus:///a.md/'],
  ['corpus:///c.jsonl#line-1', 'corpus:///c.jsonl#line-2'],
])('%s and %s are two pages', (one, other) => {
  expect(normaliseUrl(one)).not.toBe(normaliseUrl(other));
});

test('what names a page is an address, and its own name', () => {
  const name = normaliseUrl('HTTP://WWW.Example.com:80/A/?z=1&utm_source=x&a=2#top');
  expect(name).toBe('https://example.com/A?a=2&z=1');
  expect(normaliseUrl(name)).toBe(name);
  expect(normaliseUrl('https://www.com/')).toBe('https://www.com');
  expect(normaliseUrl('not an address')).toBe('not an address');
});
