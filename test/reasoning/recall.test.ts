import fc from '../support/properties';
import {
  fitsWhole,
  summaryLength,
  summaryTurn,
  transcript,
  turnsThatStay,
  turnsToFold,
} from '../../src/reasoning/recall';

const count = (text: string) => text.length;
const text = fc.string({ maxLength: 30 });
const turns = fc.array(fc.record({ query: text, result: text }), { maxLength: 15 });
const room = fc.record({ messages: fc.nat({ max: 30 }), tokens: fc.nat({ max: 400 }) });
const tokensOf = (all: readonly { query: string; result: string }[]) =>
  all.reduce((sum, { query, result }) => sum + count(query) + count(result), 0);

test('turns fit whole just as long as all of them do, the summary among them', () => {
  const property = fc.property(turns, fc.option(text, { nil: undefined }), room, (given, summary, most) => {
    const all = summary === undefined ? given : [...given, summaryTurn(summary)];
    const fits = all.length * 2 <= most.messages && tokensOf(all) <= most.tokens;
    expect(fitsWhole(given, summary, most, count)).toBe(fits);
  });
  fc.assert(property, { numRuns: 500 });
});

test('what stays whole leaves room for a summary, and for new turns unless it is one alone', () => {
  const property = fc.property(turns, room, (given, most) => {
    const staying = turnsThatStay(given, most, count);
    const tokens = tokensOf(given.slice(0, staying));
    expect(tokens).toBeLessThanOrEqual(most.tokens * (staying > 1 ? 0.5 : 0.7));
    expect(tokens + summaryLength(most).tokens).toBeLessThanOrEqual(most.tokens);
    if (staying > 0) expect(staying * 2 + 2).toBeLessThanOrEqual(most.messages);
  });
  fc.assert(property, { numRuns: 500 });
});

test('where not all fit, something is there to be summed up', () => {
  const property = fc.property(turns, room, (given, most) => {
    if (!fitsWhole(given, undefined, most, count))
      expect(turnsThatStay(given, most, count)).toBeLessThan(given.length);
  });
  fc.assert(property, { numRuns: 500 });
});

test('one call reads as many of the oldest turns as it may, and one at least', () => {
  const property = fc.property(turns, fc.nat({ max: 400 }), (given, tokens) => {
    const folded = turnsToFold(given, tokens, count);
    expect(folded).toBeGreaterThanOrEqual(1);
    if (folded > 1) expect(tokensOf(given.slice(0, folded))).toBeLessThanOrEqual(tokens);
    if (folded < given.length) expect(tokensOf(given.slice(0, folded + 1))).toBeGreaterThan(tokens);
  });
  fc.assert(property, { numRuns: 500 });
});

test('a summary is asked for in some words, however small or large the window', () => {
  expect(summaryLength({ messages: 50, tokens: 0 })).toEqual({ words: 30, tokens: 0 });
  expect(summaryLength({ messages: 50, tokens: 2_000 })).toEqual({ words: 300, tokens: 500 });
  expect(summaryLength({ messages: 50, tokens: 1_000_000 })).toEqual({ words: 600, tokens: 250_000 });
});

test('the turns are read in their order, after the summary of those before', () => {
  const two = [
    { query: 'q1', result: 'a1' },
    { query: 'q2', result: 'a2' },
  ];
  const whole = 'User:\nq1\n\nAssistant:\na1\n\nUser:\nq2\n\nAssistant:\na2';
  expect(transcript(undefined, two)).toBe(whole);
  expect(transcript('before', two)).toBe(`What was said before these turns, in short:\nbefore\n\n${whole}`);
});
