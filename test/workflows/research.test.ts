import type { SubmitAnswer } from '../../src/contract/task';
import { askedOf, purposeOf, systemOf } from '../support/brain';
import { openCorpusWeb, type CorpusWeb } from '../support/corpus-web';
import { ferryPages } from '../support/ferry-corpus';
import { Histories } from '../support/history';
import { House } from '../support/house';
import { passagesIn, researcher } from '../support/research-brain';

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
const submit = (more: object = {}) => house.submit({ query, force_research: true, ...more });
const purposes = () => house.model.calls.map(purposeOf);

test('a question is understood, planned, looked up, judged, written down, cited and verified', async () => {
  house.model.answer(researcher());
  const view = await house.ended(await submit());
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', mode: 'EXECUTION_MODE_COMPLEX', error: '' });
  // What rules are sure of, no model is asked about.
  expect(purposes()).toEqual(['understand', 'research_plan', 'cover', 'report']);
  expect(view.metadata['citations']).toHaveLength(3);
  expect(view.metadata['research']).toMatchObject({
    ...{ strategy: 'standard', language: 'en', kind: 'overview', rounds: [], pages_read: 3, hosts: 3 },
    queries: ['harbour ferry', 'ferry ticket price'],
    rounds_stopped: 'Every dimension is covered.',
    dimensions: [
      { id: 'd1', what: 'what the ferry is', covered: 'yes', missing: '' },
      { id: 'd2', covered: 'yes' },
      { id: 'd3', covered: 'yes' },
    ],
    questions: [{ id: 'q1' }, { id: 'q2' }],
  });
  expect(view.metadata['verification']).toMatchObject({
    ...{ total_claims: 3, supported_claims: 3, unsupported_claims: [], undecided_claims: [] },
  });
  expect(view.metadata).not.toHaveProperty('extracted_facts');
  expect(view.metadata['mode_reason']).toBe('The client asked for research.');
  expect(view.unified_response).toMatchObject({ stop_reason: 'completed', status: 'completed' });
  expect(view.usage.total_tokens).toBe(18 * house.model.calls.length);
});

test('the writer is shown passages as data, is told to name them, and gives no number of its own', async () => {
  house.model.answer(researcher());
  const view = await house.ended(await submit({ enable_verification: false }));
  expect(purposes()).toEqual(['understand', 'research_plan', 'cover', 'report']);
  const [report] = house.model.calls.slice(-1);
  if (!report) throw new Error('It was not asked for a report');
  expect(passagesIn(report).length).toBeGreaterThan(1);
  expect(askedOf(report)).toMatch(/<data source="passages">\n\[p1\][\s\S]+<\/data>/);
  expect(systemOf(report)).toMatch(/such as \[p3\]/);
  expect(view.result).toMatch(/\[1\][\s\S]*\[2\]/);
  expect(view.result).not.toMatch(/\[p\d/);
  expect(view.metadata).not.toHaveProperty('verification');
});

test('a stream tells each stage, each sub-question and each search and page as they come', async () => {
  house.model.answer(researcher());
  const view = await house.ended(await submit());
  const events = await house.events(view.task_id);
  const stages = events.flatMap(({ payload }) => {
    const stage = payload?.['stage'];
    return typeof stage === 'string' ? [stage] : [];
  });
  expect(stages).toEqual(['understand', 'plan', 'cover', 'write', 'verify', 'verdicts']);
  for (const id of ['q1', 'q2']) {
    const own = events.filter((event) => event.agent_id === `agent-${id}`).map(({ type }) => type);
    expect(own[0]).toBe('AGENT_STARTED');
    expect(own).toEqual(expect.arrayContaining(['TOOL_INVOKED', 'TOOL_OBSERVATION', 'AGENT_COMPLETED']));
  }
  for (const agent of ['synthesis', 'verifier']) {
    const own = events.filter((event) => event.agent_id === agent).map(({ type }) => type);
    expect(own).toEqual(expect.arrayContaining(['AGENT_STARTED', 'AGENT_COMPLETED']));
  }
  const final = events.find(({ type, agent_id }) => type === 'LLM_OUTPUT' && agent_id === 'final_output');
  expect(final?.message).toBe(view.result);
  expect(events.at(-1)?.type).toBe('STREAM_END');
});

test('the history names steps and counts alone: no page, passage or text stands in it', async () => {
  house.model.answer(researcher());
  const view = await house.ended(await submit());
  const histories = await Histories.open();
  const { texts } = await histories.of(view.task_id);
  await histories.close();
  const found = (words: RegExp) => texts.some((text) => words.test(text));
  expect(found(/harbour ferry/)).toBe(true);
  expect(found(/Holm|400 passengers|This is what passage/)).toBe(false);
});

test('force_research is obeyed as a text in the context, and says what has no effect', async () => {
  house.model.answer(researcher());
  const answer = await house.call<SubmitAnswer>('POST', '/api/v1/tasks', {
    body: {
      ...{ query, mode: 'standard', enable_citations: true },
      context: {
        ...{ force_research: 'true', research_strategy: 'quick', max_steps: 1, reasoning: 'debate' },
        ...{ allow_dangerous_tools: true, reasoning_params: { rounds: 2 } },
      },
    },
  });
  expect(answer.status).toBe(200);
  expect(answer.body.message).toMatch(
    /Without effect: mode, allow_dangerous_tools, reasoning_params, reasoning\.$/,
  );
  const view = await house.ended(answer.body.task_id);
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', mode: 'EXECUTION_MODE_COMPLEX' });
  expect(view.metadata['research']).toMatchObject({ strategy: 'quick', rounds: [] });
  // One sub-question is allowed, and the plan has two: it is asked again, then the rules make one.
  expect(purposes()).toEqual(['understand', 'research_plan', 'research_plan', 'report']);
});

test('settings of research have no effect on other tasks, which never show its keys', async () => {
  for (const mode of ['simple', 'standard', 'complex']) {
    const body = { query: 'Hi', mode, research_strategy: 'deep', enable_verification: true };
    const answer = await house.call<SubmitAnswer>('POST', '/api/v1/tasks', {
      body: {
        ...body,
        context: { gap_filling_max_gaps: 2, reasoning: mode === 'complex' ? 'reflection' : null },
      },
    });
    expect(answer.body.message).toMatch(
      /Without effect( on a simple task)?: research_strategy, enable_verification, gap_filling_max_gaps/,
    );
    const view = await house.ended(answer.body.task_id);
    for (const key of ['citations', 'verification', 'extracted_facts', 'fact_summary', 'research'])
      expect(view.metadata).not.toHaveProperty(key);
  }
});

test.each([
  [
    { disabled_tools: ['web_fetch'] },
    'force_research needs the tool web_fetch, and context.disabled_tools forbids it',
  ],
  [{ tools: ['web_fetch'] }, 'force_research needs the tool web_search, and context.tools leaves it out'],
  [{ gap_filling_max_gaps: 11 }, 'context.gap_filling_max_gaps out of range (1..10)'],
  [{ research_strategy: 'wild' }, 'Invalid research_strategy (allowed: quick, standard, deep, academic)'],
  [{ require_approval: ['web_search'] }, /^Research searches and reads by itself/],
] as const)('what research cannot obey is refused: %j', async (context, text) => {
  const answer = await house.call('POST', '/api/v1/tasks', {
    body: { query, force_research: true, context },
  });
  expect(answer.status).toBe(400);
  if (typeof text === 'string') expect(answer.body['error']).toBe(text);
  else expect(answer.body['error']).toMatch(text);
});
