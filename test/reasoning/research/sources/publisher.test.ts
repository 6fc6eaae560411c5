import fc from '../../../support/properties';
import { hostGroupOf } from '../../../../src/reasoning/research/sources/host-group';
import { publisherOf } from '../../../../src/reasoning/research/sources/publisher';
import { page } from './page';

test.each([
  ['what the page says', 'https://www.somefirm.de/x', 'Somefirm GmbH', 'Somefirm GmbH'],
  ['the table where the page said nothing', 'https://www.nytimes.com/x', 'nytimes.com', 'The New York Times'],
  ['the table for a subdomain', 'https://edition.cnn.com/x', 'edition.cnn.com', 'CNN'],
  ['the most exact entry', 'https://pubmed.ncbi.nlm.nih.gov/1', 'pubmed.ncbi.nlm.nih.gov', 'PubMed'],
  [
    'the domain where nobody knows',
    'https://www.blog.somefirm.co.uk/x',
    'blog.somefirm.co.uk',
    'somefirm.co.uk',
  ],
  ['the domain of an authority, not its suffix', 'https://www.bath.gov.uk/x', 'bath.gov.uk', 'bath.gov.uk'],
  ['the author on a platform', 'https://alice.substack.com/p/x', 'alice.substack.com', 'alice.substack.com'],
  ['the author under a private suffix', 'https://alice.github.io/x', 'alice.github.io', 'alice.github.io'],
  ['the domain where the name is borrowed', 'https://breaking.somehost.com/x', 'Reuters', 'somehost.com'],
  [
    'the original of an archived copy',
    'https://web.archive.org/web/20200101/https://www.lemonde.fr/x',
    'web.archive.org',
    'Le Monde',
  ],
])('the publisher is %s', (_, url, said, expected) => {
  expect(publisherOf(page({ url, publisher: said }))).toBe(expected);
});

test('a document of the corpus has the publisher that it says', () => {
  const url = 'corpus:///notes/a.md';
  expect(publisherOf({ url, final_url: url, publisher: 'Own notes' })).toBe('Own notes');
  expect(publisherOf({ url, final_url: url, publisher: '' })).toBe(url);
});

test.each([
  ['https://www.example.co.uk/a', 'https://news.example.co.uk/b'],
  ['https://www.bbc.co.uk/a', 'https://www.bbc.com/b'],
  ['https://en.wikipedia.org/a', 'https://ja.wikipedia.org/b'],
  ['https://www.spiegel.de/a', 'https://web.archive.org/web/2020/https://www.spiegel.de/a'],
  ['https://www-lemonde-fr.translate.goog/a', 'https://www.lemonde.fr/a'],
  ['https://github.com/Owner/one', 'https://github.com/owner/two'],
  ['corpus:///reports/a.md', 'corpus:///reports/deep/b.md#line-3'],
])('%s and %s are one source', (one, other) => {
  expect(hostGroupOf(one)).toBe(hostGroupOf(other));
});

test.each([
  ['https://alice.substack.com/a', 'https://bob.substack.com/b'],
  ['https://alice.github.io/a', 'https://bob.github.io/b'],
  ['https://medium.com/@alice/a', 'https://medium.com/@bob/b'],
  ['https://github.com/alice/a', 'https://github.com/bob/b'],
  ['https://www.example.co.uk/a', 'https://www.sample.co.uk/b'],
  ['https://www.meti.go.jp/a', 'https://www.mofa.go.jp/b'],
  ['corpus:///reports/a.md', 'corpus:///notes/a.md'],
])('%s and %s are two', (one, other) => {
  expect(hostGroupOf(one)).not.toBe(hostGroupOf(other));
});

test('every address has a group and a publisher', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), fc.string({ minLength: 1 })), (url) => {
      const publisher = publisherOf({ url, final_url: url, publisher: '' });
      return hostGroupOf(url) !== '' && publisher !== '';
    }),
  );
});
