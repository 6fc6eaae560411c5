import { fold, tokenize } from '../../src/text/tokens';

test('kana with and without the voiced sound mark stay different letters', () => {
  expect(fold('がギ')).toBe('がギ');
  expect(fold('ＡＢＣ ﬁ Ğ')).toBe('abc fi g');
});

test('a long text of a script without spaces is cut into words within sane time', () => {
  const terms = tokenize('機械学習を用いた自然言語処理'.repeat(10_000));
  expect(terms).toContain('言語');
  expect(terms.length).toBeGreaterThan(140_000);
});
