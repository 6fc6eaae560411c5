import fc from 'fast-check';
import {
  EndStatus,
  isEnded,
  isPaused,
  isQueued,
  mayFollow,
  parseStatusFilter,
  TaskStatus,
  unifiedStatus,
} from '../../src/contract/status';

const status = fc.constantFrom(...TaskStatus.options);
/** States as a reader may see them, one after the other: what may not follow is never shown. */
const walk = fc
  .tuple(status, fc.array(status, { maxLength: 30 }))
  .map(([first, wishes]) =>
    wishes.reduce<TaskStatus[]>(
      (seen, wish) => (mayFollow(seen.at(-1) ?? first, wish) ? [...seen, wish] : seen),
      [first],
    ),
  );

test('an ended task stays as it ended', () => {
  const property = fc.property(walk, (states) => {
    const end = states.findIndex(isEnded);
    if (end >= 0) expect(new Set(states.slice(end))).toEqual(new Set([states[end]]));
  });
  fc.assert(property, { numRuns: 500 });
});

test('no state comes again once it was left, but running after a pause, and the other way round', () => {
  const property = fc.property(walk, (states) => {
    const changes = states.filter((state, index) => state !== states[index - 1]);
    const twice = changes.filter((state, index) => changes.indexOf(state) < index);
    for (const state of twice) expect(state).toMatch(/RUNNING|PAUSED/);
    expect(changes.slice(1).filter(isQueued).length).toBeLessThanOrEqual(
      changes[0] === 'TASK_STATUS_UNSPECIFIED' ? 1 : 0,
    );
    expect(changes.slice(1)).not.toContain('TASK_STATUS_UNSPECIFIED');
  });
  fc.assert(property, { numRuns: 500 });
});

test('staying is allowed everywhere, and every live state may end in every way', () => {
  for (const from of TaskStatus.options) {
    expect(mayFollow(from, from)).toBe(true);
    for (const end of EndStatus.options) expect(mayFollow(from, end)).toBe(!isEnded(from) || from === end);
  }
});

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
