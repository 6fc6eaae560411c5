import fc from '../support/properties';
import { createComputeTools } from '../../src/providers/tools/compute';
import { callerOf } from './call-tool';

jest.setTimeout(60_000);

const compute = createComputeTools();
const call = callerOf(compute.tools);
const query = (expression: string, data: unknown) => call('json_query', { expression, data });
afterAll(() => compute.close());

const shop = {
  items: [
    { name: 'tea', price: 4 },
    { name: 'cup', price: 12 },
    { name: 'pot', price: 30 },
  ],
};

test.each([
  ['items[?price > `10`].name', ['cup', 'pot']],
  ['sum(items[].price)', 46],
  ['sort_by(items, &name)[0].{called: name}', { called: 'cup' }],
  ['items[0].missing', null],
])('%s finds %j', async (expression, output) => {
  expect(await query(expression, shop)).toMatchObject({ ok: true, output, text: JSON.stringify(output) });
});

test('JSON is taken as a value and as text', async () => {
  expect(await query('items[1].name', JSON.stringify(shop))).toMatchObject({ ok: true, output: 'cup' });
  expect(await query('[1]', '[1, 2]')).toMatchObject({ ok: true, output: 2 });
});

const deep = `${'['.repeat(70)}${']'.repeat(70)}`;
test.each([
  ['items[', shop, /^The JMESPath expression cannot be used: Syntax error/],
  ['nothing(items)', shop, /Unknown function: nothing/],
  ['a', '{"a":', /^data is not valid JSON: /],
  ['a', undefined, /^Invalid arguments for json_query: data/],
  ['a', deep, /nested deeper than 64 levels/],
  ['a', `"${'x'.repeat(1_000_001)}"`, /longer than 1000000 characters/],
  ['x'.repeat(4_001), {}, /expression: Too big/],
  ['@', Array(60_000).fill('abc'), /^The result is longer than 100000 characters: select less/],
  ['map(&map(&map(&map(&@, $), $), $), $)', Array(300).fill(1), /^The query was stopped after 2 s/],
  ['pad_left(`"x"`, `1000000000`)', {}, /^The query asks for too much at once|was stopped/],
])('%s is refused with a sentence', async (expression, data, sentence) => {
  expect(await query(expression, data)).toMatchObject({
    ok: false,
    error: expect.stringMatching(sentence) as string,
    isRetryable: false,
  });
});

test.each([['constructor'], ['toString'], ['__proto__'], ['a.constructor.prototype'], ['a[0].__proto__']])(
  '%s finds nothing: objects have their own keys alone',
  async (expression) => {
    expect(await query(expression, '{"a": [{"b": 1}]}')).toMatchObject({ ok: true, output: null });
  },
);

test('any JSON is found whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ noUnicodeString: false, maxDepth: 4 }), async (text) => {
      const outcome = await query('@', text);
      expect(outcome).toMatchObject({ ok: true });
      if (outcome.ok) expect(outcome.text).toBe(JSON.stringify(JSON.parse(text)));
    }),
    { numRuns: 40 },
  );
});
