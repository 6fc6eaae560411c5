import fc from '../support/properties';
import {
  EventType,
  isLastEvent,
  parsePosition,
  parseTypes,
  TaskEvent,
  wireData,
  wireName,
} from '../../src/contract/events';
import { parseResponse } from '../../src/contract/task';

const type = fc.constantFrom(...EventType.options);
const seq = fc.integer({ min: 1, max: 999_999_999_999_999 });
const ms = fc.integer({ min: 0, max: 9_000_000_000_000_000 });
const text = fc.string({ unit: 'binary' });
const name = fc.string({ minLength: 1 }).filter((key) => key !== '__proto__');
const event: fc.Arbitrary<TaskEvent> = fc.record(
  {
    workflow_id: fc.constant('task_1'),
    type,
    agent_id: text,
    message: text,
    payload: fc.dictionary(name, fc.jsonValue({ maxDepth: 2 })),
    timestamp: fc.constant('2026-11-24T12:00:00.000Z'),
    seq,
    stream_id: fc.tuple(ms, seq).map((parts) => parts.join('-')),
  },
  { requiredKeys: ['workflow_id', 'type', 'timestamp', 'seq', 'stream_id'] },
);

describe('a position', () => {
  test('is a stream id or a seq, and gives the seq', () => {
    const property = fc.property(ms, seq, fc.constantFrom('', ' ', '\n'), (time, number, around) => {
      expect(parsePosition(`${around}${number}${around}`)).toBe(number);
      expect(parsePosition(`${around}${time}-${number}${around}`)).toBe(number);
    });
    fc.assert(property);
  });
  test('of an event leads back to it', () => {
    fc.assert(
      fc.property(event, ({ stream_id: id }) => {
        expect(parsePosition(id)).toBe(Number(id.split('-')[1]));
      }),
    );
  });
  test('is a safe number or nothing, whatever the text', () => {
    const digits = fc.stringMatching(/^[-+.0-9eE x]{0,40}$/);
    const property = fc.property(fc.oneof(text, digits), (given) => {
      const position = parsePosition(given);
      if (position === undefined) return;
      expect(Number.isSafeInteger(position) && position >= 0).toBe(true);
      expect(given.trim()).toMatch(/^(\d+-)?\d+$/);
    });
    fc.assert(property, { numRuns: 1_000 });
  });
  test.each(['', '-1', '1-', '-', '1-2-3', '1e3', '0x1', '1.5', '١', '9'.repeat(16), `${'9'.repeat(17)}-1`])(
    'is not %j',
    (given) => expect(parsePosition(given)).toBeUndefined(),
  );
});

describe('the types of a filter', () => {
  const name = type.chain((internal) => fc.constantFrom(internal, wireName(internal)));
  test('pass by their internal and by their wire name, and no other', () => {
    const property = fc.property(fc.array(name, { minLength: 1 }), type, (wanted, asked) => {
      const passes = parseTypes(wanted.join(' , '));
      expect(passes?.(asked)).toBe(wanted.includes(asked) || wanted.includes(wireName(asked)));
    });
    fc.assert(property);
  });
  test.each([undefined, '', ' ', ',', ' , ,'])('are all without a name: %j', (given) => {
    expect(parseTypes(given)).toBeUndefined();
  });
  test('any text is a filter or none, never a throw', () => {
    const property = fc.property(text, type, (given, asked) => {
      expect([true, false, undefined]).toContain(parseTypes(given)?.(asked));
    });
    fc.assert(property);
  });
});

describe('an event on the wire', () => {
  test('is one line: JSON, or the literal end', () => {
    const property = fc.property(event, (given) => {
      const data = wireData(given);
      expect(data).not.toMatch(/[\n\r]/);
      if (isLastEvent(given)) expect(data).toBe('[DONE]');
      else
        expect(JSON.parse(data)).toMatchObject({
          workflow_id: 'task_1',
          seq: given.seq,
          stream_id: given.stream_id,
        });
    });
    fc.assert(property, { numRuns: 300 });
  });
  test('carries its text whole, a piece of text twice and with its attempt', () => {
    const property = fc.property(event, fc.nat(), (given, attempt) => {
      const message = given.message ?? '';
      const piece = JSON.parse(wireData({ ...given, type: 'LLM_PARTIAL', payload: { attempt } })) as object;
      expect(piece).toMatchObject({ delta: message, message, attempt });
      const whole = JSON.parse(wireData({ ...given, type: 'LLM_OUTPUT' })) as object;
      expect(whole).toMatchObject({ response: message, message });
    });
    fc.assert(property);
  });
  test('keeps the form of the log where it has none of its own', () => {
    const property = fc.property(event, (given) => {
      const data = wireData({ ...given, type: 'WARNING' });
      expect(TaskEvent.parse(JSON.parse(data))).toEqual(
        JSON.parse(JSON.stringify({ ...given, type: 'WARNING' })),
      );
    });
    fc.assert(property);
  });
  test('has no name twice: no two types look alike to a reader', () => {
    const names = EventType.options.map(wireName);
    expect(new Set(names).size).toBe(names.length);
  });
});

test('a result is shown parsed exactly when it is a JSON object', () => {
  const result = fc.oneof(
    fc.json(),
    fc.string(),
    fc.json().map((json) => ` \n${json}`),
  );
  const property = fc.property(result, (given) => {
    const shown = parseResponse(given);
    let parsed: unknown;
    try {
      parsed = JSON.parse(given);
    } catch {
      parsed = undefined;
    }
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    // The schema drops a key `__proto__`, which is no loss.
    if (isObject && Object.hasOwn(parsed as object, '__proto__')) return;
    expect(shown).toEqual(isObject ? parsed : null);
  });
  fc.assert(property, { numRuns: 500 });
});
