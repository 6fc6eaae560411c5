import fc from '../support/properties';
import {
  buildConversation,
  type ConversationMessage,
  type ConversationParts,
} from '../../src/reasoning/conversation';

const count = (text: string) => text.length;
const text = fc.string({ maxLength: 20 });
const turns = fc.array(fc.record({ query: text, result: text }), { maxLength: 12 });
const role = fc.constantFrom('user' as const, 'assistant' as const);
const brought = fc.array(fc.record({ role, content: text }), { maxLength: 12 });
const window = fc.record({ messages: fc.nat({ max: 20 }), tokens: fc.nat({ max: 200 }) });
const parts: fc.Arbitrary<ConversationParts> = fc.record({ turns, brought, query: text });

/** All earlier messages, oldest first, as they would stand without a window. */
const everything = ({ turns, brought }: ConversationParts): ConversationMessage[] => [
  ...[...turns].reverse().flatMap(({ query, result }) => [
    { role: 'user' as const, content: query },
    { role: 'assistant' as const, content: result },
  ]),
  ...brought,
];
const tokensOf = (messages: readonly ConversationMessage[]) =>
  messages.reduce((sum, { content }) => sum + count(content), 0);
const unlimited = { messages: 1_000, tokens: 1_000_000 };

test('the question is last, and the window holds for what stands before it', () => {
  const property = fc.property(parts, window, (given, most) => {
    const messages = buildConversation(given, most, count);
    expect(messages.at(-1)).toEqual({ role: 'user', content: given.query });
    const earlier = messages.slice(0, -1);
    expect(earlier.length).toBeLessThanOrEqual(most.messages);
    expect(tokensOf(earlier)).toBeLessThanOrEqual(most.tokens);
  });
  fc.assert(property, { numRuns: 500 });
});

test('what is kept is the newest, in its order, without a gap', () => {
  const property = fc.property(parts, window, (given, most) => {
    const earlier = buildConversation(given, most, count).slice(0, -1);
    const all = everything(given);
    expect(earlier).toEqual(earlier.length === 0 ? [] : all.slice(-earlier.length));
  });
  fc.assert(property, { numRuns: 500 });
});

test('the turns of a session are kept whole', () => {
  const property = fc.property(turns, window, (given, most) => {
    const earlier = buildConversation({ turns: given, brought: [], query: 'q' }, most, count).slice(0, -1);
    expect(earlier.length % 2).toBe(0);
    expect(earlier.map(({ role }) => role)).toEqual(
      earlier.map((_message, index) => (index % 2 === 0 ? 'user' : 'assistant')),
    );
  });
  fc.assert(property);
});

test('a conversation that was cut begins with a question, not with an answer to one that is gone', () => {
  const property = fc.property(brought, window, (given, most) => {
    const earlier = buildConversation({ turns: [], brought: given, query: 'q' }, most, count).slice(0, -1);
    if (earlier.length < given.length) expect(earlier[0]?.role).not.toBe('assistant');
  });
  fc.assert(property, { numRuns: 500 });
});

test('no more is left out than has to be', () => {
  const property = fc.property(turns, window, (given, most) => {
    const earlier = buildConversation({ turns: given, brought: [], query: 'q' }, most, count).slice(0, -1);
    const next = given[earlier.length / 2];
    if (!next) return;
    const fits =
      earlier.length + 2 <= most.messages &&
      tokensOf(earlier) + count(next.query + next.result) <= most.tokens;
    expect(fits).toBe(false);
  });
  fc.assert(property);
});

test('everything stands where there is room, also a greeting that the client brought first', () => {
  const property = fc.property(parts, (given) => {
    expect(buildConversation(given, unlimited, count)).toEqual([
      ...everything(given),
      { role: 'user', content: given.query },
    ]);
  });
  fc.assert(property);
});

describe('an answer that is asked again', () => {
  const base = { turns: [], brought: [], query: 'q' };
  test('stands after the question, with what is wrong with it', () => {
    const repair = { answer: '{', reason: 'It is not valid JSON.' };
    expect(buildConversation({ ...base, repair }, unlimited, count)).toEqual([
      { role: 'user', content: 'q' },
      { role: 'assistant', content: '{' },
      { role: 'user', content: expect.stringMatching(/cannot be used: It is not valid JSON\. Answer/) },
    ]);
  });
  test.each(['', ' \n'])('is left out where it was empty: %j', (answer) => {
    const messages = buildConversation(
      { ...base, repair: { answer, reason: 'It was empty.' } },
      unlimited,
      count,
    );
    expect(messages.map(({ role }) => role)).toEqual(['user', 'user']);
  });
});
