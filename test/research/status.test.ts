import type { TaskView } from '../../src/contract/task';
import type { Timeline } from '../../src/contract/timeline';
import { value } from '../support/brain';
import { openCorpusWeb, type CorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { House } from '../support/house';
import { passageWith, researcher } from '../support/research-brain';
import type { ModelCall } from '../support/model-server';

/** A page that says otherwise than the operator's own, and one that no report names. */
const blog = {
  url: 'https://blog.example.org/holm',
  title: 'A day on Holm',
  published: '2024-04-01',
  text: 'We went to Holm for a day. A single ticket of the ferry costs 5 crowns from March 2024. The harbour ferry carries 400 passengers a day in summer.',
};
let web: CorpusWeb;
let house: House;
let view: TaskView;
beforeAll(async () => {
  web = openCorpusWeb([...ferryPages, blog]);
  house = await House.open({ tools: web.tools, pages: web.pages });
  house.model.answer(researcher({ report, facts, judge_claims: value({ verdicts: [] }) }));
  const query = 'What is the harbour ferry of Vessby, and what does a ticket cost?';
  const all = { enable_verification: true, enable_fact_extraction: true };
  view = await house.ended(await house.submit({ query, force_research: true, ...all }));
});
afterAll(async () => {
  await house.close();
  await web.close();
});

const price = 'A single ticket of the ferry costs 4 crowns from March 2024';
const otherPrice = 'A single ticket of the ferry costs 5 crowns from March 2024';

function report(call: ModelCall) {
  return {
    text: [
      `${price} [${passageWith(call, '4 crowns')}].`,
      `Since June 2024 an electric vessel does the crossing to Holm [${passageWith(call, 'Since June 2024')}].`,
      `They say that the captain sings [${passageWith(call, '4 crowns')}].`,
    ].join(' '),
  };
}

function facts(call: ModelCall) {
  const common = { category: 'market', entities: ['harbour ferry'], is_quantitative: true };
  const of = (statement: string, words: string, confidence: number) => ({
    ...{ ...common, statement, confidence, temporal_marker: 'March 2024' },
    passages: [passageWith(call, words)],
  });
  const electric = 'Since June 2024 an electric vessel does the crossing to Holm';
  return value({
    facts: [
      of(`${price}.`, '4 crowns', 0.9),
      of(`${otherPrice}.`, '5 crowns', 0.6),
      {
        ...of(`${electric}.`, 'Since June 2024', 0.9),
        ...{ category: 'technical', temporal_marker: '', is_quantitative: false },
      },
    ],
  });
}

type Listed = Record<string, unknown>;
const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const keysOf = (object: unknown) => Object.keys(object as object);
const metadata = (key: string) => view.metadata[key] as Listed;
const citations = () => view.metadata['citations'] as Listed[];

function expectScore(score: unknown): void {
  expect(typeof score).toBe('number');
  expect(score).toBeGreaterThanOrEqual(0);
  expect(score).toBeLessThanOrEqual(1);
}

function expectNumbers(list: unknown): void {
  expect(Array.isArray(list)).toBe(true);
  for (const one of list as unknown[]) {
    expect(Number.isInteger(one)).toBe(true);
    expect(citations()[Number(one) - 1]).toBeDefined();
  }
}

test('task_id, status, result, metadata, model_used, provider and usage are there, with their types', () => {
  expect(view).toMatchObject({
    ...{ status: 'TASK_STATUS_COMPLETED', mode: 'EXECUTION_MODE_COMPLEX', error: '', response: null },
    ...{ model_used: 'scripted-model', provider: 'openai', workflow_id: view.task_id },
    usage: { total_tokens: number, input_tokens: number, output_tokens: number, estimated_cost: number },
  });
  expect(view.task_id).toMatch(/^task_/);
  const { total_tokens, input_tokens, output_tokens } = view.usage;
  expect(total_tokens).toBe(input_tokens + output_tokens);
  for (const key of ['citations', 'verification', 'extracted_facts', 'fact_summary', 'unified_response'])
    expect(view.metadata).toHaveProperty(key);
});

test('citations: the position of each is its number in the text, and the list of sources has their order', () => {
  expect(citations()).toHaveLength(2);
  for (const citation of citations()) {
    expect(citation).toMatchObject({ url: text, title: text, source: text });
    expectScore(citation['credibility_score']);
    expectScore(citation['quality_score']);
  }
  expect(citations().map(({ url, title }) => [url, title])).toEqual([
    ['https://operator.example.com/prices', 'Prices'],
    ['https://news.example.net/electric', 'The ferry is electric now'],
  ]);
  expect(view.result).toContain(`${price} [1].`);
  expect(view.result).toContain('to Holm [2].');
  const [, listed = ''] = view.result.split('## Sources');
  expect([...listed.matchAll(/\[(\d+)\]/g)].map(([, n]) => n)).toEqual(['1', '2']);
  expect(listed.indexOf('operator.example.com')).toBeLessThan(listed.indexOf('news.example.net'));
});

test('verification: a detail of each claim, and counts that agree with the details', () => {
  const verification = metadata('verification');
  const details = verification['claim_details'] as Listed[];
  const unsupported = verification['unsupported_claims'] as string[];
  expectScore(verification['overall_confidence']);
  expect(verification['total_claims']).toBe(details.length);
  expect(details.length).toBeGreaterThanOrEqual(2);
  const counted = Number(verification['supported_claims']) + unsupported.length;
  expect(counted + (verification['undecided_claims'] as string[]).length).toBe(details.length);
  for (const claim of unsupported) expect(claim).toEqual(text);
  for (const detail of details) {
    expect(detail['claim']).toEqual(text);
    expectNumbers(detail['supporting_citations']);
    expectNumbers(detail['conflicting_citations']);
    expectScore(detail['confidence']);
  }
  expect(details[1]).toMatchObject({ supporting_citations: [2], conflicting_citations: [] });
  expect(verification['conflicts']).toMatchObject([{ claim: text }]);
});

test('extracted_facts and fact_summary: each fact with its sources, and counts that agree with the list', () => {
  const facts = view.metadata['extracted_facts'] as Listed[];
  for (const fact of facts) {
    expect(fact).toMatchObject({ statement: text, category: text, temporal_marker: text });
    expect(typeof fact['is_quantitative']).toBe('boolean');
    for (const name of fact['entity_mentions'] as string[]) expect(name).toEqual(text);
    expectScore(fact['confidence']);
    expectNumbers(fact['source_citation']);
  }
  expect(facts.map(({ statement, source_citation }) => [statement, source_citation])).toEqual(
    expect.arrayContaining([
      [`${price}.`, [1]],
      ['Since June 2024 an electric vessel does the crossing to Holm.', [2]],
    ]),
  );
  const summary = metadata('fact_summary');
  expect(keysOf(summary).sort()).toEqual(
    ['categorized_facts', 'contradiction_count', 'high_confidence', 'total_facts'].sort(),
  );
  expect(summary).toMatchObject({
    total_facts: facts.length,
    high_confidence: facts.filter(({ confidence }) => Number(confidence) >= 0.8).length,
    contradiction_count: number,
  });
  const counts = Object.values(summary['categorized_facts'] as Record<string, number>);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(facts.length);
});

test('unified_response stands in the metadata as at top level, and tells the same as the other fields', () => {
  const { unified_response: unified } = view;
  expect(metadata('unified_response')).toEqual(unified);
  expect(unified).toMatchObject({
    ...{ task_id: view.task_id, session_id: view.session_id, status: 'completed', result: view.result },
    metadata: { model: view.model_used, execution_mode: view.mode, agents_used: number },
    usage: { total_tokens: view.usage.total_tokens, cost_usd: view.usage.estimated_cost },
    ...{ performance: { execution_time_ms: number }, stop_reason: 'completed', error: null, timestamp: text },
  });
  expectScore(unified?.metadata.complexity_score);
});

test('a simple task shows none of it, whatever it asked for', async () => {
  house.model.answer(() => ({ text: 'It is a ferry.' }));
  const all = { enable_verification: true, enable_fact_extraction: true, force_research: false };
  const simple = await house.ended(await house.submit({ query: 'Hi', mode: 'simple', ...all }));
  expect(simple.status).toBe('TASK_STATUS_COMPLETED');
  for (const key of ['citations', 'verification', 'extracted_facts', 'fact_summary', 'unified_response'])
    expect(simple.metadata).not.toHaveProperty(key);
});

test('the timeline names every step, those within the workflow’s own task too', async () => {
  const { body } = await house.call<Timeline>('GET', `/api/v1/tasks/${view.task_id}/timeline`);
  const done = body.events.filter(({ type }) => type === 'ACT_COMPLETED').map(({ activity }) => activity);
  for (const verb of ['ask', 'searchWeb', 'choosePages', 'readPage', 'pickPassages', 'citeReport'])
    expect(done).toContain(verb);
  for (const verb of ['takeClaims', 'settleClaims', 'finishResearch']) expect(done).toContain(verb);
  const chosen = body.events.find(({ activity }) => activity === 'choosePages');
  expect(chosen?.message).toMatch(/choose pages$/);
});
