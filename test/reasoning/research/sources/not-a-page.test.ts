import { isNotAPage } from '../../../../src/reasoning/research/sources/not-a-page';
import { pages, stubs } from './stubs';
import { page, prose } from './page';

const read = (title: string, text: string, content_type = 'text/html') =>
  isNotAPage(page({ url: 'https://www.somefirm.de/x', title, text, content_type }));

test.each(stubs)('%s in %s is no page', (kind, _, title, text) => {
  expect(read(title, text)).toContain(kind);
});

test.each(pages)('is a page: %s', (_, title, text) => {
  expect(read(title, text)).toBeUndefined();
});

test('what is long is a page, whatever its title says', () => {
  expect(read('404 Not Found', `${prose}\n${prose}`)).toBeUndefined();
  expect(read('Log in', `Please log in to read. ${prose}\n${prose}`)).toBeUndefined();
});

test('next to no text is no page, but a plain text may be short', () => {
  expect(read('Report', 'Menu')).toContain('next to no text');
  expect(read('Report', 'Rain fell.', 'text/plain')).toBeUndefined();
});
