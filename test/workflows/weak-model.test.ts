import type { LocalModel, ModelRequest } from '../../src/providers/models/port';
import { House } from '../support/house';
import { testTool } from '../support/tools';

const asked: ModelRequest[] = [];
const model: LocalModel = {
  name: 'tiny',
  contextWindow: 4_096,
  generate: (request) => {
    asked.push(request);
    return Promise.resolve({ text: 'Because.', inputTokens: 5, outputTokens: 2, finish: 'stop' });
  },
  close: () => Promise.resolve(),
};
let house: House;
beforeAll(async () => {
  house = await House.open({ localModel: model, tools: [testTool('look_up', () => 'x')] });
});
afterAll(() => house.close());

test('a model too weak to plan is given a plan of one step and asked for the answer alone, without tools', async () => {
  const id = await house.submit({ query: 'Why?', mode: 'standard', context: { max_steps: 3 } });
  const view = await house.ended(id);
  expect(view).toMatchObject({
    status: 'TASK_STATUS_COMPLETED',
    result: 'Because.',
    mode: 'EXECUTION_MODE_STANDARD',
    model_used: 'tiny',
    metadata: { steps: 1, agents: ['agent-task'], model_breakdown: [{ executions: 1 }] },
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]).not.toHaveProperty('tools');
  const told = await house.events(id);
  expect(told.filter(({ payload }) => payload?.['plan'] !== undefined)).toMatchObject([
    { message: 'Got a plan — 1 step', payload: { plan: [{ id: 'task', name: 'Why?' }] } },
  ]);
});
