import fc from '../support/properties';
import { majority } from '../../src/reasoning/majority';

test.each([
  [
    'the largest group wins by its first answer',
    5,
    [
      [5, 2],
      [4, 3, 1],
    ],
    { winner: 0, votes: 3, sizes: [3, 2] },
  ],
  [
    'among equals the earliest answer wins',
    4,
    [
      [3, 4],
      [2, 1],
    ],
    { winner: 0, votes: 2, sizes: [2, 2] },
  ],
  ['an answer in no group stands alone', 4, [[3, 2]], { winner: 1, votes: 2, sizes: [2, 1, 1] }],
  [
    'an answer in two groups counts in the first',
    3,
    [[1, 2], [2, 3], [2]],
    { winner: 0, votes: 2, sizes: [2, 1] },
  ],
  [
    'numbers that are none of the answers do not count',
    2,
    [[7, 8, 9], [0, -1], [2]],
    { winner: 0, votes: 1, sizes: [1, 1] },
  ],
  [
    'one answer in a group twice counts once',
    3,
    [
      [2, 2, 2],
      [1, 3],
    ],
    { winner: 0, votes: 2, sizes: [2, 1] },
  ],
  ['without groups every answer stands alone', 3, undefined, { winner: 0, votes: 1, sizes: [1, 1, 1] }],
] as const)('%s', (_what, answers, groups, result) => {
  expect(majority(answers, groups)).toEqual(result);
});

test('every answer counts exactly once, whatever the groups say', () => {
  const groups = fc.array(fc.array(fc.integer({ min: -2, max: 12 }), { maxLength: 6 }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), groups, (answers, list) => {
      const { winner, votes, sizes } = majority(answers, list);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(answers);
      expect(votes).toBe(Math.max(...sizes));
      expect(winner).toBeGreaterThanOrEqual(0);
      expect(winner).toBeLessThan(answers);
      const ofWinner = list.find((group) => group.includes(winner + 1));
      expect(votes).toBeLessThanOrEqual(ofWinner ? new Set(ofWinner).size : 1);
    }),
  );
});
