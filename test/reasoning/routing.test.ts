import { limits } from '../../src/contract/limits';
import { ReasoningPattern } from '../../src/contract/reasoning';
import { chooseMode, choosePattern, needsPlan, type RouteInput } from '../../src/reasoning/routing';
import { cpuMs } from '../support/cpu-time';
import fc from '../support/properties';
import { examples } from './routing-examples';

const route = (query: string, more: Partial<RouteInput> = {}) =>
  chooseMode({ query, hasAttachments: false, forceResearch: false, ...more });
const rows = Object.entries(examples).flatMap(([language, list]) =>
  list.map((example) => [language, ...example] as const),
);

test.each(rows)('%s: %s', (_language, query, mode, isPlanned, pattern) => {
  expect({
    mode: route(query).mode,
    isPlanned: needsPlan(query).needed,
    pattern: choosePattern(query).pattern,
  }).toEqual({ mode: `EXECUTION_MODE_${mode}`, isPlanned, pattern });
});

test('there are a dozen examples and more of each language with words', () => {
  const counts = ['English', 'German', 'Japanese', 'Chinese', 'Arabic'].map((name) => examples[name]?.length);
  for (const count of counts) expect(count).toBeGreaterThanOrEqual(12);
});

describe('what the client asks for wins', () => {
  const hard = 'Debate this. Prove it. Then search the web for https://example.org/, then write a report.';
  test.each([
    ['simple', 'SIMPLE'],
    ['standard', 'STANDARD'],
    ['complex', 'COMPLEX'],
    ['supervisor', 'COMPLEX'],
  ] as const)('mode %s, whatever else is asked for', (mode, label) => {
    const all = { tools: ['code'], reasoning: 'debate', forceResearch: true, hasAttachments: true } as const;
    for (const query of [hard, 'Hi'])
      expect(route(query, { mode, ...all })).toMatchObject({
        mode: `EXECUTION_MODE_${label}`,
        isDoubtful: false,
      });
  });

  test.each([
    [{ reasoning: 'debate', tools: ['code'] }, 'COMPLEX', 'the reasoning pattern debate'],
    [{ forceResearch: true }, 'COMPLEX', 'asked for research'],
    [{ hasAttachments: true }, 'STANDARD', 'attachments'],
    [{ tools: ['code', 'web_search'] }, 'STANDARD', 'the tools code, web_search'],
    [{ tools: [] }, 'SIMPLE', 'one plain question'],
  ] as const)('without a mode, %j', (asked, label, reason) => {
    expect(route('Hi', asked)).toMatchObject({
      mode: `EXECUTION_MODE_${label}`,
      reason: expect.stringContaining(reason),
      isDoubtful: false,
    });
  });

  test('of the patterns only a plan can use the tools that a client names', () => {
    expect(choosePattern('Debate it.').pattern).toBe('debate');
    expect(choosePattern('Debate it.', true)).toMatchObject({
      pattern: 'plan_and_execute',
      reason: expect.stringContaining('named tools'),
    });
  });
});

test('reasons name what was found; what words alone spoke for is doubtful', () => {
  expect(route('What is the latest news of Oslo?')).toEqual({
    mode: 'EXECUTION_MODE_STANDARD',
    reason: 'It takes steps or tools: it asks for what is new (“latest”, “news”).',
    isDoubtful: true,
  });
  expect(needsPlan('Find the parts, then compare them.').reason).toContain('(“then”)');
  expect(choosePattern('What speaks for and against it?').reason).toContain('“for and against”');
});

test('material that a question brings is not read for signs', () => {
  const code = 'Explain this:\n```\nif (debate) { prove(); } // then? then? https://example.org\n```';
  const pasted = `Say it shorter: ${'Nothing happened at the lake. '.repeat(30)}They debate. They prove it.${' The lake was still.'.repeat(30)}`;
  expect([route(code).mode, route(pasted).mode]).toEqual(['EXECUTION_MODE_SIMPLE', 'EXECUTION_MODE_SIMPLE']);
  expect(route('They debate. They prove it.').mode).toBe('EXECUTION_MODE_COMPLEX');
});

test('a word is not found within another, nor a verb where it is none', () => {
  const harmless = [
    'What is a thenar?',
    'Wo liegt Dannenberg?',
    'What is a pretest?',
    'مكتبة',
    'The waters improve.',
  ];
  for (const query of harmless) {
    expect(route(query).mode).toBe('EXECUTION_MODE_SIMPLE');
    expect(needsPlan(query).needed).toBe(false);
  }
  expect(needsPlan('Is the plan of the test on a list of the search?').needed).toBe(false);
});

const anyMode = fc.option(fc.constantFrom('simple', 'standard', 'complex', 'supervisor'), { nil: undefined });
const words = fc.constantFrom(
  ...[
    'then ',
    'compare ',
    '1. ',
    '\n- ',
    '(1',
    '？',
    '```',
    'https://',
    '证明',
    '比較',
    'و',
    'الـ',
    'ﷺ',
    '\ud83d',
    '9',
    ' * ',
  ],
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 500 }),
  fc.string({ unit: 'binary', maxLength: 500 }),
  fc.array(words, { maxLength: 300 }).map((list) => list.join('')),
);

test('any text has a mode, a plan and a pattern, the same each time, with a reason; the client’s mode wins', () => {
  const labels = {
    simple: 'SIMPLE',
    standard: 'STANDARD',
    complex: 'COMPLEX',
    supervisor: 'COMPLEX',
  } as const;
  fc.assert(
    fc.property(text, anyMode, (query, mode) => {
      const read = () => [route(query, mode && { mode }), needsPlan(query), choosePattern(query)] as const;
      const [chosen, plan, pattern] = read();
      expect(read()).toEqual([chosen, plan, pattern]);
      if (mode) expect(chosen.mode).toBe(`EXECUTION_MODE_${labels[mode]}`);
      expect(ReasoningPattern.options).toContain(pattern.pattern);
      for (const { reason } of [chosen, plan, pattern]) expect(reason).toMatch(/^\S.*[.]$/su);
      for (const { reason } of [chosen, plan, pattern]) expect(reason.length).toBeLessThan(1_000);
    }),
    { numRuns: 300 },
  );
});

test('the longest query that is taken is read in a blink, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.oneof(words, fc.string({ unit: 'binary', minLength: 1, maxLength: 8 })), (piece) => {
      const query = [...piece.repeat(limits.queryCharacters)].slice(0, limits.queryCharacters).join('');
      const read = () => [route(query), needsPlan(query), choosePattern(query)];
      expect(cpuMs(read)).toBeLessThan(1_000);
    }),
    { numRuns: 100 },
  );
});
