import { askedOf, purposeOf, value } from '../support/brain';
import { openCorpusWeb, type CorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { House } from '../support/house';
import { asks, citesAll, covers, researcher } from '../support/research-brain';
import type { Behaviour, ModelCall } from '../support/model-server';

let web: CorpusWeb;
let house: House;
beforeAll(async () => {
  web = openCorpusWeb(ferryPages);
  house = await House.open({ tools: web.tools, pages: web.pages });
});
afterAll(async () => {
  await house.close();
  await web.close();
});
beforeEach(() => house.model.reset());

const query = 'What is the harbour ferry of Vessby, and what does a ticket cost?';
const plan = value({ questions: [asks('a', ['d1', 'd2', 'd3'], 'passengers summer')] });
const run = async (rules: Parameters<typeof researcher>[0], more: object = {}) => {
  house.model.answer(researcher({ research_plan: plan, ...rules }));
  const body = { query, force_research: true, enable_verification: false, ...more };
  return house.ended(await house.submit(body));
};
const inTurn = (...answers: Behaviour[]) => {
  const left = [...answers];
  return (): Behaviour => left.shift() ?? covers(['yes', 'yes', 'yes']);
};
const judgements = () => house.model.calls.filter((call) => purposeOf(call) === 'cover');
const reportCall = () => house.model.calls.find((call) => purposeOf(call) === 'report') as ModelCall;
const gap = (...queries: string[]) => covers(['yes', 'no', 'yes'], asks('x', ['d2'], ...queries));

test('a round of filling is really made: what it finds is judged, shown to the writer and cited', async () => {
  const view = await run({ cover: inTurn(gap('monthly ticket price')) }, { max_iterations: 3 });
  const [first, second] = judgements().map(askedOf);
  expect(judgements()).toHaveLength(2);
  expect(first).not.toContain('4 crowns');
  expect(second).toContain('4 crowns');
  expect(second).toMatch(/Searches made:\n- passengers summer\n- monthly ticket price/);
  expect(askedOf(reportCall())).toContain('4 crowns');
  expect(view.metadata['citations']).toEqual(
    expect.arrayContaining([expect.objectContaining({ url: 'https://operator.example.com/prices' })]),
  );
  expect(view.metadata['research']).toMatchObject({
    rounds: [{ questions: ['r1q1'], new_pages: 1, new_hosts: 1 }],
    rounds_stopped: 'Every dimension is covered.',
    questions: [{ id: 'q1' }, { id: 'r1q1', dimensions: ['d2'] }],
  });
});

test('as many rounds are made as are asked for, and no more', async () => {
  const cover = inTurn(gap('monthly ticket price'), gap('electric vessel crossing'), gap('sun and soil'));
  const view = await run({ cover }, { max_iterations: 2 });
  expect(judgements()).toHaveLength(2);
  expect(view.metadata['research']).toMatchObject({
    rounds: [{ new_pages: 1 }, { new_pages: 1 }],
    rounds_stopped: 'All rounds were made.',
    pages_read: 3,
  });
});

test.each([
  ['brings no new page', gap('Summer, passengers'), 1, 'There is nothing new to search for.', 0],
  ['only finds what was read', gap('summer'), 1, 'The last round brought nothing new.', 1],
  ['names no new sub-question', covers(['yes', 'no', 'yes']), 1, 'There is nothing new to search for.', 0],
] as const)('filling stops where a round %s', async (_name, answer, judged, stopped, rounds) => {
  const view = await run({ cover: inTurn(answer, gap('electric vessel')) }, { max_iterations: 5 });
  expect(view.status).toBe('TASK_STATUS_COMPLETED');
  expect(judgements()).toHaveLength(judged);
  const research = view.metadata['research'] as { rounds: unknown[]; rounds_stopped: string };
  expect(research.rounds_stopped).toBe(stopped);
  expect(research.rounds).toHaveLength(rounds);
});

test('what stays without evidence is told to the writer and to the reader', async () => {
  const view = await run({ cover: covers(['yes', 'no', 'partly']) });
  expect(askedOf(reportCall())).toMatch(/Nothing was found on:\n- what it costs\n\n/);
  expect(view.metadata['research']).toMatchObject({
    dimensions: [{ covered: 'yes' }, { covered: 'no' }, { covered: 'partly' }],
  });
});

test.each([
  ['quick has none', { research_strategy: 'quick' }],
  ['they are switched off', { context: { iterative_research_enabled: false }, max_iterations: 3 }],
])('no round is made where %s', async (_name, more) => {
  const view = await run({ cover: gap('monthly ticket price') }, more);
  expect(judgements()).toHaveLength(0);
  expect(view.metadata['research']).toMatchObject({ rounds: [], rounds_stopped: 'No round was wanted.' });
});

test('a judgement that is of no use twice ends the filling, and the report is written all the same', async () => {
  const view = await run({ cover: covers(['yes', 'no']), report: citesAll }, { max_iterations: 3 });
  expect(judgements()).toHaveLength(2);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED' });
  expect(view.metadata['research']).toMatchObject({ rounds_stopped: 'The evidence could not be judged.' });
});
