import { brain, purposeOf, toolResultsOf, value } from '../support/brain';
import { House } from '../support/house';
import { testTool } from '../support/tools';

let house: House;
beforeAll(async () => {
  house = await House.open({ tools: [testTool('look_up', ({ input }) => `About ${input}.`)] });
});
afterAll(() => house.close());
beforeEach(() => house.model.reset());

const purposes = () => house.model.calls.map(purposeOf);
const step = (id: string, needs: string[] = []) => ({
  id,
  purpose: `Do ${id}`,
  needs,
  tools: [],
  tier: 'small',
});
const several = '首先查找北京、上海和广州的人口，然后比较它们，最后写一份报告。';
const timely = 'Wie ist das Wetter heute in Wien?';
const judged = { judge: value({ criteria: [{ name: 'a', score: 1, reason: 'b' }], score: 1 }) };

describe('a task that asks for no mode', () => {
  test('is SIMPLE when its question is plain, and says why', async () => {
    house.model.answer(() => ({ text: 'Paris.' }));
    const view = await house.ended(await house.submit('What is the capital of France?'));
    expect(view).toMatchObject({ result: 'Paris.', mode: 'EXECUTION_MODE_SIMPLE' });
    expect(view.metadata['mode_reason']).toMatch(/^It is one plain question/);
    expect(house.model.calls).toHaveLength(1);
  });

  test('is planned when its question has several parts, and says why', async () => {
    const plan = { steps: [step('a'), step('b'), step('c', ['a', 'b'])] };
    house.model.answer(brain({ plan: value(plan), step: { text: 'part' }, join: { text: '报告' } }));
    const id = await house.submit(several);
    expect((await house.status(id)).mode).toBe('EXECUTION_MODE_STANDARD');
    const view = await house.ended(id);
    expect(view).toMatchObject({
      status: 'TASK_STATUS_COMPLETED',
      result: '报告',
      mode: 'EXECUTION_MODE_STANDARD',
      metadata: { planned: true, steps: 3 },
    });
    expect(view.metadata['mode_reason']).toMatch(/it has several parts: one thing after another \(“首先”/);
    expect(view.metadata['plan_reason']).toMatch(/^It has several parts/);
    expect(purposes()).toEqual(['plan', 'step', 'step', 'step', 'join']);
  });

  test('that might take tools and took none is labelled SIMPLE afterwards, and says so', async () => {
    house.model.answer(brain({ whole: { text: 'Sonnig, wohl.' } }));
    const id = await house.submit(timely);
    expect((await house.status(id)).mode).toBe('EXECUTION_MODE_STANDARD');
    const view = await house.ended(id);
    expect(view).toMatchObject({
      mode: 'EXECUTION_MODE_SIMPLE',
      unified_response: { metadata: { execution_mode: 'EXECUTION_MODE_SIMPLE', complexity_score: 0.1 } },
    });
    expect(view.metadata['mode_reason']).toMatch(
      /what is new \(“wetter”, “heute”\).*so its label is SIMPLE\.$/,
    );
    expect(purposes()).toEqual(['whole']);
  });

  test('that might take tools and took one stays STANDARD', async () => {
    house.model.answer(
      brain({
        whole: (call) =>
          toolResultsOf(call).length === 0
            ? { tools: [{ name: 'look_up', args: { input: 'Wien' } }] }
            : { text: 'Regen.' },
      }),
    );
    const view = await house.ended(await house.submit(timely));
    expect(view).toMatchObject({ mode: 'EXECUTION_MODE_STANDARD', metadata: { tool_calls: 1 } });
  });

  test('is COMPLEX when it takes hard reasoning, by the pattern that suits it', async () => {
    house.model.answer(brain({ draft: { text: '∎' }, ...judged }));
    const view = await house.ended(await house.submit('أثبت أن الجذر التربيعي للعدد ٢ عدد غير نسبي.'));
    expect(view).toMatchObject({ mode: 'EXECUTION_MODE_COMPLEX', metadata: { reasoning: 'reflection' } });
    expect(view.metadata['mode_reason']).toContain('a proof');
    expect(view.metadata['reasoning_reason']).toContain('whose gaps a judge can find');
  });

  test('says why also when it fails', async () => {
    house.model.answer(() => ({ error: { status: 401, body: { error: { message: 'bad key' } } } }));
    const simple = await house.ended(await house.submit('Why?'));
    const standard = await house.ended(await house.submit(timely));
    expect([simple.status, standard.status]).toEqual(['TASK_STATUS_FAILED', 'TASK_STATUS_FAILED']);
    expect(simple.metadata['mode_reason']).toMatch(/^It is one plain question/);
    expect(standard.metadata['mode_reason']).toMatch(/what is new/);
  });
});

describe('a task whose mode the client chose', () => {
  test('keeps it though no tool was used, and needs no reason', async () => {
    house.model.answer(brain({ whole: { text: 'Sonnig.' } }));
    const view = await house.ended(await house.submit({ query: timely, mode: 'standard' }));
    expect(view.mode).toBe('EXECUTION_MODE_STANDARD');
    expect(view.metadata).not.toHaveProperty('mode_reason');
  });

  test('is planned where it asks for steps', async () => {
    house.model.answer(brain({ plan: value({ steps: [step('a')] }), whole: { text: 'A' } }));
    const body = { query: 'Why?', mode: 'standard', context: { max_steps: 3 } };
    const view = await house.ended(await house.submit(body));
    expect(purposes()).toEqual(['plan', 'whole']);
    expect(view.metadata['plan_reason']).toContain('max_steps');
  });

  test('of COMPLEX with tools goes by a plan, which can use them', async () => {
    house.model.answer(brain({ plan: value({ steps: [step('a')] }), whole: { text: 'A' } }));
    const body = { query: 'Why?', mode: 'complex', context: { tools: ['look_up'] } };
    const view = await house.ended(await house.submit(body));
    expect(view.metadata).toMatchObject({ reasoning: 'plan_and_execute', planned: true });
  });
});

test.each([
  [
    {
      mode: 'simple',
      context: { tools: ['look_up'], reasoning: 'debate', reasoning_params: { rounds: 1 }, max_steps: 2 },
    },
    'Without effect on a simple task: max_steps, tools, reasoning, reasoning_params.',
  ],
  [
    { mode: 'standard', context: { tools: ['look_up'], reasoning: 'debate', max_steps: 2 } },
    'Without effect: reasoning.',
  ],
  [
    {
      mode: 'complex',
      max_iterations: 3,
      context: { reasoning: 'debate', reasoning_params: { rounds: 1, depth: 2 } },
    },
    'Without effect: max_iterations, reasoning_params.depth.',
  ],
  [
    {
      mode: 'complex',
      context: { reasoning: 'debate', reasoning_params: { sides: 3, positions: ['One.', 'Two.'] } },
    },
    'Without effect: reasoning_params.sides.',
  ],
  [{ mode: 'supervisor', max_iterations: 3, context: { reasoning: 'debate' } }, 'Without effect: reasoning.'],
])('what has no effect in the mode that runs is named: %j', async (body, note) => {
  const answer = await house.call('POST', '/api/v1/tasks', { body: { query: 'Why?', ...body } });
  expect(answer.body['message']).toMatch(new RegExp(`${note.replaceAll('.', '\\.')}$`));
  await house.call('POST', `/api/v1/tasks/${String(answer.body['task_id'])}/cancel`);
});
