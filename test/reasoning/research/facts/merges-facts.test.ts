import type { FoundFacts } from '../../../../src/contract/research/values';
import { mergeFacts, summariseFacts } from '../../../../src/reasoning/research/facts';
import { pageNumber, passages } from '../../../support/cited-report';

type FoundFact = FoundFacts['facts'][number];

const fact = (statement: string, said: Partial<FoundFact> = {}): FoundFact => ({
  statement,
  category: 'market',
  entities: [],
  temporal_marker: '',
  is_quantitative: true,
  passages: ['p1'],
  confidence: 0.6,
  ...said,
});

/** Facts of one call each; the pages of the first nine passages are cited, page N as N. */
function merge(facts: readonly FoundFact[], language = 'en') {
  const found = facts.map((one) => ({ value: { facts: [one] }, passages }));
  return mergeFacts(
    found,
    (page) => (Number(page) < 10 ? pageNumber({ page, start: 0, end: 0 }) : undefined),
    language,
  );
}

const grew = 'The market for batteries in Norway grew by 12 percent';

test('one statement of several sources is one fact with all of them, and surer than each', () => {
  const { facts } = merge([
    fact(`${grew} in 2020.`, { entities: ['Norway'] }),
    fact(`In 2020, ${grew.toLowerCase().replace('norway', 'Norway')}.`, {
      passages: ['p4', 'p2'],
      entities: ['Norway', 'Oslo'],
      temporal_marker: '2020',
    }),
  ]);
  expect(facts).toHaveLength(1);
  expect(facts[0]).toMatchObject({
    statement: `${grew} in 2020.`,
    source_citation: [1, 2, 4],
    entity_mentions: ['Norway', 'Oslo'],
    temporal_marker: '2020',
  });
  expect(facts[0]!.confidence).toBeGreaterThan(0.6);
  expect(facts[0]!.confidence).toBeLessThan(1);
});

test('one source that says a thing twice is no surer', () => {
  expect(merge([fact(grew), fact(grew)]).facts).toMatchObject([{ confidence: 0.6, source_citation: [1] }]);
});

test('figures in other words and scripts are the same', () => {
  expect(
    merge([
      fact('The town has 1.2 million inhabitants in all.'),
      fact('The town has 1,200,000 inhabitants in all.'),
    ]).facts,
  ).toHaveLength(1);
  expect(
    merge([fact('その町の人口は120万人である。'), fact('その町の人口は１２０万人である。')], 'ja').facts,
  ).toHaveLength(1);
});

test.each([
  ['another number', grew.replace('12', '13')],
  ['another year', `${grew} in 2021`],
  ['another name', grew.replace('Norway', 'Sweden')],
  ['a denial', grew.replace('grew', 'has not grown')],
])('%s makes another fact', (_, other) => {
  expect(merge([fact(`${grew}${/20\d\d/.test(other) ? ' in 2020' : ''}`), fact(other)]).facts).toHaveLength(
    2,
  );
});

test('facts of which the text cites no source are left out and counted, unknown passages too', () => {
  const { facts, withoutCitation } = merge([
    fact(grew, { passages: ['p12'] }),
    fact('It fell again in the end.', { passages: ['p99', '[P３]', 'p12'] }),
    fact('It rests there now.', { passages: ['p0'] }),
  ]);
  expect(facts).toMatchObject([{ statement: 'It fell again in the end.', source_citation: [3] }]);
  expect(withoutCitation).toBe(2);
});

test('facts that give other numbers for one thing, category and time name each other', () => {
  const { facts } = merge([
    fact('It rests there now.'),
    fact(`${grew} in 2020.`, { temporal_marker: '2020', entities: ['Norway'] }),
    fact(`${grew.replace('12', '15')} in 2020.`, {
      temporal_marker: '2020',
      entities: ['norway'],
      passages: ['p2'],
    }),
    fact(`${grew.replace('12', '9')} in 2021.`, { temporal_marker: '2021', entities: ['Norway'] }),
    fact(`${grew.replace('12', '7')} in 2020.`, {
      temporal_marker: '2020',
      category: 'technical',
      entities: ['Norway'],
    }),
    fact(`${grew.replace('12', '8').replace('Norway', 'Sweden')} in 2020.`, {
      temporal_marker: '2020',
      entities: ['Sweden'],
    }),
  ]);
  expect(facts.map(({ contradicted_by: others }) => others)).toEqual([
    undefined,
    [2],
    [1],
    undefined,
    undefined,
    undefined,
  ]);
  expect(facts[1]).not.toHaveProperty('contradicted_by', undefined);
});

test('a fact and its denial contradict each other', () => {
  const { facts } = merge([
    fact('The plant in Oslo was closed for good.', { is_quantitative: false }),
    fact('The plant in Oslo was not closed for good.', { is_quantitative: false, passages: ['p2'] }),
  ]);
  expect(facts.map(({ contradicted_by: others }) => others)).toEqual([[1], [0]]);
});

test('marks in a statement are no part of it', () => {
  expect(merge([fact(`${grew} [p3][7] in 2020.`)]).facts[0]?.statement).toBe(`${grew} in 2020.`);
});

test('the summary is that of the list; high is 0.8 or more', () => {
  const { facts } = merge([
    fact(`${grew} in 2020.`, { confidence: 0.8, temporal_marker: '2020' }),
    fact(`${grew.replace('12', '15')} in 2020.`, { confidence: 0.79, temporal_marker: '2020' }),
    fact('It rests there now.', { category: 'Team', confidence: 1 }),
  ]);
  expect(summariseFacts(facts)).toEqual({
    total_facts: 3,
    high_confidence: 2,
    categorized_facts: { market: 2, team: 1 },
    contradiction_count: 2,
  });
  expect(summariseFacts([])).toEqual({
    total_facts: 0,
    high_confidence: 0,
    categorized_facts: {},
    contradiction_count: 0,
  });
});

test('a thousand facts are merged as they should', () => {
  const name = (index: number) =>
    `Town${String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26))}`;
  const many = Array.from({ length: 1_000 }, (_, index) =>
    fact(`The town of ${name(index % 500)} has ${1_000 + (index % 500)} people.`, {
      passages: [`p${1 + (index % 9)}`],
    }),
  );
  const { facts } = merge(many);
  expect(facts).toHaveLength(500);
  expect(facts.every(({ source_citation: sources }) => sources.length === 2)).toBe(true);
});
