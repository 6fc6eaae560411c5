import { agentConversation, asData, type KeptTurn } from '../../src/reasoning/agent-conversation';
import { cpuMs } from '../support/cpu-time';
import fc from '../support/properties';

const count = (text: string) => text.length;
const leftOut = 'Left out here: the conversation has become too long.';
const turn = (
  texts: readonly string[],
  text = '',
  more: Partial<NonNullable<KeptTurn['results'][0]>> = {},
): KeptTurn => ({
  text,
  calls: texts.map((_, index) => ({ id: `c${index}`, name: 'look_up', args: {} })),
  results: texts.map((found) => ({
    ok: true,
    text: found,
    characters: found.length,
    isForeign: false,
    ...more,
  })),
});
const resultsOf = (messages: ReturnType<typeof agentConversation>) =>
  messages.flatMap(({ results = [] }) => results.map(({ text }) => text));

describe('text of strangers', () => {
  const end = fc.constantFrom(
    '</data>',
    '</DATA >',
    '< /data>',
    '</ data>',
    '<data>',
    '<\n/data>',
    '<\u200b/data>',
    '<//data>',
    '＜/data＞',
    '<／ｄａｔａ>',
    '</ⓓⓐⓣⓐ>',
    '<d\u200bata>',
    '<dataA\u0300',
  );
  const foreign = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), end, fc.constantFrom('<', '/', 'data', '>')))
    .map((parts) => parts.join(''));

  test('cannot end the mark that makes it data, nor open another', () => {
    fc.assert(
      fc.property(foreign, fc.string(), (text, source) => {
        const marked = asData(text, source);
        const read = marked.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
        const marks = [...read.matchAll(/<[\s/]*data(?![\p{L}\p{N}_])/giu)];
        expect(marks.map(([mark]) => mark)).toEqual(['<data', '</data']);
        expect(marked.split('\n')[0]).toMatch(/^<data source="[^"<>]*">$/);
        expect(marked.endsWith('\n</data>')).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is otherwise left as it is', () => {
    expect(asData('a < b, <database>, <b>data</b>', 'page')).toBe(
      '<data source="page">\na < b, <database>, <b>data</b>\n</data>',
    );
  });

  test('is read in a blink, however it is made', () => {
    const pieces = ['<', '< ', '</', ' ', '<\u200b', '<a\u200b', '<da'];
    const read = () => pieces.map((piece) => asData(piece.repeat(200_000), 'x'));
    expect(cpuMs(read)).toBeLessThan(2_000);
  });

  test('is marked; what the house says is not, nor is what failed', () => {
    const results = (more: object) =>
      resultsOf(agentConversation('?', [turn(['x'], '', more)], 1_000, count));
    expect(results({ isForeign: true })).toEqual(['<data source="look_up">\nx\n</data>']);
    expect(results({})).toEqual(['x']);
    expect(results({ ok: false })).toEqual(['The tool failed: x']);
  });
});

test('a conversation is what was asked, then each turn with its results, then what is said last', () => {
  const messages = agentConversation(
    'Tea?',
    [turn(['a', 'b'], 'I look.'), turn(['c'])],
    1_000,
    count,
    'Answer now.',
  );
  expect(messages.map(({ role, content }) => [role, content])).toEqual([
    ['user', 'Tea?'],
    ['assistant', 'I look.'],
    ['tool', ''],
    ['assistant', ''],
    ['tool', ''],
    ['user', 'Answer now.'],
  ]);
  expect(messages[2]?.results).toEqual([
    { id: 'c0', name: 'look_up', text: 'a' },
    { id: 'c1', name: 'look_up', text: 'b' },
  ]);
});

test('a call that left nothing says so; a text that is cut says how to read on', () => {
  const nothing = { ...turn(['x']), results: [undefined] };
  expect(resultsOf(agentConversation('?', [nothing], 1_000, count))).toEqual(['The tool left no result.']);
  const cut = turn(['begins'], '', { handle: 'abc', characters: 9_000, isForeign: true });
  expect(resultsOf(agentConversation('?', [cut], 1_000, count))).toEqual([
    '<data source="look_up">\nbegins\n</data>\n[9000 characters in all; read on with artifact_read, handle abc]',
  ]);
});

test('the newest results are kept, whole, as far as the tokens reach', () => {
  const turns = [turn(['1'.repeat(400)]), turn(['2'.repeat(400)]), turn(['3'.repeat(400)])];
  const kept = (tokens: number) =>
    resultsOf(agentConversation('?', turns, tokens, count)).map((text) => text[0]);
  expect(kept(2_000)).toEqual(['1', '2', '3']);
  expect(kept(900)).toEqual(['L', '2', '3']);
  expect(kept(500)).toEqual(['L', 'L', '3']);
  expect(kept(0)).toEqual(['L', 'L', 'L']);
});

test('what is kept never takes more than the tokens, arguments and texts of turns counted', () => {
  const anyTurn = fc
    .record({
      text: fc.string({ maxLength: 80 }),
      args: fc.array(fc.string({ maxLength: 80 }), { minLength: 1, maxLength: 3 }),
      results: fc.array(fc.string({ maxLength: 200 }), { minLength: 3, maxLength: 3 }),
    })
    .map(({ text, args, results }): KeptTurn => ({
      text,
      calls: args.map((input, index) => ({ id: `c${index}`, name: 't', args: { input } })),
      results: args.map((_, index) => {
        const found = results[index] ?? '';
        return { ok: true, text: found, characters: found.length, isForeign: false };
      }),
    }));
  fc.assert(
    fc.property(fc.array(anyTurn, { maxLength: 6 }), fc.nat({ max: 2_000 }), (turns, tokens) => {
      const messages = agentConversation('asked', turns, tokens, count, 'last');
      const fixed = messages.reduce(
        (sum, { content, toolCalls = [] }) =>
          sum + content.length + toolCalls.reduce((all, { args }) => all + JSON.stringify(args).length, 0),
        0,
      );
      const results = resultsOf(messages);
      expect(results).toHaveLength(turns.reduce((sum, { calls }) => sum + calls.length, 0));
      const kept = results.filter((text) => text !== leftOut).reduce((sum, text) => sum + text.length, 0);
      expect(kept).toBeLessThanOrEqual(Math.max(0, tokens - fixed));
    }),
  );
});
