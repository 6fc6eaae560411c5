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

/** CPU milliseconds that counting takes. */
function costOf(text: string): number {
  const before = process.cpuUsage();
  countTokens(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

// All at once the tokenizer's time grows with the square: a hundred times for ten times the text, a worker standing still.
test.each([
  ['Latin', 0x61, 26],
  ['signs', 0x21, 15],
])('%s without a break costs in proportion to its length', (_what, first, letters) => {
  costOf(unbroken(first, letters, 5_000));
  const short = costOf(unbroken(first + 1, letters, 10_000));
  expect(costOf(unbroken(first, letters, 100_000))).toBeLessThan(40 * short);
});
