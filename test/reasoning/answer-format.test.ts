import fc from '../support/properties';
import { boundedAnswerProblem } from '../../src/activities/bounded-check';
import type { ResponseFormat } from '../../src/contract/settings';
import { answerProblem, formatInstruction, schemaProblem } from '../../src/reasoning/answer-format';

const bySchema = (schema: Record<string, unknown>): ResponseFormat => ({
  type: 'json_schema',
  json_schema: { name: 'n', schema },
});
const anyObject: ResponseFormat = { type: 'json_object' };
const city = {
  type: 'object',
  properties: { city: { type: 'string' }, since: { type: 'string', format: 'date' } },
  required: ['city'],
  additionalProperties: false,
};

describe('any JSON object', () => {
  test('is what JSON.parse makes an object of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
        expect(answerProblem(JSON.stringify(value), anyObject) === undefined).toBe(isObject);
      }),
    );
  });
  test('is no text around it', () => {
    for (const text of ['', 'Sure: {}', '```json\n{}\n```', '{} {}', '{'])
      expect(answerProblem(text, anyObject)).toMatch(/^It is not valid JSON/);
    expect(answerProblem(' \n{}\n', anyObject)).toBeUndefined();
  });
});

test('any text gives a sentence of bounded length or nothing, never a throw', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.record({ city: fc.string() }).map((x) => JSON.stringify(x)),
  );
  const property = fc.property(text, fc.constantFrom(anyObject, bySchema(city)), (answer, format) => {
    const problem = answerProblem(answer, format);
    if (problem === undefined) expect(() => JSON.parse(answer) as unknown).not.toThrow();
    else expect(problem).toMatch(/^It .{5,499}[.…]$/su);
  });
  fc.assert(property, { numRuns: 100 });
});

test('whatever a client writes as a schema is usable or refused in a sentence', () => {
  const keyword = fc.constantFrom('type', '$ref', '$schema', '$id', 'items', 'enum', 'pattern', 'properties');
  const schema = fc.oneof(
    fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 })),
    fc.dictionary(keyword, fc.jsonValue({ maxDepth: 2 })),
  );
  const property = fc.property(schema, fc.jsonValue({ maxDepth: 2 }), (given, answer) => {
    const format = bySchema(given);
    const refused = schemaProblem(format);
    if (refused === undefined) answerProblem(JSON.stringify(answer), format);
    else expect(refused).toMatch(/^response_format\.json_schema\.schema .{10,}/su);
  });
  fc.assert(property, { numRuns: 60 });
});

test.each<[string, string, string]>([
  ['a missing one', '{}', "the answer must have required property 'city'"],
  ['a wrong type', '{"city":1}', '/city must be string'],
  ['a wrong format', '{"city":"x","since":"May"}', '/since must match format "date"'],
  ['one too many, by its name', '{"city":"x","mayor":"y"}', 'must NOT have additional properties (mayor)'],
])('%s is named', (_what, answer, reason) => {
  expect(answerProblem(answer, bySchema(city))).toBe(
    `It does not follow the schema: ${reason.startsWith('must') ? `the answer ${reason}` : reason}.`,
  );
});

test('the values that are allowed are told, as far as a sentence goes', () => {
  expect(answerProblem('"c"', bySchema({ enum: ['a', 'b'] }))).toContain('allowed values (["a","b"])');
  const many = bySchema({ enum: Array.from({ length: 1_000 }, (_, index) => `value ${index}`) });
  expect([...(answerProblem('"c"', many) ?? '')]).toHaveLength(500);
});

describe('a schema', () => {
  const tuple = { type: 'array', prefixItems: [{ type: 'string' }] };
  const older = { type: 'array', items: [{ type: 'string' }] };
  const uri = (draft: string) => `https://json-schema.org/draft/${draft}/schema`;
  test.each<[string, Record<string, unknown>]>([
    ['says nothing of its dialect', tuple],
    ['says 2020-12', { $schema: uri('2020-12'), ...tuple }],
    ['says nothing, and is an older one', older],
    ['says 2019-09', { $schema: uri('2019-09'), ...older }],
    ['says draft-07', { $schema: 'http://json-schema.org/draft-07/schema#', ...older }],
    ['says draft-07 safely', { $schema: 'https://json-schema.org/draft-07/schema', ...older }],
    [
      'refers to its definitions',
      { $ref: '#/$defs/a', $defs: { a: { minItems: 1, items: { type: 'string' } } } },
    ],
  ])('is obeyed where it %s', (_what, schema) => {
    expect(schemaProblem(bySchema(schema))).toBeUndefined();
    expect(answerProblem('["a"]', bySchema(schema))).toBeUndefined();
    expect(answerProblem('[1]', bySchema(schema))).toContain('/0 must be string');
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'of an unknown dialect',
      { $schema: 'http://json-schema.org/draft-04/schema#' },
      /draft-07, 2019-09 and/,
    ],
    ['of a dialect that is no text', { $schema: 7 }, /draft-07, 2019-09 and/],
    ['with a type that is none', { type: 'strng' }, /type must be equal to one of/],
    ['that points nowhere', { $ref: '#/$defs/none' }, /can't resolve reference/],
    ['that points elsewhere', { $ref: 'https://example.test/schema.json' }, /can't resolve reference/],
    ['with a pattern that is none', { pattern: '(' }, /Invalid regular expression/],
    ['that is checked asynchronously', { $async: true, type: 'string' }, /\$async/],
    ['that is too large', { enum: ['x'.repeat(50_000)] }, /too large \(at most 50000 characters/],
  ])('%s is refused in a sentence', (_what, schema, reason) => {
    expect(schemaProblem(bySchema(schema))).toMatch(reason);
  });

  test('that refers to itself without end lets nothing pass, and does not throw', () => {
    const endless = bySchema({ $ref: '#' });
    expect(answerProblem('1', endless)).toBe(
      'It could not be checked against the schema: it is nested too deeply or refers to itself without end.',
    );
  });

  test('of a tree is followed down', () => {
    const tree = bySchema({
      $ref: '#/$defs/node',
      $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
    });
    expect(answerProblem('{"next":{"next":{}}}', tree)).toBeUndefined();
    expect(answerProblem('{"next":{"next":1}}', tree)).toContain('/next/next must be object');
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a pattern that backtracks for ever', { pattern: '^(a+)+$' }, `"${'a'.repeat(60)}!"`],
    ['a web of references', webOfReferences(40), '{}'],
  ])('with %s is given up after two seconds', (_what, schema, answer) => {
    expect(boundedAnswerProblem(answer, bySchema(schema))).toBe(
      'It could not be checked against the schema in time.',
    );
  });

  test('with ids that meet those of another does not disturb it', () => {
    const one = bySchema({ $id: 'https://example.test/a', type: 'string' });
    const other = bySchema({ $id: 'https://example.test/a', type: 'number' });
    expect([answerProblem('1', one), answerProblem('1', other)]).toEqual([expect.any(String), undefined]);
  });

  test('with an unknown format prints nothing', () => {
    const warn = jest.spyOn(console, 'warn');
    expect(answerProblem('"x"', bySchema({ type: 'string', format: 'phone' }))).toBeUndefined();
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

test('the instruction holds the schema word for word', () => {
  expect(formatInstruction(anyObject)).toBe('Answer with one JSON object and nothing else.');
  expect(formatInstruction(bySchema(city))).toContain(JSON.stringify(city));
});

/** Each definition asks twice for the next: twice as many checks with each. */
function webOfReferences(length: number): Record<string, unknown> {
  const next = (index: number) => ({ $ref: `#/$defs/a${index + 1}` });
  const definition = (index: number) => [`a${index}`, { allOf: [next(index), next(index)] }];
  const $defs = Object.fromEntries([
    ...Array.from({ length }, (_, index) => definition(index)),
    [`a${length}`, { type: 'object' }],
  ]) as Record<string, unknown>;
  return { $defs, $ref: '#/$defs/a0' };
}
