import fc from '../support/properties';
import { ApiError } from '../../src/contract/errors';
import { limits } from '../../src/contract/limits';
import {
  contextSettings,
  ineffectiveContextKeys,
  sharedSettings,
  unavailableContextKeys,
} from '../../src/contract/settings';
import { readSubmission, SubmitRequest, type Submission } from '../../src/contract/submission';

/** Any JSON, also what `JSON.parse` alone can make: a key `__proto__`, lone surrogates, NUL. */
const anyJson = fc.oneof(
  fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }),
  fc.json({ stringUnit: 'binary' }).map((text) => JSON.parse(text) as unknown),
  fc
    .constantFrom('{"__proto__":{}}', '{"query":"a","context":{"__proto__":1}}', '"\\ud800"', '"\\u0000"')
    .map((text) => JSON.parse(text) as unknown),
);
const names = (settings: object) => Object.keys(settings);
const topLevel = ['query', 'session_id', 'context', 'mode', 'skill', ...names(sharedSettings)];
const inContext = [
  ...names(sharedSettings),
  ...names(contextSettings),
  ...unavailableContextKeys,
  ...ineffectiveContextKeys,
  ...['review_plan', 'constructor', 'toString'],
];
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>('true', 'false', '', 'small', 'openai', 'manual', 1, 0, -1, 1e300, true, null),
);
const dictionary = (keys: readonly string[]) => fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: 4 });
/** A query that is right, and names that are known with values that may be anything. */
const nearly = fc
  .tuple(dictionary(topLevel), fc.option(dictionary(inContext), { nil: undefined }))
  .map(([body, context]) => ({ query: 'a', ...body, ...(context && { context }) }));

/** What the reading came to: a submission, or the refusal that the user is told. Anything else is thrown on. */
function read(body: unknown): Submission | ApiError {
  try {
    return readSubmission(body);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

function checkEnd(body: unknown): void {
  const outcome = read(body);
  if (outcome instanceof ApiError) {
    expect(outcome.status).toBe(400);
    expect(outcome.message).toMatch(/\S.{3,}/);
    expect(outcome.message).not.toMatch(/undefined|\[object|ZodError|\n/);
  } else {
    expect(outcome.query.trim()).not.toBe('');
    expect(outcome.settings.timeoutSeconds).toBeGreaterThanOrEqual(limits.timeoutSeconds.least);
  }
}

test('any JSON gives a submission or a sentence with 400, never another throw', () => {
  fc.assert(fc.property(anyJson, checkEnd), { numRuns: 500 });
});

test('any value in a known place gives a submission or a sentence with 400', () => {
  fc.assert(fc.property(nearly, checkEnd), { numRuns: 1_500 });
});

test('a context of anything under names of its own is taken and given back', () => {
  const known = new Set(inContext);
  const own = fc
    .dictionary(
      fc.string({ minLength: 1 }).filter((key) => !known.has(key) && key !== '__proto__'),
      fc.jsonValue({ maxDepth: 3 }),
    )
    .filter(
      (context) => JSON.stringify(context).isWellFormed() && !JSON.stringify(context).includes('\\u0000'),
    );
  const property = fc.property(own, (context) => {
    const outcome = read({ query: 'a', context });
    if (outcome instanceof ApiError) expect(outcome.message).toMatch(/__proto__|Unicode/);
    else expect(outcome.context).toEqual(context);
  });
  fc.assert(property);
});

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const shared = {
  model_tier: optional(fc.constantFrom('small', 'medium', 'large')),
  model_override: optional(fc.stringMatching(/^[a-z][a-z0-9:./-]{0,30}$/)),
  provider_override: optional(fc.constantFrom('openai', 'anthropic', 'google', ' OpenAI ')),
  timeout_seconds: optional(fc.integer({ min: 1, max: 86_400 })),
  max_iterations: optional(fc.integer({ min: 1, max: 50 })),
  enable_citations: optional(fc.constantFrom<boolean | string>(true, false, 'true', 'false')),
  force_research: optional(fc.constantFrom<boolean | string>(false, 'false')),
  budget: optional(
    fc.record(
      {
        max_tokens: fc.integer({ min: 1, max: 1e6 }),
        max_cost_usd: fc.double({ min: 1e-6, max: 9, noNaN: true }),
      },
      { requiredKeys: [] },
    ),
  ),
  response_format: optional(
    fc.constantFrom(
      { type: 'json_object' },
      { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' } } },
    ),
  ),
};
const message = fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.string() });
const context = {
  ...shared,
  system_prompt: optional(fc.string()),
  temperature: optional(fc.double({ min: 0, max: 2, noNaN: true })),
  max_tokens: optional(fc.integer({ min: 1, max: 1_000_000 })),
  history_window_size: optional(fc.integer({ min: 5, max: 200 })),
  conversation_history: optional(fc.array(message, { maxLength: 3 })),
};
const valid = fc.record(
  {
    query: fc.string({ minLength: 1 }).filter((query) => query.trim() !== ''),
    session_id: optional(fc.stringMatching(/^[A-Za-z0-9:_\-.]{1,128}$/)),
    mode: optional(fc.constantFrom('simple', ' SIMPLE ')),
    context: optional(fc.record(context)),
    ...shared,
  },
  { requiredKeys: ['query'] },
);
const asSent = (body: unknown) => JSON.parse(JSON.stringify(body)) as Record<string, unknown>;

test('what is right is taken, and reading what was read changes nothing', () => {
  const property = fc.property(valid.map(asSent), (body) => {
    const once = SubmitRequest.parse(body);
    expect(SubmitRequest.parse(asSent(once))).toEqual(once);
    const { query, sessionId, context: shown, settings } = readSubmission(body);
    expect(query).toBe(body['query']);
    // What the status shows as the context asks for the same task again.
    const again = readSubmission(
      asSent({ query, session_id: sessionId, mode: body['mode'], context: shown }),
    );
    expect(again).toEqual({ ...readSubmission(body), unknownFields: [] });
    expect(again.settings).toEqual(settings);
  });
  fc.assert(property, { numRuns: 500 });
});

test('top level wins over the context, and both are checked', () => {
  const property = fc.property(valid.map(asSent), (body) => {
    const { context: shown, settings } = readSubmission(body);
    const inner = (body['context'] ?? {}) as Record<string, unknown>;
    for (const name of ['model_tier', 'timeout_seconds', 'max_iterations', 'response_format']) {
      expect(shown[name]).toEqual(body[name] ?? inner[name]);
    }
    expect(settings.modelTier).toBe(body['model_tier'] ?? inner['model_tier']);
  });
  fc.assert(property);
  expect(read({ query: 'a', timeout_seconds: 5, context: { timeout_seconds: 0 } })).toMatchObject({
    message: 'timeout_seconds out of range (1..86400)',
  });
});

test('a query is counted by its characters, not by their halves', () => {
  const most = '😀'.repeat(limits.queryCharacters);
  expect(read({ query: most })).toMatchObject({ query: most });
  expect(read({ query: `${most}a` })).toBeInstanceOf(ApiError);
});

test.each(unavailableContextKeys)('%s is refused when it asks for something, and only then', (key) => {
  const askedFor = fc.constantFrom<unknown>(true, 'x', 1, ['x'], { x: 1 });
  const notAsked = fc.constantFrom<unknown>(false, 'false', '', null, [], {});
  const outcome = (value: unknown) => read({ query: 'a', context: { [key]: value } });
  const refused = fc.property(askedFor, (value) => {
    expect(outcome(value)).toMatchObject({
      status: 400,
      message: expect.stringContaining(`${key} is not available`),
    });
  });
  const taken = fc.property(notAsked, (value) => expect(outcome(value)).not.toBeInstanceOf(ApiError));
  fc.assert(refused);
  fc.assert(taken);
});

test.each(ineffectiveContextKeys.filter((key) => !(key in sharedSettings)))(
  '%s is taken, and said to have no effect',
  (key) => expect(read({ query: 'a', context: { [key]: 1 } })).toMatchObject({ withoutEffect: [key] }),
);

test('fields that nobody defines are named, whatever they are called', () => {
  for (const name of ['strange', 'x-mine', 'max_tokens'])
    expect(read({ query: 'a', [name]: 1 })).toMatchObject({ unknownFields: [name] });
});
