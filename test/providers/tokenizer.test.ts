import { countTokens } from '../../src/providers/models/tokenizer';

test.each([
  ['', 0],
  ['hello', 1],
  ['<|endoftext|>', 7],
])('%j has %i tokens', (text, tokens) => expect(countTokens(text)).toBe(tokens));

test('a long text counts the same as the sum of its sentences', () => {
  expect(countTokens('the quick brown fox. '.repeat(1_000))).toBeLessThanOrEqual(5_001 * 1.01);
  expect(countTokens('the quick brown fox. '.repeat(1_000))).toBeGreaterThanOrEqual(5_001);
});

test('half a character at a cut costs nothing', () => {
  expect(countTokens(`a${'😀'.repeat(1_000)}`)).toBeLessThanOrEqual(1 + 1_010);
});

// The whole text at once takes this tokenizer over a second for each 20,000 of them: a worker would stand still.
test.each([
  ['one word', 'x'],
  ['one character', '汉'],
  ['a joined script', 'का'],
  ['blanks', ' '],
  ['signs', '!'],
])('%s without a break, 200,000 long, does not hold the process up', (_what, letter) => {
  countTokens('warm');
  const startedAt = performance.now();
  countTokens(letter.repeat(200_000 / letter.length));
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
