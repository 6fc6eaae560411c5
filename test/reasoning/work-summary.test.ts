import fc from '../support/properties';
import type { ModelCall } from '../../src/contract/result';
import { addUsage } from '../../src/reasoning/add-usage';
import { buildRecord, endEvents, type Outcome } from '../../src/reasoning/record';
import { sumUsage } from '../../src/reasoning/usage';
import { complexityOf, summarise, type DoneStep } from '../../src/reasoning/work-summary';

const call = (tokens = 10, cost = 0.001): ModelCall => ({
  provider: 'openai',
  model: 'm',
  input_tokens: tokens,
  output_tokens: 5,
  cost_usd: cost,
  pricing: 'known',
  counted_by: 'provider',
});
const turn = (agent: string, calls: readonly ModelCall[] = [call()]): DoneStep => ({
  kind: 'model',
  agent,
  calls,
  output: { text: 'x' },
});
const toolCall = (agent: string, output: DoneStep['output'] = { cost_usd: 0.005 }): DoneStep => ({
  kind: 'tool',
  agent,
  calls: null,
  output,
});

describe('what a task was', () => {
  test('agents are those that were paid for, each once, by name; tool calls those that ended', () => {
    const steps = [
      turn('planner'),
      turn('agent-b'),
      toolCall('agent-b'),
      toolCall('agent-b', null),
      turn('agent-b', [call(), call()]),
      turn('agent-a'),
      turn('agent-c', []),
    ];
    const summary = summarise(steps);
    expect(summary).toMatchObject({
      agents: ['agent-a', 'agent-b', 'planner'],
      toolCalls: 1,
      toolCostUsd: 0.005,
    });
    expect(summary.calls).toHaveLength(5);
    expect(summary.complexity).toBe(0.44);
  });

  test('a tool that names no cost, or none that is a number, costs nothing', () => {
    expect(summarise([toolCall('a', {}), toolCall('a', { cost_usd: 'much' })]).toolCostUsd).toBe(0);
  });

  test.each([
    [1, 1, 0, 0.1],
    [1, 3, 4, 0.24],
    [4, 5, 6, 0.64],
    [0, 0, 0, 0.1],
    [20, 100, 100, 1],
  ])(
    '%d agents, %d model calls and %d tool calls: complexity %d',
    (agents, modelCalls, toolCalls, complexity) => {
      expect(complexityOf({ agents, modelCalls, toolCalls })).toBe(complexity);
    },
  );

  test('more work is never less complex, and it stays between 0.1 and 1', () => {
    const work = fc.record({
      agents: fc.nat({ max: 30 }),
      modelCalls: fc.nat({ max: 60 }),
      toolCalls: fc.nat({ max: 60 }),
    });
    fc.assert(
      fc.property(work, fc.constantFrom('agents', 'modelCalls', 'toolCalls'), (less, what) => {
        const before = complexityOf(less);
        expect(complexityOf({ ...less, [what]: less[what] + 1 })).toBeGreaterThanOrEqual(before);
        expect(before >= 0.1 && before <= 1).toBe(true);
      }),
    );
  });
});

test('usages add up without the noise of floats, in any order, as their sum does', () => {
  const usages = fc.array(
    fc.record({ tokens: fc.nat({ max: 1_000_000 }), milli: fc.nat({ max: 1_000_000 }) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(usages, (list) => {
      const calls = list.map(({ tokens, milli }) => call(tokens, milli / 1e6));
      const add = (some: readonly ModelCall[]) =>
        some.map((one) => sumUsage([one])).reduce(addUsage, sumUsage([]));
      expect(add(calls)).toEqual(sumUsage(calls));
      expect(add([...calls].reverse())).toEqual(add(calls));
    }),
  );
  expect(addUsage(sumUsage([call(1, 0.1)]), sumUsage([call(1, 0.2)])).estimated_cost).toBe(0.3);
});

describe('the record of a task of several calls', () => {
  const task = {
    task_id: 'task_1',
    session_id: 's',
    context: { current_date: '2026-01-01' },
    mode: 'EXECUTION_MODE_STANDARD',
    created_at: new Date('2026-01-01T00:00:00Z'),
    started_at: new Date('2026-01-01T00:00:01Z'),
    settings: {},
  } as const;
  const work = summarise([turn('planner'), turn('agent-a'), toolCall('agent-a'), turn('synthesis')]);
  const outcome: Outcome = {
    status: 'TASK_STATUS_COMPLETED',
    stopReason: 'completed',
    result: 'The answer.',
    error: '',
    calls: work.calls,
    interruptedCalls: 0,
    endedAt: new Date('2026-01-01T00:00:03Z'),
  };
  const run = { ...work, mode: 'EXECUTION_MODE_STANDARD', metadata: { steps: 1, plan_reason: 'r' } } as const;

  test('shows who ran, how much, and what all of it cost, tools included', () => {
    const record = buildRecord(task, { ...outcome, run });
    expect(record.metadata).toMatchObject({
      steps: 1,
      plan_reason: 'r',
      agents: ['agent-a', 'planner', 'synthesis'],
      tool_calls: 1,
      tool_cost_usd: 0.005,
    });
    expect(record.usage).toEqual({
      total_tokens: 45,
      input_tokens: 30,
      output_tokens: 15,
      estimated_cost: 0.008,
    });
    expect(record.unified_response).toMatchObject({
      metadata: { agents_used: 3, complexity_score: 0.38, execution_mode: 'EXECUTION_MODE_STANDARD' },
      usage: { total_tokens: 45, cost_usd: 0.008 },
      performance: { execution_time_ms: 2_000 },
    });
  });

  test('says why a rule chose its mode, unless what ran explains it anew; nothing where the client chose', () => {
    const chosen = { ...task, settings: { modeReason: 'Because.' } };
    expect(buildRecord(chosen, outcome).metadata['mode_reason']).toBe('Because.');
    expect(buildRecord(chosen, { ...outcome, run }).metadata['mode_reason']).toBe('Because.');
    const anew = {
      ...run,
      mode: 'EXECUTION_MODE_SIMPLE',
      metadata: { mode_reason: 'It came to less.' },
    } as const;
    const record = buildRecord(chosen, { ...outcome, run: anew });
    expect(record).toMatchObject({
      mode: 'EXECUTION_MODE_SIMPLE',
      metadata: { mode_reason: 'It came to less.' },
    });
    expect(record.unified_response.metadata.execution_mode).toBe('EXECUTION_MODE_SIMPLE');
    expect(buildRecord(task, { ...outcome, run }).metadata).not.toHaveProperty('mode_reason');
  });

  test('without a run it is one call of one agent, or none', () => {
    const one = buildRecord(task, { ...outcome, calls: [call()] }).unified_response.metadata;
    expect(one).toMatchObject({ agents_used: 1, complexity_score: 0.1 });
    expect(buildRecord(task, { ...outcome, calls: [] }).unified_response.metadata.agents_used).toBe(0);
  });

  test('what an agent has told of its own end is not told again, what others tell is', () => {
    const record = buildRecord(task, { ...outcome, run });
    const told = (hasTold: boolean) =>
      endEvents(record, 'agent-a', { hasTold }).map(({ type, agent_id: agent }) => `${type} ${agent ?? ''}`);
    expect(told(false).slice(0, 3)).toEqual([
      'LLM_OUTPUT agent-a',
      'LLM_OUTPUT final_output',
      'AGENT_COMPLETED agent-a',
    ]);
    expect(told(true)).toEqual([
      'LLM_OUTPUT final_output',
      'WORKFLOW_COMPLETED agent-a',
      'TASK_COMPLETED orchestrator',
      'STREAM_END orchestrator',
    ]);
    const keys = endEvents(record, 'agent-a').map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
