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

/** Letters without a break, of which no two stretches are the same: the tokenizer remembers what it has seen. */
function unbroken(first: number, letters: number, length: number): string {
  let state = 1;
  const codes = Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return first + (state % letters);
  });
  return codes.map((code) => String.fromCharCode(code)).join('');
}

// All at once this takes the tokenizer some three seconds, in which a worker would stand still.
test.each([
  ['Latin', 0x61, 26],
  ['signs', 0x21, 15],
])('%s without a break, 100,000 long, does not hold the process up', (_what, first, letters) => {
  countTokens('warm');
  const text = unbroken(first, letters, 100_000);
  const startedAt = performance.now();
  countTokens(text);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
