import { researchRequestOf } from '../../../src/contract/research/request';
import { limits } from '../../../src/contract/limits';
import { ResearchStrategy } from '../../../src/contract/research/settings';
import { materialCharacters } from '../../../src/reasoning/research/material';
import { mostOf, pagesOf, researchSettings, strategies } from '../../../src/reasoning/research/strategies';

const settings = (asked: Parameters<typeof researchRequestOf>[0]) => {
  const request = researchRequestOf({ force_research: true, ...asked });
  if (!request) throw new Error('It asks for research');
  return researchSettings(request, 100_000);
};

test('without force_research nothing else asks for research', () => {
  expect(researchRequestOf({ research_strategy: 'deep', enable_verification: true })).toBeUndefined();
  expect(researchRequestOf({ force_research: false })).toBeUndefined();
});

test('the strategy is standard where none is named, and says what the client left open', () => {
  expect(settings({})).toEqual({ ...strategies.standard, strategy: 'standard', promptTokens: 100_000 });
  expect(settings({ research_strategy: 'academic' })).toMatchObject({
    ...{ strategy: 'academic', prefersScholarly: true, rounds: 2, verify: true, facts: false },
  });
});

test('what a client sets wins over its strategy', () => {
  const own = settings({
    ...{ research_strategy: 'quick', enable_verification: true, enable_fact_extraction: true },
    ...{ max_steps: 7, max_iterations: 3, max_concurrent_agents: 2, gap_filling_max_gaps: 5 },
  });
  expect(own).toMatchObject({ questions: 7, rounds: 3, atOnce: 2, gaps: 5, verify: true, facts: true });
  expect(settings({ research_strategy: 'deep', enable_verification: false }).verify).toBe(false);
});

test.each([
  ['max_iterations before the others', { max_iterations: 4, iterative_max_iterations: 2 }, 4],
  ['iterative_max_iterations', { iterative_max_iterations: 3, gap_filling_max_iterations: 1 }, 3],
  ['gap_filling_max_iterations', { gap_filling_max_iterations: 2 }, 2],
  ['the strategy', {}, 1],
  ['as many as a history holds', { max_iterations: 50 }, 15],
  ['a switch that is off', { max_iterations: 4, gap_filling_enabled: false }, 0],
  [
    'a switch that is off beside one that is on',
    { iterative_research_enabled: false, gap_filling_enabled: true },
    0,
  ],
  [
    'a switch that is on, of a strategy without rounds',
    { research_strategy: 'quick', iterative_research_enabled: true },
    1,
  ],
] as const)('rounds of filling: %s', (_name, asked, rounds) => {
  expect(settings(asked).rounds).toBe(rounds);
});

test('each strategy takes more than the one before it, and all of them fit into a history', () => {
  const [quick, standard, deep] = (['quick', 'standard', 'deep'] as const).map((strategy) =>
    mostOf(settings({ research_strategy: strategy })),
  );
  for (const key of ['modelCalls', 'searches', 'pages', 'tokens'] as const) {
    expect(quick?.[key]).toBeLessThan(standard?.[key] ?? 0);
    expect(standard?.[key]).toBeLessThan(deep?.[key] ?? 0);
  }
  for (const strategy of ResearchStrategy.options) {
    const own = settings({ research_strategy: strategy, enable_fact_extraction: true });
    const { searches, pages } = mostOf(own);
    const gathering = searches + pages + own.questions + own.rounds * own.gaps;
    expect(gathering).toBeLessThanOrEqual(limits.researchCalls - limits.researchClosingCalls);
  }
});

test('half as many pages again may be asked for in the place of those that cannot be read', () => {
  expect([1, 2, 3, 5].map((pages) => pagesOf({ pages }))).toEqual([2, 3, 5, 8]);
});

test('what one call is shown fits the smallest window, in languages of dense writing too', () => {
  const room = (promptTokens: number) => ({ ...settings({}), promptTokens });
  expect(materialCharacters(room(100_000), 'en')).toBe(24_000);
  const english = materialCharacters(room(4_000), 'en');
  const japanese = materialCharacters(room(4_000), 'ja');
  expect(english).toBeLessThan(4_000 * 3);
  expect(japanese).toBeLessThan(4_000);
  expect(english).toBeGreaterThan(2 * japanese);
  expect(materialCharacters(room(10), 'zh')).toBe(600);
});
