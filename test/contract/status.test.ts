import fc from '../support/properties';
import {
  EndStatus,
  isEnded,
  isPaused,
  isQueued,
  parseStatusFilter,
  TaskStatus,
  unifiedStatus,
} from '../../src/contract/status';

test('each state is one of live, paused, queued or ended, and each end has its word', () => {
  const kinds = TaskStatus.options.map((state) => [isEnded(state), isPaused(state), isQueued(state)]);
  for (const kind of kinds) expect(kind.filter(Boolean).length).toBeLessThanOrEqual(1);
  expect(TaskStatus.options.filter(isEnded)).toEqual(EndStatus.options);
  expect(Object.keys(unifiedStatus).sort()).toEqual([...EndStatus.options].sort());
});

describe('the filter of a list', () => {
  const known = TaskStatus.options.filter((state) => state !== 'TASK_STATUS_UNSPECIFIED');
  const spelled = fc
    .tuple(fc.constantFrom(...known), fc.boolean(), fc.boolean(), fc.constantFrom('', ' ', '\t'))
    .map(([state, isBare, isLower, around]) => {
      const word = isBare ? state.replace('TASK_STATUS_', '') : state;
      return { state, text: `${around}${isLower ? word.toLowerCase() : word}${around}` };
    });
  test('takes a state by its word or its full name, in any case', () => {
    fc.assert(fc.property(spelled, ({ state, text }) => expect(parseStatusFilter(text)).toBe(state)));
    expect(parseStatusFilter('canceled')).toBe('TASK_STATUS_CANCELLED');
  });
  test('takes nothing else', () => {
    const words = new Set([
      ...known.flatMap((state) => [state, state.replace('TASK_STATUS_', '')]),
      'CANCELED',
    ]);
    const other = fc.string().filter((text) => !words.has(text.trim().toUpperCase()));
    fc.assert(fc.property(other, (text) => expect(parseStatusFilter(text)).toBeUndefined()));
    for (const text of ['UNSPECIFIED', '', 'constructor', 'TASK_STATUS_', 'TASK_STATUS_TASK_STATUS_RUNNING'])
      expect(parseStatusFilter(text)).toBeUndefined();
  });
});
