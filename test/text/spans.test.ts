import fc from '../support/properties';
import { passagesOf } from '../../src/text/passages';
import { sentencesOf } from '../../src/text/sentences';
import { anyText, characterBorders, longText } from './any-text';
import { cpuMsOf } from './cpu-time';

describe.each([
  ['sentences', (text: string) => sentencesOf(text)],
  ['sentences in German', (text: string) => sentencesOf(text, 'de')],
  ['passages', passagesOf],
])('%s', (_name, cut) => {
  test('are in order, stand where they say, and leave out whitespace alone', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, longText), (text) => {
        let last = 0;
        for (const { start, end, text: piece } of cut(text)) {
          expect(text.slice(start, end)).toBe(piece);
          expect(text.slice(last, start).trim()).toBe('');
          expect(piece.trim()).not.toBe('');
          last = end;
        }
        expect(text.slice(last).trim()).toBe('');
      }),
      { numRuns: 150 },
    );
  });

  test('begin and end between two characters', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, longText), (text) => {
        const borders = new Set(characterBorders(text));
        for (const { start, end } of cut(text)) {
          expect(borders).toContain(start);
          expect(borders).toContain(end);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe.each([
  ['sentences', (text: string) => sentencesOf(text)],
  ['passages', passagesOf],
])('%s of a gigantic page', (_name, cut) => {
  test.each([
    ['one line of words', 'word and '.repeat(40_000)],
    ['one word', 'a'.repeat(300_000)],
    ['Chinese without a stop', '中'.repeat(200_000)],
    ['short sentences', 'It is. '.repeat(40_000)],
    ['full stops', '. '.repeat(60_000)],
    ['one character of many marks', `e${'\u0301'.repeat(300_000)}`],
    ['a table', '| a | b |\n'.repeat(30_000)],
    ['quotation marks that are never closed', '「'.repeat(100_000) + '）'.repeat(100_000)],
    ['empty lines', '\n'.repeat(300_000)],
  ])('come within seconds: %s', (_what, text) => {
    expect(cpuMsOf(() => cut(text))).toBeLessThan(10_000);
  });
});
