import { brain, planStep, purposeOf, systemOf, value } from '../support/brain';
import { House } from '../support/house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const response_format = { type: 'json_object' };
const reason = (reasoning: string, more: object = {}) =>
  house.submit({
    query: 'Where is it?',
    mode: 'complex',
    context: { reasoning, reasoning_params: { samples: 3 }, ...more },
    response_format,
  });
const purposes = () => house.model.calls.map(purposeOf);
const judgement = (score: number) =>
  value({ criteria: [{ name: 'correctness', score, reason: 'It says so.' }], score, reasons: ['Say why.'] });

test('drafts and rewrites are asked for the form, and asked again where they do not have it', async () => {
  const texts = { draft: ['Paris', '{"city":"Rome"}'], rewrite: ['{"city":"Paris"}'] };
  const scores = [0.1, 0.9];
  house.model.answer(
    brain({
      draft: () => ({ text: texts.draft.shift() ?? '' }),
      rewrite: () => ({ text: texts.rewrite.shift() ?? '' }),
      judge: () => judgement(scores.shift() ?? 0),
    }),
  );
  const view = await house.ended(await reason('reflection'));
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', response: { city: 'Paris' } });
  expect(purposes()).toEqual(['draft', 'draft', 'judge', 'rewrite', 'judge']);
  for (const call of house.model.calls.filter((made) => purposeOf(made) !== 'judge')) {
    expect(systemOf(call)).toContain('Answer with one JSON object');
    expect(call.body['response_format']).toEqual({ type: 'json_object' });
  }
});

test('of several chains of thought the winner is written in the form that was asked for', async () => {
  house.model.answer(
    brain({
      think: { text: 'I think. Answer: Paris' },
      group: value({ groups: [[1, 2, 3]] }),
      conclude: (call) => ({
        text: call.body.messages?.at(-1)?.content.includes('Answer: Paris') ? '{"city":"Paris"}' : 'no',
      }),
    }),
  );
  const view = await house.ended(await reason('self_consistency'));
  expect(view).toMatchObject({ status: 'TASK_STATUS_COMPLETED', response: { city: 'Paris' } });
  expect(view.metadata).toMatchObject({ self_consistency: { votes: 3, confidence: 1 } });
  expect(purposes()).toEqual(['think', 'think', 'think', 'group', 'conclude']);
});

test('what is left when the budget ends is no success where it lacks the form', async () => {
  house.model.answer(
    brain({
      plan: value({ steps: [planStep('a'), planStep('b')] }),
      step: { text: 'A part.', usage: { input: 1_000, output: 9_400 } },
    }),
  );
  const view = await house.ended(
    await house.submit({
      query: 'Find the parts, then compare them.',
      mode: 'standard',
      budget: { max_tokens: 20_000 },
      response_format,
    }),
  );
  expect(view).toMatchObject({
    status: 'TASK_STATUS_FAILED',
    result: expect.stringContaining('A part.'),
    error: expect.stringMatching(/^The budget of the task ended before .* It is not valid JSON/),
  });
  const types = (await house.events(view.task_id)).map(({ type }) => type);
  expect(types.slice(-3)).toEqual(['ERROR_OCCURRED', 'TASK_FAILED', 'STREAM_END']);
});

test('a chain of thought is as long as the client wants', async () => {
  house.model.answer(brain({ think: { text: 'Answer: 42' }, group: value({ groups: [[1, 2]] }) }));
  const context = { reasoning: 'self_consistency', reasoning_params: { samples: 2 }, max_tokens: 123 };
  await house.ended(await house.submit({ query: 'Why?', mode: 'complex', context }));
  const lengths = house.model.calls
    .filter((call) => purposeOf(call) === 'think')
    .map(({ body }) => body['max_tokens'] ?? body['max_completion_tokens']);
  expect(lengths).toEqual([123, 123]);
});
