import { readFileSync } from 'node:fs';
import fc from '../support/properties';
import { createComputeTools } from '../../src/providers/tools/compute';
import { childrenOf } from '../support/children';
import { anybody, callerOf } from './call-tool';

jest.setTimeout(60_000);

const compute = createComputeTools();
const call = callerOf(compute.tools);
const calculate = (expression: string) => call('calculator', { expression });
afterAll(async () => {
  await compute.close();
  const commands = childrenOf('node').map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  expect(commands.filter((command) => command.includes('calculator'))).toEqual([]);
});

test.each([
  ['0.1 + 0.2', '0.3 (= 3/10)'],
  ['1/3 + 1/6', '0.5 (= 1/2)'],
  ['1/3', '1/3 (about 0.33333333333333333333)'],
  ['-7/3 + 7/3', '0'],
  ['2^200', '1606938044258990275541962092341162602522202993782792835301376'],
  ['30!', '265252859812191058636308480000000'],
  ['sqrt(2)', '1.414213562373095048801688724209698078569671875376948073176679738'],
  ['pi', '3.141592653589793238462643383279502884197169399375105820974944592'],
  ['cos(60 deg)', '0.5'],
  ['8% of 200', '16'],
  ['200 + 5%', '210'],
  ['10 mod 3', '1'],
  ['5 inch to cm', '12.7 cm'],
  ['20 degC to degF', '68 degF'],
  ['a = 3; b = 4; sqrt(a^2 + b^2)', '5'],
  ['[1, 2; 3, 4] * [1, 1; 1, 1]', '[[3, 3], [7, 7]]'],
  ['inv([1, 2; 3, 4])[2, 1]', '1.5'],
  ['combinations(200, 100)', '90548514656103281165404177077484163874504589675413336841320'],
  ['1.005 * 1000', '1005'],
  ['0.1 + 0.2 == 0.3', 'true'],
  ['100000000000000000000000000000001 == 100000000000000000000000000000002', 'false'],
  ['erf(1)', '0.842700792949715'],
  ['sqrt(-4)', '2i'],
  ['9^9^9', '4.281247731757470480369871159305635213390554822414435141747537231e+369693099'],
])('%s is %s', async (expression, text) => {
  expect(await calculate(expression)).toMatchObject({ ok: true, text });
});

test('the whole of a large factorial is told, and whether a result is exact', async () => {
  const hundred = await calculate('100!');
  expect(hundred).toMatchObject({ ok: true, text: expect.stringMatching(/^9332\d{150}0{4}$/) as string });
  expect(await calculate('1/3')).toMatchObject({
    output: { result: '1/3', decimal: '0.33333333333333333333', exact: true },
  });
  expect(await calculate('sqrt(2)')).toMatchObject({ output: { exact: false } });
});

test.each([
  ['1/0', 'Division by zero.'],
  ['log(0)', 'The result is no finite number: -Infinity.'],
  ['1 +', 'The expression cannot be worked out: Unexpected end of expression (char 4).'],
  ['price * 2', 'The expression cannot be worked out: Undefined symbol price.'],
  ['f(x) = x^2', 'The expression gives a function, not a number.'],
  ['ones(5000)', 'The result has more than 1000 elements: ask for a part or a sum of it.'],
  ['f(x) = f(x); f(1)', 'The expression cannot be worked out: it is nested too deeply.'],
])('%s is answered with a sentence', async (expression, error) => {
  expect(await calculate(expression)).toMatchObject({ ok: false, error, isRetryable: false });
});

const names = ['import', 'createUnit', 'evaluate', 'parse', 'simplify', 'derivative', 'config', 'compile'];
test.each([...names, 'parser', 'help', 'typed', 'reviver', 'resolve', 'rationalize'])(
  'the function %s is out of reach',
  async (name) => {
    const sentence = `The function ${name} is not available here.`;
    expect(await calculate(`${name}("1")`)).toMatchObject({ ok: false, error: sentence });
    expect(await calculate(`f = ${name}; f("1")`)).toMatchObject({ ok: false, error: sentence });
  },
);

test.each([
  ['[].constructor'],
  ['"a".constructor'],
  ['cos.constructor'],
  ['sin.signatures'],
  ['typed.clear()'],
  ['{"__proto__": 1}'],
  ['{a: 1}.a'],
  ['f(x) = x; f["constructor"]'],
  ['x = [1]; x.__proto__ = 1'],
  ['unit("5 cm").constructor'],
])('%s is refused: nothing has properties', async (expression) => {
  expect(await calculate(expression)).toMatchObject({ ok: false });
  expect(await calculate('1 + 1')).toMatchObject({ ok: true, text: '2' });
});

test.each([
  ['factorial(1e9)'],
  ['map(1:1e9, f(x) = x)'],
  ['range(1, 1e12)'],
  ['zeros(1e5, 1e5, 1e5)'],
  ['kron(ones(300, 300), ones(300, 300))'],
  ['g(x) = map(1:100000, h(y) = map(1:100000, k(z) = z)); g(1)'],
])('%s is stopped within some two seconds, and the next calculation goes on', async (expression) => {
  const outcome = await calculate(expression);
  expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining('was stopped') as string });
  // Loading after a kill is not part of a job's time, but of what a caller waits; a busy machine doubles it.
  expect(outcome.durationMs).toBeLessThan(4_000);
  expect(await calculate('2^10')).toMatchObject({ ok: true, text: '1024' });
});

test('names that variables keep are forgotten after a call', async () => {
  expect(await calculate('secret = 42; secret')).toMatchObject({ ok: true });
  expect(await calculate('secret')).toMatchObject({ ok: false });
  expect(await calculate('pi = 3; pi')).toMatchObject({ ok: true, text: '3' });
});

test('a cancel ends a calculation and its process', async () => {
  const cancel = new AbortController();
  const [calculator] = compute.tools.filter(({ name }) => name === 'calculator');
  const running = calculator!.run({ expression: 'factorial(1e9)' }, anybody({ signal: cancel.signal }));
  cancel.abort(new Error('cancelled'));
  await expect(running).rejects.toThrow('cancelled');
  expect(await calculate('1 + 2')).toMatchObject({ ok: true, text: '3' });
});

test('sums and products of whole numbers are those of exact arithmetic', async () => {
  const whole = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
  await fc.assert(
    fc.asyncProperty(whole, whole, whole, async (a, b, c) => {
      const outcome = await calculate(`(${a}) * (${b}) + (${c})`);
      expect(outcome).toMatchObject({ ok: true, text: String(a * b + c) });
    }),
    { numRuns: 50 },
  );
});

test('whatever is asked, there is an answer or a sentence', async () => {
  const piece = fc.constantFrom(
    '1',
    'x',
    '(',
    ')',
    '^',
    '*',
    '!',
    '%',
    '.',
    ',',
    ';',
    '=',
    '[',
    ']',
    '"',
    ' ',
    'e',
    'to',
    'cm',
    '{',
    '}',
    ':',
    "'",
    '\\',
    '#',
    '__proto__',
    'f(x)=',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 12 }), async (pieces) => {
      const outcome = await calculate(`${pieces.join('')}1`);
      if (!outcome.ok) expect(outcome.error).toMatch(/[.!?]$/);
    }),
    { numRuns: 60 },
  );
});
