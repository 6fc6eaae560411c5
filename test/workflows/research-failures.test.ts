import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askedOf, purposeOf, value } from '../support/brain';
import { openCorpusWeb, type CorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { eventually, House } from '../support/house';
import type { ModelCall } from '../support/model-server';
import { asks, citesAll, covers, invents, judges, passagesIn, researcher } from '../support/research-brain';

/** A server on loopback whose pages are gone, and a corpus in which searches find them beside those that are there. */
let gone: Server;
let web: CorpusWeb;
let broken: CorpusWeb;
let house: House;
let house404: House;
beforeAll(async () => {
  gone = createServer((_request, response) => response.writeHead(404).end('gone'));
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
  web = openCorpusWeb(ferryPages);
  // A corpus page is read from the corpus: what is gone must be found by a search alone.
  broken = withLost(openCorpusWeb(ferryPages), ferryPages[1]?.url ?? '', `${origin}/prices`);
  house = await House.open({ tools: web.tools, pages: web.pages });
  house404 = await House.open({ tools: broken.tools, pages: broken.pages });
});
afterAll(async () => {
  await house.close();
  await house404.close();
  await web.close();
  await broken.close();
  await new Promise((resolve) => gone.close(resolve));
});
beforeEach(() => {
  house.model.reset();
  house404.model.reset();
});

/** A web in which one page, wherever it is found, leads to another address. */
function withLost(whole: CorpusWeb, lost: string, instead: string): CorpusWeb {
  return {
    ...whole,
    pages: { read: (url, options) => whole.pages.read(url === lost ? instead : url, options) },
  };
}

const query = 'What is the harbour ferry of Vessby, and what does a ticket cost?';
const refused = { error: { status: 400, body: { error: { message: 'no' } } } };
const run = async (rules: Parameters<typeof researcher>[0], more: object = {}, at = house) => {
  at.model.answer(researcher(rules));
  return at.ended(await at.submit({ query, force_research: true, ...more }));
};
const warningsOf = async (id: string, at = house) =>
  (await at.events(id)).filter(({ type }) => type === 'WARNING').map(({ message = '' }) => message);
const counts = (purpose: string, at = house) =>
  at.model.calls.filter((call) => purposeOf(call) === purpose).length;

test('a page that is gone costs only itself', async () => {
  const view = await run({}, {}, house404);
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(view.metadata['research']).toMatchObject({
    pages_read: 2,
    refused: [expect.stringMatching(/^https:\/\/operator\.example\.com\/prices: .*404/)],
  });
  expect(JSON.stringify(view.metadata['citations'])).not.toContain('operator.example.com');
});

test('a sub-question that finds nothing costs only itself, and a warning says so', async () => {
  const research_plan = value({
    questions: [asks('a', ['d1', 'd2', 'd3'], 'harbour ferry'), asks('b', ['d2'], 'xylophone quartz')],
  });
  const view = await run({ research_plan });
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(view.metadata['research']).toMatchObject({
    questions: [{ id: 'q1' }, { id: 'q2', pages: 0, problem: expect.stringContaining('nothing') as string }],
  });
  expect(await warningsOf(view.task_id)).toEqual([expect.stringMatching(/^Sub-question q2 brought no page/)]);
});

test('without any source it is FAILED with what was tried, and no report is asked for', async () => {
  const research_plan = value({ questions: [asks('a', ['d1', 'd2', 'd3'], 'xylophone quartz', 'zither')] });
  const view = await run({ research_plan });
  expect(view).toMatchObject({ status: 'TASK_STATUS_FAILED', result: '' });
  expect(view.error).toBe(
    'No source was found: no page could be read. Searched for: "xylophone quartz"; "zither".',
  );
  expect(counts('report')).toBe(0);
  expect(view.metadata).not.toHaveProperty('citations');
});

test('a plan that leaves a dimension out twice is made by rules', async () => {
  const research_plan = value({ questions: [asks('a', ['d1', 'd2'], 'harbour ferry')] });
  const view = await run({ research_plan });
  expect(counts('research_plan')).toBe(2);
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(view.metadata['research']).toMatchObject({
    queries: ['what the ferry is', 'what it costs', 'how it changed'],
  });
  expect(await warningsOf(view.task_id)).toEqual([
    expect.stringContaining('the plan; the rules of the house'),
  ]);
});

test('a question that is understood by nobody is understood by rules', async () => {
  const research_plan = value({ questions: [asks('a', ['d1', 'd2', 'd3'], 'harbour ferry')] });
  const view = await run({ understand: { text: 'I would rather not.' }, research_plan });
  expect(counts('understand')).toBe(2);
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(view.metadata['research']).toMatchObject({ language: 'en', dimensions: [{ what: query }, {}, {}] });
});

test('a report that names no passage is asked for again, then sentences of the pages stand in for it', async () => {
  const view = await run({ report: { text: 'The ferry is splendid.' } });
  expect(counts('report')).toBe(2);
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(view.result).not.toContain('splendid');
  expect(view.result).toMatch(/A single ticket of the ferry costs 4 crowns from March 2024\. ?\[\d\]/);
  expect(await warningsOf(view.task_id)).toEqual([
    expect.stringMatching(/^Sentences of the pages stand in for the report/),
  ]);
});

test('claims that cannot be judged leave a note and no figures', async () => {
  const view = await run({ report: invents, judge_claims: refused });
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(view.metadata).not.toHaveProperty('verification');
  expect(view.metadata['verification_note']).toEqual(expect.stringMatching(/rejected the request/));
  expect(await warningsOf(view.task_id)).toEqual([expect.stringMatching(/^The claims could not be judged/)]);
});

test('what does not hold is mended once and judged again', async () => {
  const sentence = 'A single ticket of the ferry costs 4 crowns from March 2024';
  const mend = (call: ModelCall) => {
    const holding =
      /\[(p\d+)\][^[]*A single ticket of the ferry costs 4 crowns/.exec(askedOf(call))?.[1] ?? '';
    return value({ sentences: [{ claim: 1, text: `${sentence} [${holding}].` }] });
  };
  const report = (call: ModelCall) => ({
    text: `A single ticket of the ferry costs 7 crowns from March 2024 [${passagesIn(call)[0] ?? ''}].`,
  });
  const view = await run({ report, judge_claims: judges('undecided'), mend });
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(counts('mend')).toBe(1);
  expect(view.result).toContain(`${sentence} [1].`);
  expect(view.result).not.toContain('7 crowns');
  expect(view.metadata['verification']).toMatchObject({ total_claims: 1, supported_claims: 1 });
  const rounds = (await house.events(view.task_id)).flatMap(({ payload }) =>
    payload?.['stage'] === 'verdicts' ? [payload['round']] : [],
  );
  expect(rounds).toEqual([1, 2]);
});

test('mending that fails leaves the report and its verdicts', async () => {
  const view = await run({ report: invents, judge_claims: judges('undecided'), mend: refused });
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(view.metadata).toHaveProperty('verification');
  expect(await warningsOf(view.task_id)).toEqual([expect.stringMatching(/could not be mended/)]);
});

test('a model that is refused from the start fails the task with its sentence', async () => {
  const view = await run({ understand: { error: { status: 401 } } });
  expect(view).toMatchObject({ status: 'TASK_STATUS_FAILED' });
  expect(view.error).toMatch(/key|refused|accept/i);
});

test('facts that cannot be listed cost only themselves', async () => {
  const view = await run({ facts: refused }, { enable_fact_extraction: true });
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(await warningsOf(view.task_id)).toEqual([expect.stringMatching(/^Facts could not be listed/)]);
});

test('a budget that ends before the report is written leaves sentences of the pages, and says so', async () => {
  const costly = (answer: object) => ({ ...answer, usage: { input: 100, output: 5_000 } });
  const view = await run(
    { cover: costly(covers(['yes', 'yes', 'yes'])), report: citesAll },
    { budget: { max_tokens: 5_600 } },
  );
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
  expect(view.unified_response?.stop_reason).toBe('budget');
  expect(counts('report')).toBe(0);
  expect(view.result).toMatch(/costs 4 crowns/);
  expect((view.metadata['citations'] as object[]).length).toBeGreaterThan(0);
});

test('a budget that covers not even the first call fails the task with the reason', async () => {
  const view = await run({}, { budget: { max_tokens: 10 } });
  expect(view).toMatchObject({ status: 'TASK_STATUS_FAILED' });
  expect(view.error).toMatch(/budget/i);
  expect(house.model.calls).toHaveLength(0);
});

test.each([
  ['understand', 'understand'],
  ['report', 'report'],
  ['judge_claims', 'judge_claims'],
])('a cancel during %s ends it at once', async (_name, purpose) => {
  house.model.answer(researcher({ report: invents, [purpose]: { hang: true } }));
  const id = await house.submit({ query, force_research: true });
  await eventually(
    () => counts(purpose),
    (count) => count > 0,
  );
  await house.call('POST', `/api/v1/tasks/${id}/cancel`);
  const view = await house.ended(id);
  expect(view.status).toBe('TASK_STATUS_CANCELLED');
  expect(house.model.calls.map(askedOf).length).toBeGreaterThan(0);
  expect(view.metadata).not.toHaveProperty('citations');
});

test('what was written of a report when it was cancelled is kept, without marks that name nothing', async () => {
  house.model.answer(researcher({ report: invents, judge_claims: { hang: true } }));
  const id = await house.submit({ query, force_research: true });
  await eventually(
    () => counts('judge_claims'),
    (count) => count > 0,
  );
  await house.call('POST', `/api/v1/tasks/${id}/cancel`);
  const view = await house.ended(id);
  expect(view).toMatchObject({
    status: 'TASK_STATUS_CANCELLED',
    result: 'The harbour ferry was painted green by nine apprentices.',
  });
});

test('a report that is cut at the length of an answer says so', async () => {
  const report = (call: ModelCall) => {
    const { text = '' } = typeof citesAll === 'function' ? citesAll(call, 0) : citesAll;
    return { text, finish: 'length' as const };
  };
  const view = await run({ report }, { enable_verification: false });
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(view.unified_response?.stop_reason).toBe('max_tokens');
});
