import { readNewSchedule, readScheduleChange, submissionOf } from '../../src/contract/schedules';

const body = { name: 'news', cron_expression: '0 8 * * *', task_query: 'What is new?' };

test('strings of a context become what its settings mean, and other strings stay', () => {
  const schedule = readNewSchedule({
    ...body,
    task_context: {
      force_research: 'true',
      max_iterations: '3',
      temperature: '0.5',
      tools: '["calculator"]',
      budget: '{"max_cost_usd": 2}',
      system_prompt: '12',
      model_tier: 'small',
      own: '3',
    },
  });
  expect(submissionOf(schedule)).toEqual({
    query: 'What is new?',
    context: {
      force_research: 'true',
      max_iterations: 3,
      temperature: 0.5,
      tools: ['calculator'],
      budget: { max_cost_usd: 2 },
      system_prompt: '12',
      model_tier: 'small',
      own: '3',
    },
    timeout_seconds: 3_600,
  });
});

test.each([
  [{ max_budget_per_run_usd: 3 }, {}, { max_cost_usd: 3 }],
  [
    { max_budget_per_run_usd: 3 },
    { budget: { max_cost_usd: 1, max_tokens: 9 } },
    { max_cost_usd: 1, max_tokens: 9 },
  ],
  [{ max_budget_per_run_usd: 1 }, { budget: { max_cost_usd: 3 } }, { max_cost_usd: 1 }],
  [{ max_budget_per_run_usd: 0 }, {}, undefined],
])('the budget of a run is the lower of both: %j with %j', (given, task_context, budget) => {
  expect(submissionOf(readNewSchedule({ ...body, ...given, task_context }))['budget']).toEqual(budget);
});

test('the limit of a run is the schedule’s, else its context’s', () => {
  const limit = (given: object) => submissionOf(readNewSchedule({ ...body, ...given }))['timeout_seconds'];
  expect(limit({ timeout_seconds: 60, task_context: { timeout_seconds: '90' } })).toBe(60);
  expect(limit({ timeout_seconds: 0, task_context: { timeout_seconds: '90' } })).toBe(90);
  expect(limit({ timeout_seconds: 0 })).toBe(3_600);
});

test('a change keeps what it does not name', () => {
  const before = readNewSchedule({
    ...body,
    task_context: { a: 1 },
    max_budget_per_run_usd: 2,
    timeout_seconds: 9,
  });
  expect(readScheduleChange(before, {})).toEqual(before);
  expect(readScheduleChange(before, { name: 'other', task_context: {} })).toEqual({
    ...before,
    name: 'other',
  });
  expect(readScheduleChange(before, { clear_task_context: true }).context).toEqual({});
  const open = readScheduleChange(before, { max_budget_per_run_usd: 0, timeout_seconds: 0 });
  expect([open.maxBudgetUsd, open.timeoutSeconds]).toEqual([undefined, undefined]);
});

test.each([
  [{}, 'schedule name required'],
  [{ name: ' ' }, 'schedule name required'],
  [{ name: 'a' }, 'cron expression required'],
  [{ name: 'a', cron_expression: '0 8 * * *' }, 'task query required'],
  [{ ...body, name: 4 }, 'name must be a string'],
  [
    { ...body, max_budget_per_run_usd: -1 },
    'max_budget_per_run_usd must be a number of dollars, 0 for no limit',
  ],
  [{ ...body, timeout_seconds: 86_401 }, 'timeout_seconds out of range (0..86400)'],
  [{ ...body, overlap_policy: 'queue' }, 'Invalid overlap_policy (allowed: skip, allow)'],
  [{ ...body, description: 'x'.repeat(2_001) }, 'description must be at most 2000 characters'],
  [
    { ...body, task_context: { text: 'x'.repeat(100_000) } },
    'The schedule is too large (at most 100000 characters of JSON)',
  ],
  [[], 'Invalid request body'],
  [undefined, 'Invalid request body'],
])('%j is refused: %s', (given, sentence) => {
  expect(() => readNewSchedule(given)).toThrow(sentence);
});
