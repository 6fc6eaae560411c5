import type { LocalModel, ModelRequest } from '../../src/providers/models/port';
import { openCorpusWeb, type CorpusWeb } from '../support/corpus-web';
import { House } from '../support/house';
import { languageCases } from '../support/language-corpora';

/** A model that can write and nothing else: every call to it is noted. */
const asked: ModelRequest[] = [];
let answer = 'Because.';
const model: LocalModel = {
  name: 'tiny',
  contextWindow: 4_096,
  generate: (request) => {
    asked.push(request);
    return Promise.resolve({ text: answer, inputTokens: 5, outputTokens: 2, finish: 'stop' });
  },
  close: () => Promise.resolve(),
};
let web: CorpusWeb;
let house: House;
beforeAll(async () => {
  web = openCorpusWeb(Object.values(languageCases).flatMap(({ documents }) => documents));
  house = await House.open({ localModel: model, tools: web.tools, pages: web.pages });
});
afterAll(async () => {
  await house.close();
  await web.close();
});
beforeEach(() => {
  asked.length = 0;
});

/** A text without the marks of its sources. */
const unmarked = (text: string) => text.replaceAll(/ ?\[\d+(?:, \d+)*\]/g, '');

test.each(Object.entries(languageCases))(
  'a question in %s is answered from pages without a call, word for word and with its sources',
  async (language, { query, answer: sentence, documents }) => {
    const view = await house.ended(await house.submit({ query, force_research: true }));
    expect(view).toMatchObject({
      status: 'TASK_STATUS_COMPLETED',
      mode: 'EXECUTION_MODE_COMPLEX',
      error: '',
    });
    expect(asked).toHaveLength(0);
    expect(view.metadata['research']).toMatchObject({ language });
    expect(unmarked(view.result)).toContain(sentence);
    const lines = view.result.split('\n');
    const stating = lines.find((line) => unmarked(line).includes(sentence)) ?? '';
    const [, number = '0'] = /\[(\d+)\]/.exec(stating) ?? [];
    const citations = view.metadata['citations'] as { url: string }[];
    expect(citations[Number(number) - 1]?.url).toBe(documents[0]?.url);
    expect(view.usage.total_tokens).toBe(0);
  },
);

test('its claims are judged by rules alone', async () => {
  const { query } = languageCases['en'] ?? { query: '' };
  const view = await house.ended(await house.submit({ query, force_research: true }));
  const { claim_details: claims } = view.metadata['verification'] as {
    claim_details: { judged_by: string }[];
  };
  expect(claims.length).toBeGreaterThan(0);
  expect(claims.every(({ judged_by }) => judged_by === 'rules')).toBe(true);
  expect(asked).toHaveLength(0);
});

test('facts are sentences with a figure', async () => {
  const { query } = languageCases['en'] ?? { query: '' };
  const view = await house.ended(
    await house.submit({ query, force_research: true, enable_fact_extraction: true }),
  );
  const facts = view.metadata['extracted_facts'] as { statement: string; is_quantitative: boolean }[];
  expect(facts.map(({ statement }) => statement).join('\n')).toContain('742 metres');
  expect(asked).toHaveLength(0);
});

test('only an answer of a form that the client wants is asked of it', async () => {
  answer = JSON.stringify({ length: 'It is 742 metres long [p1].' });
  const { query } = languageCases['en'] ?? { query: '' };
  const body = { query, force_research: true, response_format: { type: 'json_object' } };
  const view = await house.ended(await house.submit(body));
  expect(view).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    response: { length: expect.any(String) as string },
  });
  expect(asked).toHaveLength(1);
});
