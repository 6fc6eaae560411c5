import { APICallError } from '../../src/providers/models';
import { isStrictSchema } from '../../src/providers/models/response-format';
import { startModelServer, type ModelServer } from '../support/model-server';
import { ask, hello, makeModels, rejection } from './make-models';

let server: ModelServer;
beforeAll(async () => (server = await startModelServer()));
beforeEach(() => server.reset());
afterAll(() => server.close());

const models = () => makeModels({ openai: { baseUrl: server.url }, openaiModel: 'm' });
const sent = (index = 0) => server.calls[index]?.body['response_format'];
const closed = {
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  additionalProperties: false,
};
const open = { type: 'object', properties: { a: { type: 'string' } } };

test('any JSON object is asked for as such', async () => {
  server.script({ text: '{}' });
  await ask(models(), { ...hello, responseFormat: {} });
  expect(sent()).toEqual({ type: 'json_object' });
});

test.each([
  ['strictly where strictness would be taken', closed, true],
  ['without strictness where that would be refused', open, false],
])('a schema is sent as it is, %s', async (_how, schema, strict) => {
  await ask(models(), { ...hello, responseFormat: { name: 'n', schema } });
  expect(sent()).toEqual({ type: 'json_schema', json_schema: { name: 'n', schema, strict } });
});

test('JSON streams as it is written, also what is no JSON at all', async () => {
  const pieces = ['Here', ' it is: {', '"a"', ':1} {', 'and so on'];
  server.script({ pieces });
  expect((await ask(models(), { ...hello, responseFormat: {} })).pieces).toEqual(pieces);
});

test('a long JSON answer costs no more time a piece than a text does', async () => {
  const pieces = ['{"a":"', ...Array.from({ length: 3_000 }, () => 'word and word and word '), '"}'];
  const timed = async (form: object) => {
    server.script({ pieces });
    const startedAt = performance.now();
    expect((await ask(models(), { ...hello, ...form })).pieces).toHaveLength(3_002);
    return performance.now() - startedAt;
  };
  const text = await timed({});
  // Reading it anew with each piece would take a hundred times as long.
  expect(await timed({ responseFormat: {} })).toBeLessThan(5 * text + 1_000);
});

test('a server that refuses the form is asked without it: the prompt says it in words', async () => {
  const message = "'response_format.type' must be 'json_schema' or 'text'";
  server.script({ error: { status: 400, body: { error: message } } }, { text: '{"a":1}' });
  const answer = await ask(models(), { ...hello, responseFormat: {} });
  expect(answer.text).toBe('{"a":1}');
  expect([sent(0), sent(1)]).toEqual([{ type: 'json_object' }, undefined]);
});

test.each([
  [400, 'messages: too long'],
  [500, 'response_format broke me'],
])('another refusal is not tried again: %i %s', async (status, message) => {
  server.answer(() => ({ error: { status, body: { error: { message } } } }));
  const error = await rejection(ask(models(), { ...hello, responseFormat: {} }));
  expect(APICallError.isInstance(error) && error.statusCode).toBe(status);
  expect(server.calls).toHaveLength(1);
});

test.each<[string, boolean, object]>([
  ['closed, all required', true, closed],
  ['an array of closed objects', true, { ...closed, properties: { a: { type: 'array', items: closed } } }],
  ['with definitions', true, { ...closed, properties: { a: { $ref: '#/$defs/b' } }, $defs: { b: closed } }],
  ['with a choice', true, { ...closed, properties: { a: { anyOf: [closed, { type: 'null' }] } } }],
  ['with a list of words', true, { ...closed, properties: { a: { enum: ['x', 'y'] } } }],
  ['open', false, open],
  ['something optional', false, { ...closed, required: [] }],
  ['an open object inside', false, { ...closed, properties: { a: open } }],
  ['an open object in a choice', false, { ...closed, properties: { a: { anyOf: [open] } } }],
  ['a root that is no object', false, { type: 'array', items: closed }],
  ['a root of choices', false, { ...closed, anyOf: [closed] }],
  ['a keyword of its own', false, { ...closed, properties: { a: { type: 'string', 'x-mine': 1 } } }],
  ['oneOf', false, { ...closed, properties: { a: { oneOf: [closed] } } }],
  ['a part that says nothing', false, { ...closed, properties: { a: {} } }],
  ['a part that is true', false, { ...closed, properties: { a: true } }],
  ['empty', false, {}],
])('strict or not: %s → %s', (_what, isStrict, schema) => {
  expect(isStrictSchema(schema as Record<string, unknown>)).toBe(isStrict);
});
